// The breakdown as rows that sum to its last line. In: report, grouping, live positions. Out: a table.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { formatMoney } from '#lib/format/money.ts';
import type { PnlGrouping, PnlReply } from '#lib/wire/pnl-http.ts';
import {
  type BreakdownRow,
  breakdownRows,
  GROUPING_NAMES,
  hasUnrealised,
  unrealisedOf,
} from './pnl-view.ts';
import { SignedMoney } from './signed-money.tsx';

export interface BreakdownTableProps {
  readonly report: PnlReply;
  readonly grouping: PnlGrouping;
}

/** The rest is in the file. */
const SHOWN = 100;
const WIDE = 'max-md:hidden';
/** On a phone the end of a name, where the strike stands, goes to a second line. */
const NAME = 'md:truncate max-md:text-2xs max-md:break-all max-md:whitespace-normal';

function columnsOf(grouping: PnlGrouping): readonly Column[] {
  const unrealised = { key: 'unrealised', name: 'Unrealised', look: 'w-[72px] md:w-[84px]' };
  return [
    { key: 'group', name: GROUPING_NAMES[grouping], look: 'text-left' },
    { key: 'realised', name: 'Realised', look: `w-[92px] ${WIDE}` },
    { key: 'fees', name: 'Fees', look: 'w-[54px] md:w-[84px]' },
    { key: 'net', name: 'Net', look: 'w-[68px] md:w-[92px]' },
    ...(hasUnrealised(grouping) ? [unrealised] : []),
    { key: 'bookings', name: 'Bookings', look: `w-[72px] ${WIDE}` },
  ];
}

type Figures = Omit<BreakdownRow, 'key' | 'isExternal'>;

function Cells({ row, isLive }: { row: Figures; isLive: boolean }) {
  return (
    <>
      <td className={`num text-xs ${WIDE}`}>
        <SignedMoney micro={row.realisedMicro} />
      </td>
      <td className="num text-xs text-ink-soft">{formatMoney(row.feesMicro)}</td>
      <td className="num text-xs font-semibold">
        <SignedMoney micro={row.netMicro} />
      </td>
      {isLive && (
        <td className="num text-xs">
          <SignedMoney micro={row.unrealisedMicro} />
        </td>
      )}
      <td className={`num text-xs text-ink-soft ${WIDE}`}>{row.bookings}</td>
    </>
  );
}

function Line({ row, isLive }: { row: BreakdownRow; isLive: boolean }) {
  return (
    <tr data-testid="pnl-group" data-key={row.key}>
      <th scope="row" className={`text-left text-xs font-normal ${NAME}`} title={row.key}>
        {row.key}
        {row.isExternal && !row.key.startsWith('EXTERNAL') && (
          <strong
            className="ml-2 text-2xs text-severity-warning"
            title="Contracts that were not traded here are in it"
          >
            EXTERNAL
          </strong>
        )}
      </th>
      <Cells row={row} isLive={isLive} />
    </tr>
  );
}

export function BreakdownTable({ report, grouping }: BreakdownTableProps) {
  const topic = useTopic('positions');
  const positions = topic.kind === 'ready' ? topic.rows : null;
  const rows = breakdownRows(report, grouping, positions ?? []);
  const isLive = hasUnrealised(grouping);
  const total = {
    ...report.total,
    bookings: report.bookings,
    unrealisedMicro: unrealisedOf(positions),
  };
  const hidden = rows.length - SHOWN;
  return (
    <DataTable
      caption={`Results by ${GROUPING_NAMES[grouping].toLowerCase()}`}
      columns={columnsOf(grouping)}
    >
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <Line key={row.key} row={row} isLive={isLive} />
        ))}
        {hidden > 0 && (
          <tr>
            <td colSpan={6} className="text-left text-2xs text-ink-faint">
              {hidden} more, smaller ones: all are in the file
            </td>
          </tr>
        )}
      </tbody>
      <tfoot className="sticky bottom-0 bg-surface">
        <tr data-testid="pnl-sum" className="font-semibold">
          <th scope="row" className="text-left text-xs font-semibold">
            All
          </th>
          <Cells row={total} isLive={isLive} />
        </tr>
      </tfoot>
    </DataTable>
  );
}
