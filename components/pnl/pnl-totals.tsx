// The figures of the span in one strip. In: the report, live positions. Out: realised, fees, net, unrealised, drawdown.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { Stat } from '#components/ui/stat.tsx';
import { formatMoney } from '#lib/format/money.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { Drawdown, PnlReply } from '#lib/wire/pnl-http.ts';
import { instantText, unrealisedOf } from './pnl-view.ts';
import { SignedMoney } from './signed-money.tsx';

export interface PnlTotalsProps {
  /** Undefined while it is not read: unrealised is live and stands without it. */
  readonly report: PnlReply | undefined;
}

const WIDTH = 'min-w-[11ch]';

function Depth({ label, drawdown }: { label: string; drawdown: Drawdown | null }) {
  const title =
    drawdown === null || drawdown.micro === 0
      ? 'Below the highest result of the span; deposits and withdrawals do not count'
      : `From ${instantText(drawdown.fromSecond)} to ${instantText(drawdown.atSecond)}`;
  const share = drawdown?.share ?? null;
  return (
    <Stat label={label} title={title} className="min-w-[16ch]">
      {formatMoney(drawdown?.micro ?? null)}{' '}
      <span className="text-ink-faint">{share === null ? '' : formatPercent(share, 2)}</span>
    </Stat>
  );
}

export function PnlTotals({ report }: PnlTotalsProps) {
  const positions = useTopic('positions');
  const total = report?.total;
  const equity = report?.equity ?? null;
  const unrealised = unrealisedOf(positions.kind === 'ready' ? positions.rows : null);
  return (
    <div
      data-testid="pnl-totals"
      className="live-figures flex flex-wrap gap-x-6 gap-y-1 border border-line bg-surface px-2 py-1"
    >
      <Stat label="Realised, before fees" className={WIDTH}>
        <span data-testid="pnl-realised">
          <SignedMoney micro={total?.realisedMicro ?? null} />
        </span>
      </Stat>
      <Stat label="Fees" className={WIDTH}>
        <span data-testid="pnl-fees">{formatMoney(total?.feesMicro ?? null)}</span>
      </Stat>
      <Stat label="Net" className={WIDTH} title="Realised less fees">
        <span data-testid="pnl-net" className="font-semibold">
          <SignedMoney micro={total?.netMicro ?? null} />
        </span>
      </Stat>
      <Stat
        label="Unrealised now"
        className={WIDTH}
        title="Open positions at the price they could be closed for, live; a dash while one has no mark"
      >
        <span data-testid="pnl-unrealised">
          <SignedMoney micro={unrealised} />
        </span>
      </Stat>
      <Stat
        label="Equity as booked"
        className={WIDTH}
        title="Cash and open contracts at what they cost; the live equity stands above"
      >
        {formatMoney(equity?.endMicro ?? null)}
      </Stat>
      <Depth label="Maximum drawdown" drawdown={equity?.deepest ?? null} />
      <Depth label="Drawdown now" drawdown={equity?.current ?? null} />
    </div>
  );
}
