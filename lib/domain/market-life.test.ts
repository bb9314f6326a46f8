// The life of a market: time is what a reason is judged by, and what is not stored is not made up.
import { expect, test } from 'vitest';
import { type LifeRecord, type LifeStep, lifeOf } from './market-life.ts';

const NOTHING: LifeRecord = { steps: [], offers: [], fills: 0, netMicro: null, isSettled: false };
const flat = (at: number, check: string, text = check): LifeStep => ({
  ...{ at, verdict: 'flat' as const, reason: { check, label: check, text } },
});

test('the reason is the one that stood longest in all, in the words that stood longest', () => {
  const steps = [
    flat(0, 'edge', 'short by 2'),
    flat(100, 'spread'),
    flat(500, 'edge', 'short by 1'),
    { at: 900, verdict: 'enter' as const, reason: null },
    flat(950, 'close-guard'),
  ];
  const life = lifeOf({ ...NOTHING, steps }, 1_000);
  expect(life.reason).toEqual({ check: 'edge', label: 'edge', text: 'short by 1', ms: 500 });
  expect(life).toMatchObject({ spanMs: 1_000, flatMs: 950 });
});

test('what is decided after the close counts for nothing', () => {
  const life = lifeOf({ ...NOTHING, steps: [flat(0, 'edge'), flat(2_000, 'closed')] }, 1_000);
  expect(life).toMatchObject({ flatMs: 1_000, reason: { check: 'edge', ms: 1_000 } });
});

test('offers are counted by their end, and a market without a stored verdict has no span and no reason', () => {
  const offers = ['expired', 'vetoed', 'expired'] as const;
  expect(lifeOf({ ...NOTHING, offers }, 1_000)).toEqual({
    ...{ spanMs: null, flatMs: 0, reason: null, offers: { expired: 2, vetoed: 1 } },
    ...{ fills: 0, netMicro: null, isSettled: false },
  });
});
