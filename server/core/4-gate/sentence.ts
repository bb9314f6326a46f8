// The one line a trader reads. In: verdict, candidate, checks. Out: plain English naming the nearest flip.
import type { FairValue } from '#lib/domain/fair-value.ts';
import type { Candidate, CheckResult } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';
import { cents, contracts, edgeCents, percent, weightText } from './wording.ts';

/** Results that are not a pass. */
export function failing(checks: readonly CheckResult[]): readonly CheckResult[] {
  return checks.filter((check) => check.outcome !== 'pass');
}

/** "buy 12 YES at 46.0 ¢" or "sell 12 YES at 46.0 ¢ (buys NO)". */
export function tradeText(candidate: Candidate): string {
  const verb = candidate.side === 'bid' ? 'buy' : 'sell';
  const how = candidate.style === 'make' ? 'quote to ' : '';
  return `${how}${verb} ${contracts(candidate.count)} YES at ${cents(candidate.price)}`;
}

/** Less than what is shown of a percentage. */
const UNSEEN = 0.0005;

/** The strikes of a close must make one curve: they may push a blend beyond both of its own views. */
function elsewhereText({ probability, views: { calibrated, market } }: FairValue): string {
  if (market === null) return '';
  const [low, high] = [Math.min(calibrated, market), Math.max(calibrated, market)];
  const isBetween = probability >= low - UNSEEN && probability <= high + UNSEEN;
  return isBetween ? '' : ', and the other strikes of this close push it further';
}

/** Who says what: "model 55.0 %, market 46.0 %, weight 0.4"; empty without a fair value. */
function viewsText(fair: FairValue | null, market: number | null): string {
  if (fair === null) return '';
  const { calibrated, weight } = fair.views;
  const seen = market ?? fair.views.market;
  const says = seen === null ? '' : ` market ${percent(seen)},`;
  return `model ${percent(calibrated)},${says} weight ${weightText(weight)}${elsewhereText(fair)}`;
}

/** Why we go in: the trade, what it earns, and who says so. */
export function enterSentence(candidate: Candidate, fair: FairValue | null): string {
  const { edge, fairProbability, marketProbability } = candidate;
  const views = viewsText(fair, marketProbability);
  return `enter: ${tradeText(candidate)}, edge after fee ${edgeCents(edge)}, blend ${percent(fairProbability)} (${views})`;
}

/** Why we get out. */
export function exitSentence(candidate: Candidate, reason: string): string {
  return `exit: ${tradeText(candidate)}, ${reason}`;
}

/** What a flat sentence is about: no weight of our own, else a short edge, else the first failing check in the list. */
export function mainReason(failed: readonly CheckResult[]): CheckResult | undefined {
  const short = (id: string) => failed.find((check) => check.id === id && check.outcome === 'fail');
  return short('market-prior') ?? short('edge') ?? failed[0];
}

/**
 * Why nothing happens: the main reason, who says what, then how many more checks fail and what
 * they are called.
 */
export function flatSentence(
  checks: readonly CheckResult[],
  fair: FairValue | null,
  candidate: Candidate | null,
): string {
  const failed = failing(checks);
  const main = mainReason(failed);
  if (main === undefined) return 'flat: nothing to trade';
  const others = failed.filter((check) => check !== main);
  const named = others.slice(0, 3).map((check) => check.label);
  const more = others.length > 3 ? ', …' : '';
  const total = failed.length === 1 ? '1 check fails' : `${failed.length} checks fail`;
  const rest = others.length === 0 ? '' : ` (also ${named.join(', ')}${more})`;
  const views =
    main.id === 'market-prior' ? '' : viewsText(fair, candidate?.marketProbability ?? null);
  return `flat: ${main.text}${views === '' ? '' : `; ${views}`}; ${total}${rest}`;
}

/** What is held, and what would end the holding. */
export function holdSentence(
  input: GateInput,
  held: number,
  blocked: readonly CheckResult[],
): string {
  const [working] = input.openOrders;
  if (held === 0) {
    const orders =
      input.openOrders.length === 1 ? 'order is' : `${input.openOrders.length} orders are`;
    return `hold: nothing is held here, the own ${orders} at work: ${working?.note ?? ''}`;
  }
  const what = `${contracts(held)} ${held > 0 ? 'YES' : 'NO'}`;
  const [block] = blocked;
  if (block !== undefined) return `hold: ${what} cannot be closed now: ${block.text}`;
  if (input.at >= input.market.closeAt) return `hold: ${what}, awaiting settlement`;
  const { fair } = input;
  if (fair === null) return `hold: ${what}, no fair value to compare a close with`;
  const worth = (held > 0 ? fair.probability : 1 - fair.probability) * 10_000;
  return `hold: ${what}, worth ${edgeCents(worth)} each by the blend, no better price to close at`;
}
