// Decides a market. In: strike rule and the exact sum of 60 prints. Out: yes or no, and the printed value.
// Source: kalshi-api §7.1, §7.2: 15M ≥ on the 2-dp mean, KXBTCD strictly > on the unrounded mean, ranges inclusive.
import type { StrikeType } from './market-shapes.ts';

export interface StrikeRule {
  readonly strikeType: StrikeType;
  readonly floorStrikeUsd: number | undefined;
  readonly capStrikeUsd: number | undefined;
  /** 2: the mean is rounded to cents first; undefined: compared as it is. */
  readonly roundDigits: number | undefined;
}

export interface Outcome {
  readonly result: 'yes' | 'no';
  /** "76218.44"; empty when there was no complete minute. */
  readonly expirationValue: string;
}

const PRINTS = 60;

/** Strike dollars in sixtieths of a cent, the unit in which a sum of 60 prints is exact. */
function sixtieths(strikeUsd: number | undefined): number | undefined {
  return strikeUsd === undefined ? undefined : Math.round(strikeUsd * 100) * PRINTS;
}

function isYes(rule: StrikeRule, value: number): boolean {
  const floor = sixtieths(rule.floorStrikeUsd);
  const cap = sixtieths(rule.capStrikeUsd);
  switch (rule.strikeType) {
    case 'greater':
      return floor !== undefined && value > floor;
    case 'greater_or_equal':
      return floor !== undefined && value >= floor;
    case 'less':
      return cap !== undefined && value < cap;
    case 'less_or_equal':
      return cap !== undefined && value <= cap;
    case 'between':
      return floor !== undefined && cap !== undefined && value >= floor && value <= cap;
  }
}

/** The outcome; a missing print (sum undefined) or a missing strike settles No. */
export function decideOutcome(rule: StrikeRule, sumCents: number | undefined): Outcome {
  if (sumCents === undefined) return { result: 'no', expirationValue: '' };
  const roundedCents = Math.round(sumCents / PRINTS);
  const value = rule.roundDigits === undefined ? sumCents : roundedCents * PRINTS;
  return {
    result: isYes(rule, value) ? 'yes' : 'no',
    expirationValue: (roundedCents / 100).toFixed(2),
  };
}
