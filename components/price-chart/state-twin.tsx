// Cone and volatility for those who cannot see a canvas. In: the chart's state. Out: two tables, or why there is no cone.
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import { formatMinute } from '#lib/format/duration.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import { formatUsd } from '#lib/format/usd.ts';
import type { ConeRow } from '#lib/wire/chart-topics.ts';
import { type ChartState, closeUsd } from './chart-state.ts';

function ConeTable({ cone }: { readonly cone: ConeRow }) {
  return (
    <table data-testid="cone-twin">
      <caption>Settlement at {formatMinute(cone.closeAt)} UTC by the model</caption>
      <thead>
        <tr>
          <th scope="col">Chance of less</th>
          <th scope="col">BRTI average, USD</th>
        </tr>
      </thead>
      <tbody>
        {cone.levels.map((level) => (
          <tr key={level}>
            <th scope="row">{formatPercent(level)}</th>
            <td>{formatUsd(closeUsd(cone, level))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function StateTwin({ state }: { readonly state: ChartState }) {
  const { cone, reason, volatility } = state;
  return (
    <VisuallyHidden>
      {cone === null ? <p>No cone to the settlement: {reason}.</p> : <ConeTable cone={cone} />}
      <table>
        <caption>Volatility now, percent a year</caption>
        <tbody>
          <tr>
            <th scope="row">Forecast, next 15 minutes</th>
            <td>{formatPercent(volatility?.forecastVolAnnual ?? null)}</td>
          </tr>
          <tr>
            <th scope="row">Realised, last 15 minutes</th>
            <td>{formatPercent(volatility?.realisedVolAnnual ?? null)}</td>
          </tr>
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
