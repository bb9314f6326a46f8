// What moved the selected market's price and what would flip its verdict, live, with the way to the whole explanation.
'use client';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useLiveRow } from '#components/live/use-live.ts';
import { PanelNotice } from '#components/ui/panel.tsx';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import { Contributions } from './contributions.tsx';
import { decisionsHref, nowHref } from './decision-links.ts';

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

function Causes({ row }: { row: DecisionRow }) {
  if (row.explanation === null)
    return <PanelNotice>There was no fair value to explain at the last look.</PanelNotice>;
  const { contributions } = row.explanation;
  return contributions.length === 0 ? (
    <PanelNotice>The forecast that answers names no causes: nothing learned is in it.</PanelNotice>
  ) : (
    <Contributions contributions={contributions} />
  );
}

export function MarketDrivers() {
  const { ticker } = useSelectedMarket();
  const row = useLiveRow('decisions', ticker ?? '');
  if (row === undefined || ticker === null)
    return <PanelNotice>This market has not been evaluated yet.</PanelNotice>;
  return (
    <>
      <div className="flex h-[34px] items-start justify-between gap-3 overflow-hidden border-b border-line px-2 py-0.5 text-2xs">
        <p data-testid="counterfactual" className="line-clamp-2 text-ink-soft">
          {row.explanation?.counterfactual ?? ''}
        </p>
        <p className="flex shrink-0 gap-3 pointer-coarse:py-1">
          <a href={nowHref(row.storedId)} target="_blank" rel="noopener" className={LINK}>
            Explain
          </a>
          <a href={decisionsHref(ticker)} target="_blank" rel="noopener" className={LINK}>
            History
          </a>
        </p>
      </div>
      <Causes row={row} />
    </>
  );
}
