// The settlement window: countdown, prints known of sixty, running mean, the mean still needed to flip, the basis.
'use client';
import { useCallback } from 'react';
import { ruleText } from '#components/live/market-label.ts';
import { TickText } from '#components/live/tick-text.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { Stat } from '#components/ui/stat.tsx';
import { formatCountdown } from '#lib/format/duration.ts';
import { formatUsd, formatUsdDifference } from '#lib/format/usd.ts';
import type { LadderRow } from '#lib/wire/topics.ts';
import { SETTLEMENT_PRINTS } from './signal-view.ts';

export interface SettlementBlockProps {
  readonly row: LadderRow;
}

const BASIS: LiveView<'spot', string> = {
  topic: 'spot',
  select: (table) => {
    const row = table?.rows['BTC/USD'];
    if (row === undefined || row.basisUsd === null) return '–';
    return `${formatUsdDifference(row.basisUsd)} ± ${formatUsd(row.basisSdUsd)}`;
  },
  equal: Object.is,
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
  return <TickText print={print} tone={tone} className="num text-xl font-semibold" />;
}

function PrintsBar({ known, missing }: { known: number; missing: number }) {
  return (
    <svg aria-hidden="true" className="mt-1 h-1.5 w-full" preserveAspectRatio="none">
      <rect width="100%" height="6" rx="1" className="fill-raised" />
      <rect
        width={`${(known / SETTLEMENT_PRINTS) * 100}%`}
        height="6"
        rx="1"
        className="fill-index"
      />
      <rect
        x={`${(known / SETTLEMENT_PRINTS) * 100}%`}
        width={`${(missing / SETTLEMENT_PRINTS) * 100}%`}
        height="6"
        className="fill-severity-critical"
      />
    </svg>
  );
}

export function SettlementBlock({ row }: SettlementBlockProps) {
  const basis = useLiveView(BASIS);
  return (
    <section aria-label="Settlement" className="border-t border-line pt-2">
      <div className="grid grid-cols-[auto_1fr] items-end gap-4">
        <div className="flex w-24 flex-col">
          <span className="label">Settles in</span>
          <Countdown closeAt={row.closeAt} />
        </div>
        <div>
          <p className="flex justify-between text-2xs text-ink-faint">
            <span>
              Prints known{' '}
              <span className="num text-ink">
                {row.knownPrints}/{SETTLEMENT_PRINTS}
              </span>
            </span>
            <span className={row.missingPrints > 0 ? 'font-semibold text-severity-critical' : ''}>
              {row.missingPrints > 0 ? `${row.missingPrints} missing: no entries` : 'none missing'}
            </span>
          </p>
          <PrintsBar known={row.knownPrints} missing={row.missingPrints} />
        </div>
      </div>
      <div className="mt-2 grid grid-cols-3 gap-x-3 gap-y-1.5">
        <Stat label="YES needs the mean">{ruleText(row)}</Stat>
        <Stat label="Running mean">{formatUsd(row.knownMeanUsd)}</Stat>
        <Stat label="Mean needed to flip" title="What the remaining prints must average">
          {formatUsd(row.requiredMeanUsd)}
        </Stat>
        <Stat label="Expected mean">{formatUsd(row.meanUsd)}</Stat>
        <Stat label="± sd">{formatUsd(row.sdUsd)}</Stat>
        <Stat label="BRTI − Kraken">{basis}</Stat>
      </div>
    </section>
  );
}
