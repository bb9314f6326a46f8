// One position: size with its outcome, profit, what it is worth and can become, what the venue says when it differs, a two-step close.
'use client';
import type { ReactNode } from 'react';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { formatContracts, formatPosition } from '#lib/format/contracts.ts';
import { formatMinute } from '#lib/format/duration.ts';
import { formatMoney, formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import { formatAverageCents } from '#lib/format/price.ts';
import { netOf } from '#lib/wire/position-totals.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { CloseButton } from './close-button.tsx';
import { prospectsOf } from './position-view.ts';

export interface PositionLineProps {
  readonly row: PositionRow;
}

const TONE = { gain: 'text-gain', loss: 'text-loss' } as const;

function Profit({ micro }: { micro: number | null }) {
  const direction = moneyDirection(micro);
  return (
    <td className={`num text-xs ${direction === null ? 'text-ink-soft' : TONE[direction]}`}>
      {formatSignedMoney(micro)}
    </td>
  );
}

function StateWord({ row }: PositionLineProps) {
  if (row.state === 'disagree')
    return (
      <strong className="text-severity-critical">
        venue: {row.venueContracts === null ? 'unknown' : formatPosition(row.venueContracts)}
      </strong>
    );
  if (row.state === 'awaiting-settlement')
    return <span className="text-severity-warning">settling</span>;
  if (row.state === 'closed') return <span>closed</span>;
  return row.state === 'settled' ? <span>settled {row.result?.toUpperCase()}</span> : null;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <span className="flex justify-between gap-1">
      <span className="text-ink-faint">{name}</span>
      <span className="num text-ink-soft">{children}</span>
    </span>
  );
}

/** Worth and risk of what is held, on a line of its own: there is no room for them beside the result. */
function ProspectLine({ row }: PositionLineProps) {
  const prospects = prospectsOf(row);
  if (prospects === null) return null;
  const { entry, mark, valueMicro, worstMicro, bestMicro } = prospects;
  return (
    <tr data-testid="position-prospects" data-ticker={row.ticker}>
      <td colSpan={5}>
        <div className="grid grid-cols-3 gap-x-4 pb-1 text-2xs">
          <Fact name="Entry ¢">{formatAverageCents(entry)}</Fact>
          <Fact name="Sells at ¢">{formatAverageCents(mark)}</Fact>
          <Fact name="Value">{formatMoney(valueMicro)}</Fact>
          <Fact name="Worst">{formatSignedMoney(worstMicro)}</Fact>
          <Fact name="Best">{formatSignedMoney(bestMicro)}</Fact>
          <Fact name="Settles UTC">{formatMinute(row.closeAt)}</Fact>
        </div>
      </td>
    </tr>
  );
}

function MainLine({ row }: PositionLineProps) {
  const market = useMarketTitle(row.ticker, row.title);
  const isOpen = row.contracts !== 0 && row.state !== 'settled';
  return (
    <tr
      data-testid="position-row"
      data-ticker={row.ticker}
      data-state={row.state}
      className={isOpen ? '' : 'text-ink-faint'}
      title={`${row.ticker}: ${formatContracts(Math.abs(row.contracts))} contracts, cost ${formatMoney(row.costMicro)}, realised ${formatSignedMoney(row.realisedMicro)} before fees ${formatMoney(row.feesMicro)}`}
    >
      <th scope="row" className="truncate text-left text-xs font-normal">
        {market}
      </th>
      <td className="num text-xs">{formatPosition(row.contracts)}</td>
      <Profit micro={row.contracts === 0 ? null : row.unrealisedMicro} />
      <Profit micro={netOf(row)} />
      <td className="truncate text-2xs">
        {isOpen && row.state === 'open' ? (
          <CloseButton key={row.ticker} ticker={row.ticker} />
        ) : (
          <StateWord row={row} />
        )}
      </td>
    </tr>
  );
}

export function PositionLine({ row }: PositionLineProps) {
  return (
    <>
      <MainLine row={row} />
      <ProspectLine row={row} />
    </>
  );
}
