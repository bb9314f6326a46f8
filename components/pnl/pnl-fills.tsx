// Stored fills of the span with their fees, newest first. In: the report. Out: rows, each a way to its decision.
'use client';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatCents } from '#lib/format/price.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { PnlFill, PnlReply } from '#lib/wire/pnl-http.ts';
import { instantText } from './pnl-view.ts';

export interface PnlFillsProps {
  readonly report: PnlReply;
}

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';
const WIDE = 'max-md:hidden';
/** On a phone the end of a name, where the strike stands, goes to a second line. */
const NAME = 'md:truncate max-md:text-2xs max-md:break-all max-md:whitespace-normal';

const COLUMNS: readonly Column[] = [
  { key: 'at', name: 'Filled', look: 'w-[150px] max-md:w-[62px] text-left' },
  { key: 'market', name: 'Market', look: 'text-left' },
  { key: 'trade', name: 'Trade', look: 'w-[66px] text-left' },
  { key: 'contracts', name: 'Contracts', look: 'w-[58px]' },
  { key: 'price', name: '¢', look: 'w-[42px]' },
  { key: 'fee', name: 'Fee', look: 'w-[50px] md:w-[110px]' },
  { key: 'liquidity', name: 'Liquidity', look: `w-[64px] text-left ${WIDE}` },
];

const EMPTY: PanelState = { kind: 'empty', text: 'No fills in this span.' };

function When({ at }: { at: number }) {
  const [day = '', time = ''] = instantText(Math.floor(at / 1000)).split(' ');
  return (
    <>
      <span className="max-md:sr-only">{day} </span>
      {time}
      <span className="max-md:sr-only"> UTC</span>
    </>
  );
}

function Line({ fill }: { fill: PnlFill }) {
  // A fill whose order is not recorded names the outcome it gained from, as on the desk.
  const words = tradeWords(fill, fill.purpose ?? 'enter');
  return (
    <tr data-testid="pnl-fill" title={`trade ${fill.tradeId}, order ${fill.venueOrderId}`}>
      <th scope="row" className="num text-left text-2xs font-normal text-ink-soft">
        {fill.decisionId === null ? (
          <span title="Its order is not recorded">
            <When at={fill.at} />
          </span>
        ) : (
          <a href={`/decisions/${fill.decisionId}`} className={LINK} title="The decision behind it">
            <When at={fill.at} />
          </a>
        )}
      </th>
      <td className={`text-left text-xs text-ink-soft ${NAME}`} title={fill.ticker}>
        {fill.ticker}
      </td>
      <td className="truncate text-left text-xs">
        {words.verb}{' '}
        <span className={words.outcome === 'YES' ? 'text-bid' : 'text-ask'}>{words.outcome}</span>
      </td>
      <td className="num text-xs">{formatContracts(fill.count)}</td>
      <td className="num text-xs">{formatCents(words.price)}</td>
      <td className="num text-xs text-ink-soft">
        {fill.isCorrected && (
          <span className="max-md:sr-only" title="The exchange told its price or fee anew">
            corrected{' '}
          </span>
        )}
        {formatMoney(fill.feeMicro)}
      </td>
      <td className={`text-left text-xs text-ink-soft ${WIDE}`}>
        {fill.isTaker ? 'taker' : 'maker'}
      </td>
    </tr>
  );
}

export function PnlFills({ report }: PnlFillsProps) {
  const { fills, fillCount } = report;
  return (
    <Panel
      id="pnl-fills"
      title="Fills"
      aside={
        <>
          <span className="num text-ink-faint">
            {fills.length < fillCount ? `newest ${fills.length} of ${fillCount}` : `${fillCount}`}
          </span>
          <a
            href="/orders?view=fills"
            title="Here a fee holds what the exchange corrected later; there each fill is as it was told first"
            className="text-ink-soft underline underline-offset-2 hover:text-ink"
          >
            As first told
          </a>
        </>
      }
      state={fillCount === 0 ? EMPTY : READY}
      className="max-h-96 border border-line"
    >
      <DataTable caption="Fills of the span, newest first" columns={COLUMNS}>
        <tbody>
          {fills.map((fill) => (
            <Line key={`${fill.tradeId}:${fill.venueOrderId}`} fill={fill} />
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
