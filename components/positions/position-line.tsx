// One position: size with its outcome, cost, profit, what the venue says when it differs, and a two-step close.
'use client';
import { formatContracts, formatPosition } from '#lib/format/contracts.ts';
import { formatMinute } from '#lib/format/duration.ts';
import { formatMoney, formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import type { PositionRow } from '#lib/wire/topics.ts';
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
        venue says {row.venueContracts === null ? 'unknown' : formatPosition(row.venueContracts)}
      </strong>
    );
  if (row.state === 'awaiting-settlement')
    return <span className="text-severity-warning">settling</span>;
  if (row.state === 'settled') return <span>settled {row.result?.toUpperCase()}</span>;
  return row.closeAt === null ? null : <span>closes {formatMinute(row.closeAt)}</span>;
}

export function PositionLine({ row }: PositionLineProps) {
  const isOpen = row.contracts !== 0 && row.state !== 'settled';
  return (
    <tr
      data-testid="position-row"
      data-ticker={row.ticker}
      data-state={row.state}
      className={isOpen ? '' : 'text-ink-faint'}
      title={`${row.ticker}: ${formatContracts(Math.abs(row.contracts))} contracts, fees ${formatMoney(row.feesMicro)}`}
    >
      <th scope="row" className="max-w-44 truncate text-left font-normal">
        <span className="num text-xs">{row.title}</span>{' '}
        <span className="text-2xs text-ink-faint">
          <StateWord row={row} />
        </span>
      </th>
      <td className="num text-xs">{formatPosition(row.contracts)}</td>
      <td className="num text-xs text-ink-soft">{formatMoney(row.costMicro)}</td>
      <Profit micro={row.contracts === 0 ? null : row.unrealisedMicro} />
      <Profit micro={row.realisedMicro} />
      <td className="w-20">
        {isOpen && row.state === 'open' && <CloseButton ticker={row.ticker} />}
      </td>
    </tr>
  );
}
