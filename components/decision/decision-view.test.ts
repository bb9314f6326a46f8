// Why flat: what blocks stands first, what is missing is not hidden among what passed.
import { describe, expect, it } from 'vitest';
import type { CheckOutcome, CheckResult } from '#lib/domain/verdict.ts';
import { orderChecks, otherReasons, summarise } from './decision-view.ts';

function check(id: string, outcome: CheckOutcome, text = ''): CheckResult {
  return {
    id,
    label: id,
    outcome,
    value: null,
    threshold: null,
    distance: null,
    unit: '',
    text,
    blocksExit: false,
  };
}

describe('decision view', () => {
  const checks = [
    check('a', 'pass'),
    check('b', 'missing'),
    check('c', 'fail', 'edge after fee is too small'),
    check('d', 'pass'),
    check('e', 'fail'),
  ];

  it('orders failing, missing, passed, each in the order of the gate', () => {
    expect(orderChecks(checks, '').map((each) => each.id)).toEqual(['c', 'e', 'b', 'a', 'd']);
  });

  it('filters by every word, in any case', () => {
    expect(orderChecks(checks, 'EDGE small').map((each) => each.id)).toEqual(['c']);
    expect(orderChecks(checks, 'edge large')).toEqual([]);
  });

  it('names every other reason once, and not the one the sentence says already', () => {
    const others = [
      check('x', 'pass', 'fine'),
      check('y', 'missing', 'no price yet'),
      check('z', 'fail', 'edge too small'),
      check('w', 'fail', 'no price yet'),
    ];
    const row = { checks: others, sentence: 'flat: edge too small; 2 checks fail' };
    expect(otherReasons(row)).toEqual(['no price yet']);
  });

  it('leaves the state of trading out where it is said above', () => {
    const stopped = [check('trading-armed', 'fail', 'trading is paused: no entries')];
    const row = { checks: stopped, sentence: 'flat: edge too small' };
    expect(otherReasons(row)).toEqual(['trading is paused: no entries']);
    expect(otherReasons(row, true)).toEqual([]);
  });

  it('does not reorder what it was given', () => {
    orderChecks(checks, '');
    expect(checks[0]?.id).toBe('a');
  });

  it('counts what fails as the sentence does, a missing input among it', () => {
    expect(summarise(checks)).toBe('3 fail, of them 1 for a missing input; 2 pass');
    expect(summarise([check('a', 'fail')])).toBe('1 fails; 0 pass');
  });
});
