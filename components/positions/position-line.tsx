// One position: size with its outcome, cost, profit, what the venue says when it differs, and a two-step close.
'use client';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { formatContracts, formatPosition } from '#lib/format/contracts.ts';
import { formatMoney, formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { CloseButton } from './close-button.tsx';

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

export function PositionLine({ row }: PositionLineProps) {
  const market = useMarketTitle(row.ticker, row.title);
  const isOpen = row.contracts !== 0 && row.state !== 'settled';
  return (
    <tr
      data-testid="position-row"
      data-ticker={row.ticker}
      data-state={row.state}
      className={isOpen ? '' : 'text-ink-faint'}
      title={`${row.ticker}: ${formatContracts(Math.abs(row.contracts))} contracts, cost ${formatMoney(row.costMicro)}, fees ${formatMoney(row.feesMicro)}`}
    >
      <th scope="row" className="truncate text-left text-xs font-normal">
        {market}
      </th>
      <td className="num text-xs">{formatPosition(row.contracts)}</td>
      <td className="num text-xs text-ink-soft max-[1600px]:hidden">
        {formatMoney(row.costMicro)}
      </td>
      <Profit micro={row.contracts === 0 ? null : row.unrealisedMicro} />
      <Profit micro={row.realisedMicro} />
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
