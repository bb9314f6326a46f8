// The curve for those who cannot see a canvas: one row a strike, and how far the model lies outside the market's band.
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import { formatSigned, MISSING } from '#lib/format/digits.ts';
import { formatProbabilityCents } from '#lib/format/price.ts';
import { formatStrike } from '#lib/format/usd.ts';
import type { CurvePoint } from './curve-view.ts';

export interface CurveTwinProps {
  readonly points: readonly CurvePoint[];
  readonly meaning: string;
}

const HEADS = ['Strike', 'Bid', 'Ask', 'Model', 'Low', 'High', 'Blended', 'Outside'];

export function CurveTwin({ points, meaning }: CurveTwinProps) {
  return (
    <VisuallyHidden>
      <table data-testid="curve-twin">
        <caption>{meaning}, in cents; Outside: model above the ask or below the bid</caption>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((each) => (
            <tr key={each.ticker}>
              <th scope="row">{formatStrike(each.strikeCents)}</th>
              <td>{formatProbabilityCents(each.bid)}</td>
              <td>{formatProbabilityCents(each.ask)}</td>
              <td>{formatProbabilityCents(each.model)}</td>
              <td>{formatProbabilityCents(each.modelLow)}</td>
              <td>{formatProbabilityCents(each.modelHigh)}</td>
              <td>{formatProbabilityCents(each.blended)}</td>
              <td>{each.outsideCents === null ? MISSING : formatSigned(each.outsideCents, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
