// The head of a decision's page: verdict, sentence, market, time, and whether this is the record or the newest look.
'use client';
import type { ReactNode } from 'react';
import { useMarketName } from '#components/live/use-market-name.ts';
import { instantText } from '#components/ui/instant-text.ts';
import type { ShownDecision } from './shown-decision.ts';

export interface DecisionHeadProps {
  readonly shown: ShownDecision;
  /** Where it comes from, in words. */
  readonly origin: string;
  /** The switch between record and newest look. */
  readonly children: ReactNode;
}

export function DecisionHead({ shown, origin, children }: DecisionHeadProps) {
  const title = useMarketName(shown.ticker);
  return (
    <header className="border border-line bg-surface px-3 py-2">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <strong
          data-testid="decision-verdict"
          data-verdict={shown.verdict}
          className="text-xl font-semibold uppercase"
        >
          {shown.verdict}
        </strong>
        <span className="text-base text-ink">{title}</span>
        <span className="num text-xs whitespace-normal text-ink-faint">{shown.ticker}</span>
        <time data-testid="decision-time" className="num ml-auto text-xs text-ink-soft">
          {instantText(shown.at)}
        </time>
      </p>
      <p data-testid="decision-sentence" className="min-h-9 text-sm text-ink">
        {shown.sentence}
      </p>
      <div className="flex min-h-6 flex-wrap items-center justify-between gap-2 text-2xs text-ink-faint">
        <p data-testid="decision-origin">{origin}</p>
        {children}
      </div>
    </header>
  );
}
