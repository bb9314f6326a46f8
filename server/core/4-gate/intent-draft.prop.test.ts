// How long an order may stand: whole seconds, two minutes at most, gone before the guard; and what takes never rests.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { decide } from './decide.ts';
import { intentDraft } from './intent-draft.ts';
import { GOOD, inputWith, NOW } from './testing/sample-input.ts';

function candidateOf(style: Candidate['style']): Candidate {
  const { candidate } = decide(GOOD);
  if (candidate === null) throw new Error('the sample enters');
  return { ...candidate, style };
}
const seconds = fc.integer({ min: 1, max: 300 });

const scene = fc
  .record({
    life: seconds,
    guard: fc.integer({ min: 0, max: 120 }),
    passive: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
    leftMs: fc.integer({ min: 1_000, max: 400_000 }),
    beyondMs: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ life, guard, passive: [exitPassiveSeconds, closePassiveSeconds], leftMs, beyondMs }) => {
    const at = wallMs(NOW + beyondMs);
    const closeAt = wallMs(Math.ceil((at + leftMs) / 1_000) * 1_000);
    const limits = {
      ...GOOD.limits,
      ...{ orderExpirySeconds: life, closeGuardSeconds: guard },
      ...{ exitPassiveSeconds, closePassiveSeconds },
    };
    return inputWith({ at, limits, market: { ...GOOD.market, closeAt } });
  });

test('I34 an entry that rests lives as long as it may: its limit, two minutes, the guard before the close', () => {
  fc.assert(
    fc.property(scene, (input) => {
      const draft = intentDraft(input, candidateOf('make'), 'enter');
      expect(draft).toMatchObject({
        ...{ postOnly: true, timeInForce: 'good_till_canceled', reduceOnly: false },
      });
      const ends = [
        input.at + input.limits.orderExpirySeconds * 1_000,
        input.at + 120_000,
        input.market.closeAt - input.limits.closeGuardSeconds * 1_000,
      ];
      const expiresAt = draft.expiresAt ?? 0;
      expect(expiresAt % 1_000).toBe(0);
      for (const end of ends) expect(expiresAt).toBeLessThanOrEqual(end);
      expect(ends.some((end) => expiresAt + 1_000 > end)).toBe(true);
    }),
  );
});

test('I34 an exit that rests outlives the patience of either kind by three seconds, never the close', () => {
  fc.assert(
    fc.property(scene, (input) => {
      const draft = intentDraft(input, candidateOf('make'), 'exit');
      // Posted it cannot be reduce-only: the venue takes that with immediate orders alone.
      expect(draft).toMatchObject({ postOnly: true, reduceOnly: false });
      const { exitPassiveSeconds, closePassiveSeconds } = input.limits;
      const patienceMs = Math.max(exitPassiveSeconds, closePassiveSeconds) * 1_000;
      const wanted = input.at + patienceMs + 3_000;
      const expiresAt = draft.expiresAt ?? 0;
      expect(expiresAt % 1_000).toBe(0);
      expect(expiresAt).toBeLessThanOrEqual(input.market.closeAt);
      expect(expiresAt).toBeGreaterThanOrEqual(Math.min(wanted, input.market.closeAt));
      expect(expiresAt).toBeLessThan(wanted + 1_000);
    }),
  );
});

test('what takes never rests, and only an exit is reduce-only', () => {
  const candidate = candidateOf('take');
  for (const purpose of ['enter', 'exit'] as const)
    expect(intentDraft(GOOD, candidate, purpose)).toEqual({
      ...{ ticker: GOOD.market.ticker, shard: GOOD.market.shard, purpose },
      ...{ side: candidate.side, price: candidate.price, count: candidate.count },
      ...{ timeInForce: 'immediate_or_cancel', postOnly: false, expiresAt: null },
      reduceOnly: purpose === 'exit',
    });
});
