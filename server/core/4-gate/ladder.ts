// One event's strikes as one bet (models §D3). In: what each market pays under yes and no. Out: worst loss over all outcomes.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import type { BookSide } from '#lib/domain/side.ts';

/** A position, or an order that may fill: profit or loss under each outcome of its own market, 1e-6 $. */
export interface LadderLeg {
  readonly rule: StrikeRule;
  readonly ifYes: number;
  readonly ifNo: number;
}

/** The leg of a position: what it pays less what it cost. */
export function positionLeg(
  rule: StrikeRule,
  held: { readonly contracts: number; readonly cost: number },
): LadderLeg {
  const payout = Math.abs(held.contracts) * 10_000;
  return {
    rule,
    ifYes: (held.contracts > 0 ? payout : 0) - held.cost,
    ifNo: (held.contracts < 0 ? payout : 0) - held.cost,
  };
}

/** The leg of an order that fills exactly where that hurts: never a gain. `fee` in 1e-6 $. */
export function orderLeg(
  rule: StrikeRule,
  order: {
    readonly side: BookSide;
    readonly price: number;
    readonly count: CentiContracts;
    readonly fee: number;
  },
): LadderLeg {
  const { side, price, count, fee } = order;
  const paid = (side === 'bid' ? price : 10_000 - price) * count + fee;
  const won = 10_000 * count - paid;
  return side === 'bid'
    ? { rule, ifYes: Math.min(0, won), ifNo: Math.min(0, -paid) }
    : { rule, ifYes: Math.min(0, -paid), ifNo: Math.min(0, won) };
}

/** Values in half cents at which a rule's outcome may change: half a cent below matters to the rounded rule. */
function bordersOf(rule: StrikeRule): readonly number[] {
  switch (rule.kind) {
    case 'at-or-above-rounded':
      return [2 * rule.strike - 1];
    case 'above':
    case 'below':
      return [2 * rule.strike];
    case 'between':
      return [2 * rule.floor, 2 * rule.cap];
    case 'unset':
      return [];
  }
}

/** Whether a settlement mean, in half cents, makes the market YES. Never asked of an unset rule. */
export function settlesYes(rule: StrikeRule, halfCents: number): boolean {
  switch (rule.kind) {
    case 'at-or-above-rounded':
      return halfCents >= 2 * rule.strike - 1;
    case 'above':
      return halfCents > 2 * rule.strike;
    case 'below':
      return halfCents < 2 * rule.strike;
    case 'between':
      return halfCents >= 2 * rule.floor && halfCents <= 2 * rule.cap;
    case 'unset':
      return false;
  }
}

/** One settlement value for every stretch on which no outcome changes: the borders, between them, and outside. */
function settlements(rules: readonly StrikeRule[]): readonly number[] {
  const borders = [...new Set(rules.flatMap(bordersOf))].sort((left, right) => left - right);
  const values: number[] = [];
  for (const [index, border] of borders.entries())
    values.push(border, (border + (borders[index + 1] ?? border + 2)) / 2);
  return [(borders[0] ?? 0) - 1, ...values];
}

/**
 * Largest joint loss of `legs` over every settlement value for which `counts` holds, 1e-6 $; negative when each of
 * them gains, −∞ when none counts. Exact: the joint payoff is constant between the strikes. Null with an unset strike.
 */
function worstLoss(
  legs: readonly LadderLeg[],
  rules: readonly StrikeRule[],
  counts: (halfCents: number) => boolean,
): number | null {
  if (rules.some((rule) => rule.kind === 'unset')) return null;
  let worst = Number.NEGATIVE_INFINITY;
  for (const value of settlements(rules)) {
    if (!counts(value)) continue;
    let loss = 0;
    for (const leg of legs) loss -= settlesYes(leg.rule, value) ? leg.ifYes : leg.ifNo;
    worst = Math.max(worst, loss);
  }
  return worst;
}

/** Worst-case loss of the whole ladder with `candidate` in it, 1e-6 $, never below 0; null with an unset strike. */
export function ladderWorstCase(
  legs: readonly LadderLeg[],
  candidate: LadderLeg | null,
): number | null {
  const all = candidate === null ? legs : [...legs, candidate];
  const rules = all.map((leg) => leg.rule);
  const worst = worstLoss(all, rules, () => true);
  return worst === null ? null : Math.max(0, worst);
}

/**
 * What the ladder already loses at worst where a bet on `rule` from `side` would lose too: a second strike in the same
 * direction is the same bet (models §D3). 1e-6 $, never below 0; null with an unset strike.
 */
export function lossAlongside(
  legs: readonly LadderLeg[],
  rule: StrikeRule,
  side: BookSide,
): number | null {
  const lost = (value: number) => settlesYes(rule, value) === (side === 'ask');
  const worst = worstLoss(legs, [rule, ...legs.map((leg) => leg.rule)], lost);
  return worst === null ? null : Math.max(0, worst);
}
