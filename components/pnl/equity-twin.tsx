// The equity curve for those who cannot see a canvas. In: points. Out: a table of at most two dozen of them.
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import { formatMoney } from '#lib/format/money.ts';
import type { EquityPoint } from '#lib/wire/pnl-http.ts';
import { instantText, twinPoints } from './pnl-view.ts';

export interface EquityTwinProps {
  readonly points: readonly EquityPoint[];
}

const ROWS = 24;

export function EquityTwin({ points }: EquityTwinProps) {
  return (
    <VisuallyHidden>
      <table data-testid="equity-twin">
        <caption>Equity as booked and its drawdown over the span</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Equity</th>
            <th scope="col">Drawdown</th>
          </tr>
        </thead>
        <tbody>
          {twinPoints(points, ROWS).map((point) => (
            <tr key={point.second}>
              <th scope="row">{instantText(point.second)}</th>
              <td>{formatMoney(point.equityMicro)}</td>
              <td>{formatMoney(point.drawdownMicro)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
