// The words of a trade: four cases, each priced on the outcome it names.
import { describe, expect, it } from 'vitest';
import { tradeWords } from './trade.ts';

describe('trade words', () => {
  const cases = [
    ['bid', 'enter', 'Buy', 'YES', 4_600],
    ['ask', 'enter', 'Buy', 'NO', 5_400],
    ['ask', 'exit', 'Sell', 'YES', 4_600],
    ['bid', 'exit', 'Sell', 'NO', 5_400],
  ] as const;
  for (const [side, purpose, verb, outcome, price] of cases)
    it(`${side} to ${purpose} reads ${verb} ${outcome}`, () => {
      expect(tradeWords({ side, price: 4_600 }, purpose)).toEqual({ verb, outcome, price });
    });
});
