// One offer: what it buys, what it risks, why it is asked, what the market is now. The answer is the server's.
'use client';
import { useCallback } from 'react';
import { askingRule } from '#components/live/asking-rule.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { TickText } from '#components/live/tick-text.tsx';
import { useLimits } from '#components/live/use-limits.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { Stat } from '#components/ui/stat.tsx';
import { approvalId, sha256Hex } from '#lib/domain/ids.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatCountdown } from '#lib/format/duration.ts';
import { formatMoney } from '#lib/format/money.ts';
import { formatEdge } from '#lib/format/price.ts';
import type { ApprovalRow, OfferLook } from '#lib/wire/trade-rows.ts';
import { ApprovalAnswer } from './approval-answer.tsx';
import { againstText, offerText, STATE_WORD, shortOffer } from './approval-view.ts';
import { MarketTerms } from './market-terms.tsx';
import { ThenAndNow } from './then-and-now.tsx';

export interface ApprovalCardProps {
  readonly row: ApprovalRow;
  /** Its time is over, though the engine has not said so yet. */
  readonly isOver: boolean;
}

const URGENT_MS = 10_000;

function ExpiryCountdown({ expiresAt }: { expiresAt: number }) {
  const print = useCallback(
    (nowMs: number) => (nowMs >= expiresAt ? 'expired' : formatCountdown(expiresAt - nowMs)),
    [expiresAt],
  );
  const tone = useCallback(
    (nowMs: number) => (expiresAt - nowMs < URGENT_MS ? 'urgent' : null),
    [expiresAt],
  );
  return (
    <span className="flex shrink-0 items-baseline gap-1.5 text-2xs whitespace-nowrap text-ink-faint">
      <span data-testid="approval-state">pending</span> <span>vetoed in</span>{' '}
      <TickText
        print={print}
        tone={tone}
        className="num inline-block min-w-[7ch] text-right text-base text-ink"
      />
    </span>
  );
}

/** What the gate would say of this very offer now: the same look is made again at the click. */
function Standing({ row, look }: { row: ApprovalRow; look: OfferLook }) {
  if (look.against === null)
    return look.count < row.count ? (
      <li>
        <span className="font-semibold text-severity-warning">
          now {formatContracts(look.count)} of {formatContracts(row.count)} would go out
        </span>
        , every check passes
      </li>
    ) : (
      <li>now every check passes, at this price, side and count</li>
    );
  const text = againstText(look.against);
  return (
    <li className="truncate" title={text}>
      <span className="font-semibold text-severity-warning">now likely refused</span> {text}
    </li>
  );
}

interface ReasonsProps {
  readonly row: ApprovalRow;
  /** Undefined while the gate has not looked. */
  readonly look: OfferLook | undefined;
}

function Reasons({ row, look }: ReasonsProps) {
  const limits = useLimits();
  return (
    <ul {...BY_KEYBOARD} className="min-h-0 flex-1 overflow-y-auto text-2xs text-ink-soft">
      <li>
        <MarketTerms ticker={row.ticker} />
      </li>
      {row.flags.map((flag) => (
        <li key={flag.id}>
          <span className="font-semibold text-severity-warning">{flag.id}</span> {flag.text}
          {flag.id === 'first-of-day' && row.state === 'pending' && (
            <strong className="text-ink">. {askingRule(limits, 'first')}</strong>
          )}
        </li>
      ))}
      {look !== undefined && <Standing row={row} look={look} />}
    </ul>
  );
}

export function ApprovalCard({ row, isOver }: ApprovalCardProps) {
  const { select } = useSelectedMarket();
  const isPending = row.state === 'pending';
  const look = isPending ? row.look : undefined;
  return (
    <article
      data-testid="approval-card"
      data-approval-id={row.id}
      data-state={row.state}
      aria-label={offerText(row)}
      className="flex min-h-0 flex-1 flex-col gap-1 p-2"
    >
      <div className="flex items-baseline justify-between gap-2">
        <button
          type="button"
          onClick={() => select(row.ticker)}
          className="min-w-0 text-left text-sm font-semibold md:truncate"
        >
          <span className={row.side === 'bid' ? 'text-bid' : 'text-ask'}>{offerText(row)}</span>{' '}
          <span className="font-normal text-ink-soft">{row.title}</span>
        </button>
        {isPending && <ExpiryCountdown expiresAt={row.expiresAt} />}
      </div>
      <div className="grid grid-cols-[auto_auto_1fr] items-end gap-4">
        <Stat label="Edge after fee">{formatEdge(row.edge)}¢</Stat>
        <Stat label="Worst case">{formatMoney(-Math.abs(row.worstCaseMicro))}</Stat>
        <ThenAndNow row={row} />
      </div>
      <Reasons row={row} look={look} />
      {isPending ? (
        <ApprovalAnswer
          id={approvalId(row.id)}
          version={row.version}
          shownHash={sha256Hex(row.shownHash)}
          isOver={isOver}
          isDoubtful={look !== undefined && look.against !== null}
          trade={shortOffer(row)}
        />
      ) : (
        <p
          data-testid="approval-state"
          className="h-10 overflow-y-auto text-xs font-semibold text-ink"
        >
          {STATE_WORD[row.state]}
          {row.answeredBy !== null && ` by ${row.answeredBy}`}
          {row.reason !== null && row.reason !== '' && `: ${row.reason}`}
        </p>
      )}
    </article>
  );
}
