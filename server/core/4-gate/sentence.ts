// The one line a trader reads. In: verdict, candidate, checks. Out: plain English naming the nearest flip.
import type { Candidate, CheckResult } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';
import { cents, contracts, edgeCents, percent } from './wording.ts';

/** Results that are not a pass. */
export function failing(checks: readonly CheckResult[]): readonly CheckResult[] {
  return checks.filter((check) => check.outcome !== 'pass');
}

/** "buy 12 YES at 46.0 ¢" or "sell 12 YES at 46.0 ¢ (buys NO)". */
function tradeText(candidate: Candidate): string {
  const verb = candidate.side === 'bid' ? 'buy' : 'sell';
  const how = candidate.style === 'make' ? 'quote to ' : '';
  return `${how}${verb} ${contracts(candidate.count)} YES at ${cents(candidate.price)}`;
}

/** Why we go in, with the three numbers that matter. */
export function enterSentence(candidate: Candidate): string {
  const { edge, fairProbability, marketProbability } = candidate;
  return `enter: ${tradeText(candidate)}, edge after fee ${edgeCents(edge)}, model ${percent(fairProbability)} against market ${percent(marketProbability)}`;
}

/** Why we get out. */
export function exitSentence(candidate: Candidate, reason: string): string {
  return `exit: ${tradeText(candidate)}, ${reason}`;
}

/**
 * Why nothing happens: the edge first when it is short, for it is the nearest thing to flip, otherwise the first
 * failing check in the list's order; then how many more fail and what they are called.
 */
export function flatSentence(checks: readonly CheckResult[]): string {
  const failed = failing(checks);
  const main = failed.find((check) => check.id === 'edge' && check.outcome === 'fail') ?? failed[0];
  if (main === undefined) return 'flat: nothing to trade';
  const others = failed.filter((check) => check !== main);
  const named = others.slice(0, 3).map((check) => check.label);
  const more = others.length > 3 ? ', …' : '';
  const total = failed.length === 1 ? '1 check fails' : `${failed.length} checks fail`;
  const rest = others.length === 0 ? '' : ` (also ${named.join(', ')}${more})`;
  return `flat: ${main.text}; ${total}${rest}`;
}

/** What is held, and what would end the holding. */
export function holdSentence(
  input: GateInput,
  held: number,
  blocked: readonly CheckResult[],
): string {
  const [working] = input.openOrders;
  if (held === 0)
    return `hold: ${input.openOrders.length} own order(s) at work here, ${working?.note ?? ''}`;
  const what = `${contracts(held)} ${held > 0 ? 'YES' : 'NO'}`;
  const [block] = blocked;
  if (block !== undefined) return `hold: ${what} cannot be closed now: ${block.text}`;
  if (input.at >= input.market.closeAt) return `hold: ${what}, awaiting settlement`;
  const { fair } = input;
  if (fair === null) return `hold: ${what}, no fair value to compare a close with`;
  const worth = (held > 0 ? fair.probability : 1 - fair.probability) * 10_000;
  return `hold: ${what}, worth ${edgeCents(worth)} each by the model, no better price to close at`;
}
