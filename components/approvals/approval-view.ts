// Which offers the screen shows, where each one sits, and which one is in front. In: rows and the time. Out: no DOM.
import type { ApprovalState } from '#lib/domain/approval.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatPrice } from '#lib/format/price.ts';
import type { ApprovalRow } from '#lib/wire/trade-rows.ts';

/** How long an answered offer stays in sight. */
export const LINGER_MS = 8_000;

/** What each end of an offer means. */
export const STATE_WORD: Readonly<Record<ApprovalState, string>> = {
  pending: 'waits for you',
  approved: 'Approved',
  vetoed: 'Vetoed',
  expired: 'Expired: nothing was sent',
  refused: 'Refused by the gate at the last look: nothing was sent',
  withdrawn: 'Withdrawn: nothing was sent',
};

/** The instant an offer stopped waiting; its own expiry while it still waits. */
function endedAt(row: ApprovalRow): number {
  return row.answeredAt ?? row.expiresAt;
}

/** Oldest pending offer first, so that none moves when another arrives; then what was answered moments ago. */
export function shownApprovals(
  rows: readonly ApprovalRow[],
  nowMs: number | null,
): readonly ApprovalRow[] {
  const pending = rows.filter((row) => row.state === 'pending');
  const ended = rows.filter(
    (row) => row.state !== 'pending' && nowMs !== null && nowMs - endedAt(row) < LINGER_MS,
  );
  return [
    ...pending.toSorted((left, right) => left.raisedAt - right.raisedAt),
    ...ended.toSorted((left, right) => endedAt(right) - endedAt(left)),
  ];
}

/** The offer shown in whole, and the engine's time at which it came to the front. */
export interface FrontOffer {
  readonly id: string;
  readonly sinceMs: number;
}

/** How long an answer stays in front while other offers wait. */
const READ_MS = 2_000;

/**
 * The offer in front stays there while it waits, and for a moment after its end; one that was picked after its end
 * stays until it is gone, and so does one under a pointer or the keyboard. Then the oldest waiting offer follows, else the latest answer.
 */
export function frontOffer(
  front: FrontOffer | null,
  shown: readonly ApprovalRow[],
  { nowMs, isHeld }: { readonly nowMs: number | null; readonly isHeld: boolean },
): FrontOffer | null {
  const now = nowMs ?? 0;
  const next = shown[0];
  const row = shown.find((each) => each.id === front?.id);
  if (front !== null && row !== undefined) {
    const isOver =
      row.state !== 'pending' && endedAt(row) >= front.sinceMs && now - endedAt(row) >= READ_MS;
    if (isHeld || !isOver || next?.state !== 'pending') return front;
  }
  return next === undefined ? null : { id: next.id, sinceMs: now };
}

type OfferTerms = Pick<ApprovalRow, 'side' | 'count' | 'limitPrice' | 'postOnly'>;

/** The price of the outcome it buys: a bid pays for YES, an ask for NO. */
export function outcomePrice({
  side,
  limitPrice,
}: Pick<OfferTerms, 'side' | 'limitPrice'>): number {
  return side === 'bid' ? limitPrice : 10_000 - limitPrice;
}

/** What it pays for. */
export function outcomeWord({ side }: Pick<OfferTerms, 'side'>): 'YES' | 'NO' {
  return side === 'bid' ? 'YES' : 'NO';
}

/** A chance of YES as one of the outcome it buys. */
export function outcomeChance(offer: Pick<OfferTerms, 'side'>, yes: number | null): number | null {
  return yes === null || offer.side === 'bid' ? yes : 1 - yes;
}

interface Quoted {
  readonly bid: number | null;
  readonly ask: number | null;
}

/** Bid and ask of the outcome it buys: who bids for YES asks for NO. Null where nobody quotes. */
export function outcomeQuote(
  offer: Pick<OfferTerms, 'side'>,
  yes: Quoted | undefined,
): readonly [number | null, number | null] {
  const { bid = null, ask = null } = yes ?? {};
  if (offer.side === 'bid') return [bid, ask];
  return [ask === null ? null : 10_000 - ask, bid === null ? null : 10_000 - bid];
}

/** "25 NO 53.7¢": the trade in the fewest words, for the button that does it. */
export function shortOffer(row: OfferTerms): string {
  return `${formatContracts(row.count)} ${outcomeWord(row)} ${formatPrice(outcomePrice(row))}`;
}

/** Why an approval would be refused now, without the verdict's own word. */
export function againstText(against: string): string {
  return against.replace(/^flat: /, '');
}

/** "Buy 25 YES at most 46.3¢", "Quote 25 NO at 53.7¢": it takes or it rests, in the words of the outcome it pays for. */
export function offerText(row: OfferTerms): string {
  const contracts = `${formatContracts(row.count)} ${outcomeWord(row)}`;
  const paid = formatPrice(outcomePrice(row));
  return row.postOnly ? `Quote ${contracts} at ${paid}` : `Buy ${contracts} at most ${paid}`;
}
