// Positions and their profit and loss, with a close button each. In: the positions topic. Out: a table with a sum.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import { PositionLine } from './position-line.tsx';
import { shownPositions, totalsOf } from './position-view.ts';

function stateOf(isLoading: boolean, count: number): PanelState {
  if (isLoading) return LOADING;
  return count === 0 ? { kind: 'empty', text: 'No positions. Flat.' } : READY;
}

const TONE = { gain: 'text-gain', loss: 'text-loss' } as const;

function Sum({ label, micro }: { label: string; micro: number | null }) {
  const direction = moneyDirection(micro);
  return (
    <span className="text-ink-faint">
      {label}{' '}
      <span className={`num ${direction === null ? 'text-ink' : TONE[direction]}`}>
        {formatSignedMoney(micro)}
      </span>
    </span>
  );
}

export function PositionsPanel() {
  const topic = useTopic('positions');
  const rows = topic.kind === 'ready' ? shownPositions(topic.rows) : [];
  const totals = totalsOf(rows);
  return (
    <Panel
      id="positions"
      title="Positions"
      aside={
        rows.length > 0 && (
          <>
            <Sum label="Unrealised" micro={totals.unrealisedMicro} />
            <Sum label="Realised" micro={totals.realisedMicro} />
          </>
        )
      }
      state={stateOf(topic.kind === 'loading', rows.length)}
    >
      <table className="data-table">
        <caption className="sr-only">Positions, disputed first</caption>
        <thead>
          <tr>
            <th scope="col" className="text-left">
              Market
            </th>
            <th scope="col">Position</th>
            <th scope="col" className="max-md:hidden">
              Cost
            </th>
            <th scope="col">Unrealised</th>
            <th scope="col">Realised</th>
            <th scope="col" className="right-0">
              <span className="sr-only">Close</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PositionLine key={row.ticker} row={row} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
