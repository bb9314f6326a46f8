// One strike of the ladder. In: its ticker. Out: a row that renders at most once a frame, and only when it changed.
'use client';
import { marketLabel } from '#components/live/market-label.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useLiveRow } from '#components/live/use-live.ts';
import { formatContracts, formatPosition, formatSize } from '#lib/format/contracts.ts';
import { MISSING } from '#lib/format/digits.ts';
import { formatCents, formatEdge, formatProbabilityCents } from '#lib/format/price.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import { edgeWord, heatPercent, rowWord } from './ladder-view.ts';

export interface LadderLineProps {
  readonly ticker: string;
  /** True on the first strike below spot: the spot line is drawn on its upper border. */
  readonly hasSpotAbove: boolean;
}

function bandText(row: LadderRow): string {
  if (row.fairLow === null || row.fairHigh === null) return MISSING;
  return `${formatProbabilityCents(row.fairLow)}–${formatProbabilityCents(row.fairHigh)}`;
}

const WORD_TONE: Readonly<Record<string, string>> = {
  enter: 'font-semibold text-ink',
  exit: 'font-semibold text-ink',
  hold: 'text-ink-soft',
};

function EdgeCell({ row }: { row: LadderRow }) {
  const heat = heatPercent(row.edge);
  const isPositive = row.edge !== null && row.edge > 0;
  return (
    <td
      data-testid="ladder-edge"
      className={isPositive ? 'font-semibold text-ink' : 'text-ink-faint'}
      style={{
        backgroundColor:
          heat === 0
            ? undefined
            : `color-mix(in oklab, var(--color-gain) calc(${heat}% * var(--heat)), transparent)`,
      }}
    >
      {formatEdge(row.edge)}
      <span className="inline-block w-7 pl-1 text-left text-2xs font-normal text-ink-soft">
        {isPositive ? edgeWord(row.edgeSide) : ''}
      </span>
    </td>
  );
}

function PositionCells({ row }: { row: LadderRow }) {
  const { positionCentiContracts: position, restingCentiContracts: resting } = row;
  return (
    <>
      <td className={`max-md:pr-2 ${position === 0 ? 'text-ink-faint' : 'text-ink'}`}>
        {position === 0 ? MISSING : formatPosition(position)}
      </td>
      <td className="text-ink-soft max-md:hidden">
        {resting === 0 ? MISSING : formatContracts(resting)}
      </td>
    </>
  );
}

export function LadderLine({ ticker, hasSpotAbove }: LadderLineProps) {
  const row = useLiveRow('ladder', ticker);
  const selected = useSelectedMarket();
  if (row === undefined) return null;
  const isSelected = selected.ticker === ticker;
  const word = rowWord(row);
  return (
    <tr
      data-testid="ladder-row"
      data-ticker={ticker}
      data-book={row.book}
      data-selected={isSelected}
      data-spot={hasSpotAbove}
      onClick={() => selected.select(ticker)}
      className="ladder-line num cursor-pointer text-xs hover:bg-raised data-[selected=true]:bg-raised"
    >
      <th scope="row" className="text-left font-medium">
        <button
          type="button"
          title={`${row.title} · ${ticker}`}
          data-strike=""
          aria-pressed={isSelected}
          tabIndex={isSelected || hasSpotAbove ? 0 : -1}
          className="w-full truncate text-left font-sans text-ink tabular-nums"
        >
          {marketLabel(row)}
        </button>
      </th>
      <td className="text-ink-faint max-md:hidden">{formatSize(row.bidSize)}</td>
      <td data-testid="ladder-bid" className="text-bid">
        {formatCents(row.bid)}
      </td>
      <td data-testid="ladder-ask" className="text-ask">
        {formatCents(row.ask)}
      </td>
      <td className="text-ink-faint max-md:hidden">{formatSize(row.askSize)}</td>
      <td data-testid="ladder-fair" className="font-semibold">
        {formatProbabilityCents(row.fair)}
      </td>
      <td className="text-2xs text-ink-faint max-md:hidden">{bandText(row)}</td>
      <EdgeCell row={row} />
      <td className={`text-left font-sans max-md:hidden ${WORD_TONE[word] ?? 'text-ink-faint'}`}>
        {word}
      </td>
      <PositionCells row={row} />
    </tr>
  );
}
