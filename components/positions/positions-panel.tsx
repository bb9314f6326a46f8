// Positions and their profit and loss, with a close button each. In: the positions topic. Out: a table with a sum.
'use client';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { emptyText } from '#components/live/empty-text.ts';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { listState, Panel } from '#components/ui/panel.tsx';
import { useSteadyRows } from '#components/ui/use-steady-rows.ts';
import { formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import { totalsOf } from '#lib/wire/position-totals.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { CloseButton } from './close-button.tsx';
import { PositionLine } from './position-line.tsx';
import { shownPositions } from './position-view.ts';

const COLUMNS: readonly Column[] = [
  { key: 'market', name: 'Market', look: 'text-left' },
  { key: 'position', name: 'Position', look: 'w-[56px]' },
  { key: 'unrealised', name: 'Unrealised', look: 'w-[72px]' },
  { key: 'realised', name: 'Net of fees', look: 'w-[72px]' },
  { key: 'close', name: 'Close', look: 'w-[70px] pointer-coarse:w-[84px]', isNameHidden: true },
];

const TONE = { gain: 'text-gain', loss: 'text-loss' } as const;

interface SumProps {
  readonly label: string;
  /** Left out on a phone, where the head of the column says it. */
  readonly note?: string;
  readonly micro: number | null;
}

function Sum({ label, note, micro }: SumProps) {
  const direction = moneyDirection(micro);
  return (
    <span className="text-ink-faint">
      {label} {note !== undefined && <span className="max-md:hidden">{note} </span>}
      <span
        className={`num inline-block min-w-[8ch] text-right ${direction === null ? 'text-ink' : TONE[direction]}`}
      >
        {formatSignedMoney(micro)}
      </span>
    </span>
  );
}

const idOf = (row: PositionRow) => row.ticker;

export function PositionsPanel() {
  const topic = useTopic('positions');
  const status = useDeskStatus();
  const shown = topic.kind === 'ready' ? shownPositions(topic.rows) : [];
  const { rows, hold } = useSteadyRows(shown, idOf);
  const totals = totalsOf(shown);
  return (
    <Panel
      id="positions"
      title="Positions"
      aside={
        shown.length > 0 && (
          <>
            <Sum label="Unrealised" micro={totals.unrealisedMicro} />
            <Sum label="Realised" note="(net of fees)" micro={totals.netMicro} />
            {shown.filter((row) => row.state === 'open').length > 1 && (
              <CloseButton ticker={null} />
            )}
          </>
        )
      }
      state={listState(topic, {
        count: shown.length,
        empty: emptyText(status, { none: 'No positions. Flat.', what: 'positions' }),
      })}
    >
      <DataTable caption="Positions, disputed first" columns={COLUMNS} data-actions="" {...hold}>
        <RowsByPlace rows={rows} draw={(row) => <PositionLine row={row} />} />
      </DataTable>
    </Panel>
  );
}
