// The settlement window in three lines: countdown and prints known of sixty, then the means that decide.
'use client';
import { useCallback } from 'react';
import { ruleText } from '#components/live/market-label.ts';
import { TickText } from '#components/live/tick-text.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { Stat } from '#components/ui/stat.tsx';
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import { formatCountdown } from '#lib/format/duration.ts';
import { formatUsd, formatUsdDifference } from '#lib/format/usd.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import { SETTLEMENT_PRINTS } from './signal-view.ts';

export interface SettlementBlockProps {
  readonly row: LadderRow;
}

interface Basis {
  readonly short: string;
  /** With its standard deviation. */
  readonly whole: string;
}

const NO_BASIS: Basis = { short: MISSING, whole: 'not known yet' };

const BASIS: LiveView<'spot', Basis> = {
  topic: 'spot',
  select: (table) => {
    const row = table?.rows['BTC/USD'];
    if (row === undefined || row.basisUsd === null) return NO_BASIS;
    const short = formatUsdDifference(row.basisUsd);
    return { short, whole: `${short} ± ${formatUsd(row.basisSdUsd)} USD` };
  },
  equal: (left, right) => left.whole === right.whole,
};

function Countdown({ closeAt }: { closeAt: number }) {
  const print = useCallback(
    (nowMs: number) => (nowMs >= closeAt ? 'closed' : formatCountdown(closeAt - nowMs)),
    [closeAt],
  );
  const tone = useCallback(
    (nowMs: number) => (nowMs < closeAt && closeAt - nowMs < 60_000 ? 'urgent' : null),
    [closeAt],
  );
  return (
    <TickText
      print={print}
      tone={tone}
      className="num inline-block w-[64px] text-lg leading-[18px] font-semibold"
    />
  );
}

function PrintsBar({ known, missing }: { known: number; missing: number }) {
  const share = (count: number) => `${(count / SETTLEMENT_PRINTS) * 100}%`;
  return (
    <svg aria-hidden="true" className="h-1.5 min-w-0 flex-1" preserveAspectRatio="none">
      <rect width="100%" height="6" rx="1" className="fill-raised" />
      <rect width={share(known)} height="6" rx="1" className="fill-index" />
      <rect x={share(known)} width={share(missing)} height="6" className="fill-severity-critical" />
    </svg>
  );
}

function Prints({ known, missing }: { known: number; missing: number }) {
  return (
    <>
      <span className="text-ink-faint">
        Prints{' '}
        <span className="num inline-block w-[34px] text-right text-ink">
          {known}/{SETTLEMENT_PRINTS}
        </span>
      </span>
      <PrintsBar known={known} missing={missing} />
      <span
        className={`w-[104px] text-right ${missing > 0 ? 'font-semibold text-severity-critical' : 'text-ink-faint'}`}
      >
        {missing > 0 ? `${missing} missing: no entries` : 'none missing'}
      </span>
    </>
  );
}

/** A range is in the title bar already; its two strikes would not fit here. */
function needText(row: LadderRow): string {
  return row.strikeCents !== null && row.capCents !== null ? 'in range' : ruleText(row);
}

function expectedText({ meanUsd, sdUsd }: LadderRow): string {
  if (meanUsd === null) return MISSING;
  return `${formatFixed(meanUsd, 0)} ± ${sdUsd === null ? MISSING : formatFixed(sdUsd, 0)}`;
}

export function SettlementBlock({ row }: SettlementBlockProps) {
  const basis = useLiveView(BASIS);
  return (
    <section aria-label="Settlement" className="mt-auto border-t border-line px-2 pt-0.5 pb-1">
      <div className="flex items-center gap-2 text-2xs">
        <span className="sr-only">Settles in</span>
        <Countdown closeAt={row.closeAt} />
        <Prints known={row.knownPrints} missing={row.missingPrints} />
      </div>
      <div className="grid grid-cols-[1.2fr_0.95fr_0.95fr_1.2fr_0.7fr] gap-x-1">
        <Stat label="YES needs" title={`For YES the settlement mean must be ${ruleText(row)}`}>
          {needText(row)}
        </Stat>
        <Stat label="Mean so far" title="Mean of the prints known so far">
          {formatUsd(row.knownMeanUsd)}
        </Stat>
        <Stat label="Flips at" title="What the remaining prints must average to flip the outcome">
          {formatUsd(row.requiredMeanUsd)}
        </Stat>
        <Stat label="Expected ± sd" title="Expected settlement mean, USD">
          {expectedText(row)}
        </Stat>
        <Stat label="Basis" title={`BRTI − Kraken ${basis.whole}`}>
          {basis.short}
        </Stat>
      </div>
    </section>
  );
}
