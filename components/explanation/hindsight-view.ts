// What came of a trade, in words and tones. In: terms, result, offer. Out: short texts; nothing is made up where it is not known.
import { hindsightOf } from '#lib/domain/hindsight.ts';
import { formatSigned, MISSING } from '#lib/format/digits.ts';
import { formatAge } from '#lib/format/duration.ts';
import { formatSignedMoney } from '#lib/format/money.ts';
import { formatPrice } from '#lib/format/price.ts';
import type { DecisionLine, OfferEnd } from '#lib/wire/decisions-http.ts';

type Scored = Pick<DecisionLine, 'trade' | 'settled'>;

/** YES, NO, the value of a scalar result, VOID, or a dash while it is not known. */
export function resultText(settled: DecisionLine['settled']): string {
  if (settled === null) return MISSING;
  if (settled.result === 'scalar') return `YES paid ${formatPrice(settled.yesPayout)}`;
  return settled.result.toUpperCase();
}

/** Signed cents a contract, net. */
export function perContractText(line: Scored): string {
  const later = hindsightOf(line.trade, line.settled);
  return later === null ? MISSING : formatSigned(later.perContract / 100, 1);
}

/** Signed dollars at the decided size, net. */
export function wholeText(line: Scored): string {
  return formatSignedMoney(hindsightOf(line.trade, line.settled)?.totalMicro ?? null);
}

export type Direction = 'gain' | 'loss' | null;

/** Which way it would have gone, by what is printed. */
export function directionOf(line: Scored): Direction {
  const cents = hindsightOf(line.trade, line.settled)?.perContract ?? 0;
  return Math.abs(cents) < 5 ? null : cents > 0 ? 'gain' : 'loss';
}

export const TONE: Readonly<Record<'gain' | 'loss' | 'none', string>> = {
  gain: 'text-gain',
  loss: 'text-loss',
  none: '',
};

/** Why there is no figure; null where there is one. */
export function missingText({ trade, settled }: Scored): string | null {
  if (trade === null) return 'There was no trade to score: nothing to price on either side.';
  if (settled === null)
    return 'The market has not settled, or its result was not kept: nothing held it and no evidence was drawn from it.';
  if (settled.result === 'void') return 'The market was void: what was paid came back.';
  if (trade.feePerContract === null) return 'The fee of this trade was not kept: no net figure.';
  return null;
}

/** "vetoed after 8.2s"; an offer that nobody answered says so. */
export function offerText({ state, raisedAt, answeredAt }: OfferEnd): string {
  if (state === 'expired') return 'expired, not answered';
  return answeredAt === null ? state : `${state} after ${formatAge(answeredAt - raisedAt)}`;
}
