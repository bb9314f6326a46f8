// Positions that were not traded here, as the ledger marks them. In: the report. Out: a table, or nothing.
'use client';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { formatPosition } from '#lib/format/contracts.ts';
import { formatMoney } from '#lib/format/money.ts';
import type { PnlReply } from '#lib/wire/pnl-http.ts';
import { instantText } from './pnl-view.ts';

export interface ExternalsPanelProps {
  readonly report: PnlReply;
}

const COLUMNS: readonly Column[] = [
  { key: 'at', name: 'Taken over', look: 'w-[150px] text-left max-md:w-[72px]' },
  { key: 'market', name: 'Market', look: 'text-left' },
  { key: 'position', name: 'Contracts', look: 'w-[76px]' },
  { key: 'cost', name: 'Cost', look: 'w-[84px]' },
];

export function ExternalsPanel({ report: { externals } }: ExternalsPanelProps) {
  if (externals.length === 0) return null;
  return (
    <Panel
      id="pnl-externals"
      title={
        <>
          <strong className="text-severity-warning">EXTERNAL</strong> not traded here, all time
        </>
      }
      className="max-h-60 border border-line"
    >
      <DataTable caption="Positions that were not traded here, newest first" columns={COLUMNS}>
        <tbody>
          {externals.map((each) => (
            <tr key={`${each.ticker}:${each.at}`} data-testid="pnl-external">
              <th
                scope="row"
                className="num text-left text-2xs font-normal text-ink-soft max-md:whitespace-normal"
              >
                {instantText(Math.floor(each.at / 1000))}
              </th>
              <td
                className="text-left text-xs max-md:text-2xs max-md:break-all max-md:whitespace-normal md:truncate"
                title={each.ticker}
              >
                {each.ticker}
              </td>
              <td className="num text-xs">{formatPosition(each.contracts)}</td>
              <td className="num text-xs text-ink-soft">{formatMoney(each.costMicro)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
