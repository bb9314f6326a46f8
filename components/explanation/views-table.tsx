// Who says what: one row a speaker, its chance of YES in cents, how far from the market, all on one scale.
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { formatSigned } from '#lib/format/digits.ts';
import { formatProbabilityCents } from '#lib/format/price.ts';
import { ProbabilityTrack } from './probability-track.tsx';
import type { Speaker } from './views-view.ts';

export interface ViewsTableProps {
  readonly speakers: readonly Speaker[];
}

const COLUMNS: readonly Column[] = [
  { key: 'speaker', name: 'Speaker', look: 'w-[84px] text-left' },
  { key: 'yes', name: 'YES ¢', look: 'w-[46px]' },
  { key: 'gap', name: '− market', look: 'w-[54px]' },
  { key: 'track', name: '0 to 100 ¢', look: 'text-left' },
];

function SpeakerLine({ speaker, market }: { speaker: Speaker; market: number | null }) {
  const { id, name, meaning, probability, gapCents, band } = speaker;
  const isTraded = id === 'blended';
  return (
    <tr data-testid="view-row" data-speaker={id} title={`${name}: ${meaning}`}>
      <th
        scope="row"
        className={`text-left ${isTraded ? 'font-semibold text-ink' : 'font-normal text-ink-soft'}`}
      >
        {name}
        {isTraded && <span className="pl-1 text-2xs font-normal text-ink-faint">traded</span>}
      </th>
      <td data-testid="view-yes" className={`num text-xs ${isTraded ? 'font-semibold' : ''}`}>
        {formatProbabilityCents(probability)}
      </td>
      <td data-testid="view-gap" className="num text-xs text-ink-soft">
        {gapCents === null ? '' : formatSigned(gapCents, 1)}
      </td>
      <td>
        {probability === null && id !== 'market' ? (
          <span className="float-left text-2xs text-ink-faint">says nothing</span>
        ) : (
          <ProbabilityTrack
            probability={probability}
            band={band}
            market={id === 'market' ? null : market}
            isStrong={isTraded || id === 'market'}
          />
        )}
      </td>
    </tr>
  );
}

export function ViewsTable({ speakers }: ViewsTableProps) {
  const market = speakers.find((each) => each.id === 'market')?.probability ?? null;
  return (
    <div className="leading-4 [--row-h:16px] pointer-coarse:[--row-h:20px] [&_thead_th]:h-4">
      <DataTable
        caption="Chance of YES in cents by speaker, with its difference to the market's mid"
        columns={COLUMNS}
      >
        <tbody>
          {speakers.map((speaker) => (
            <SpeakerLine key={speaker.id} speaker={speaker} market={market} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
