// All strikes that settle on the same minute as one curve. In: markets of one close. Out: rungs, and who stands on which.
// Source: models A2 (7): one survival curve P(A > K) over every bound; ranges are its differences, tails included.
import { ensure } from '#lib/check.ts';
import type { Market } from '#lib/domain/market.ts';
import type { PricedRule } from '../rule-probability.ts';

/** Half a cent: the mean that still rounds up to a KXBTC15M strike. */
const HALF_CENT_USD = 0.005;
/** Bounds of neighbours lie a cent apart ("… to 84,999.99", "85,000 …"): they are one rung, the cent has no owner. */
const SAME_RUNG_USD = 0.0101;

/** A market whose strike is known, between its two rungs: P(YES) = S(lower) − S(upper). */
export interface LadderMarket {
  readonly market: Market;
  readonly rule: PricedRule;
  readonly lower: number;
  readonly upper: number;
}

/** Rung 0 is −∞ (S = 1), the last one +∞ (S = 0); between them the bounds in USD, rising. */
export interface Ladder {
  readonly rungsUsd: Float64Array;
  readonly markets: readonly LadderMarket[];
  /** Places of the markets with one bound, strikes rising. */
  readonly byStrike: readonly number[];
}

/** The rung of a market with one bound. */
export function soleRung(market: LadderMarket): number {
  return market.lower === 0 ? market.upper : market.lower;
}

/** The bounds of a rule: YES when the mean is above the first and not above the second. */
function boundsOf(rule: PricedRule): readonly [number, number] {
  switch (rule.kind) {
    case 'at-or-above-rounded':
      return [rule.strike / 100 - HALF_CENT_USD, Number.POSITIVE_INFINITY];
    case 'above':
      return [rule.strike / 100, Number.POSITIVE_INFINITY];
    case 'below':
      return [Number.NEGATIVE_INFINITY, rule.strike / 100];
    case 'between':
      return [rule.floor / 100, rule.cap / 100];
  }
}

/** Builds the ladder of markets that close together; those without a strike are left out. Costs a sort: keep it. */
export function ladderOf(markets: readonly Market[]): Ladder {
  const set = markets.flatMap((market) => {
    const { rule } = market;
    return rule.kind === 'unset' ? [] : [{ market, rule, bounds: boundsOf(rule) }];
  });
  const sorted = Float64Array.from(set.flatMap((each) => [...each.bounds])).sort();
  const rungs = [Number.NEGATIVE_INFINITY];
  for (const bound of sorted)
    if (bound - (rungs.at(-1) ?? bound) > SAME_RUNG_USD) rungs.push(bound);
  if (rungs.at(-1) !== Number.POSITIVE_INFINITY) rungs.push(Number.POSITIVE_INFINITY);
  const rungsUsd = Float64Array.from(rungs);
  const rungOf = (bound: number) => {
    let index = rungsUsd.length - 1;
    while (index > 0 && (rungsUsd[index] ?? 0) > bound) index--;
    return index;
  };
  const placed = set.map(({ market, rule, bounds }) => ({
    market,
    rule,
    lower: rungOf(bounds[0]),
    upper: rungOf(bounds[1]),
  }));
  const rungAt = (place: number) => soleRung(ensure(placed[place], 'a place of the ladder'));
  const byStrike = placed
    .flatMap(({ rule }, place) => (rule.kind === 'between' ? [] : [place]))
    .sort((a, b) => rungAt(a) - rungAt(b) || a - b);
  return { rungsUsd, markets: placed, byStrike };
}

/** True while `ladder` was made of exactly these definitions; a changed market is another object. */
export function isLadderOf(ladder: Ladder, markets: readonly Market[]): boolean {
  let at = 0;
  for (const market of markets) {
    if (market.rule.kind === 'unset') continue;
    if (ladder.markets[at]?.market !== market) return false;
    at++;
  }
  return at === ladder.markets.length;
}
