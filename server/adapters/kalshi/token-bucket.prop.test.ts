// Rate buckets: whatever is asked in whatever order, no bucket is overdrawn and cancels always get through.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Budget,
  bucketsAt,
  CANCEL_RESERVE,
  type Charge,
  drain,
  openBudget,
  refill,
  spend,
} from './token-bucket.ts';

const READ = { capacity: 200, refillPerSecond: 200 };
const WRITE = { capacity: 100, refillPerSecond: 100 };
const CREATE: Charge = { bucket: 'write', shard: 2, cost: 10, urgent: false };
const CANCEL: Charge = { bucket: 'write', shard: 2, cost: 2, urgent: true };

const charge = fc.record<Charge>({
  bucket: fc.constantFrom('read', 'write'),
  shard: fc.constantFrom(null, 0, 2, 3),
  cost: fc.constantFrom(2, 10, 30, 50),
  urgent: fc.boolean(),
});
const asks = fc.array(fc.record({ charge, afterMs: fc.integer({ min: 0, max: 400 }) }), {
  maxLength: 60,
});

function buckets(budget: Budget) {
  return [budget.read, budget.write, ...budget.shards.values()];
}

describe('token buckets', () => {
  it('tells every bucket that was charged as it stands at that instant, refilled and never above full', () => {
    const { budget } = spend(openBudget(READ, WRITE, 0), { ...CREATE, cost: 50 }, 0);
    const tokens = (nowMs: number) =>
      [...bucketsAt(budget, nowMs)].map(([name, bucket]) => [name, bucket.tokens]);
    expect(tokens(0)).toEqual([
      ['read', 200],
      ['write', 100],
      ['write, shard 2', 50],
    ]);
    expect(tokens(100)).toContainEqual(['write, shard 2', 60]);
    expect(tokens(9_000)).toContainEqual(['write, shard 2', 100]);
  });

  it('never spends more than capacity plus refill, in any bucket', () => {
    fc.assert(
      fc.property(asks, (list) => {
        let budget = openBudget(READ, WRITE, 0);
        let nowMs = 0;
        const spentBy = new Map<string, number>();
        for (const { charge: each, afterMs } of list) {
          nowMs += afterMs;
          const step = spend(budget, each, nowMs);
          budget = step.budget;
          const name = each.bucket === 'read' ? 'read' : `write ${each.shard || 'unscoped'}`;
          if (step.granted) spentBy.set(name, (spentBy.get(name) ?? 0) + each.cost);
          for (const bucket of buckets(budget)) {
            expect(bucket.tokens).toBeGreaterThanOrEqual(0);
            expect(bucket.tokens).toBeLessThanOrEqual(bucket.capacity);
          }
        }
        for (const [name, cost] of spentBy) {
          const limits = name === 'read' ? READ : WRITE;
          const allowed = limits.capacity + (limits.refillPerSecond * nowMs) / 1000;
          expect(cost).toBeLessThanOrEqual(allowed + 1e-6);
        }
      }),
    );
  });

  it('I31 F35 after any burst of creates a cancel still passes at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (creates) => {
        let budget = openBudget(READ, WRITE, 0);
        for (let i = 0; i < creates; i++) budget = spend(budget, CREATE, 0).budget;
        const left = budget.shards.get(2)?.tokens ?? WRITE.capacity;
        expect(left).toBeGreaterThanOrEqual(WRITE.capacity * CANCEL_RESERVE);
        expect(spend(budget, CANCEL, 0).granted).toBe(true);
      }),
    );
  });

  it('passes exactly when the told wait is over, and not before', () => {
    fc.assert(
      fc.property(asks, charge, (list, last) => {
        let budget = openBudget(READ, WRITE, 0);
        for (const each of list) budget = spend(budget, each.charge, 0).budget;
        const refused = spend(budget, last, 0);
        fc.pre(!refused.granted && Number.isFinite(refused.waitMs));
        expect(spend(refused.budget, last, refused.waitMs).granted).toBe(true);
        if (refused.waitMs > 2)
          expect(spend(refused.budget, last, refused.waitMs - 2).granted).toBe(false);
      }),
    );
  });

  it('keeps explicit shards apart and lets shard 0 share the unscoped bucket', () => {
    const spent = spend(openBudget(READ, WRITE, 0), { ...CREATE, cost: 80 }, 0).budget;
    expect(spend(spent, CREATE, 0).granted).toBe(false);
    expect(spend(spent, { ...CREATE, shard: 3 }, 0).granted).toBe(true);
    expect(spend(spent, { ...CREATE, shard: 0 }, 0).budget.write.tokens).toBe(90);
    expect(spend(spent, { ...CREATE, shard: null }, 0).budget.write.tokens).toBe(90);
  });

  it('F34 a 429 empties our copy of that bucket only', () => {
    const drained = drain(openBudget(READ, WRITE, 0), CREATE, 0);
    expect(spend(drained, CREATE, 0)).toMatchObject({ granted: false, waitMs: 300 });
    expect(spend(drained, { ...CREATE, bucket: 'read' }, 0).granted).toBe(true);
  });

  it('refills nothing when the clock steps back and says never when a cost cannot fit', () => {
    const bucket = { capacity: 10, refillPerSecond: 10, tokens: 3, atMs: 1_000 };
    expect(refill(bucket, 500).tokens).toBe(3);
    const huge = spend(openBudget(READ, WRITE, 0), { ...CREATE, cost: 90 }, 0);
    expect(huge).toMatchObject({ granted: false, waitMs: Infinity });
  });
});
