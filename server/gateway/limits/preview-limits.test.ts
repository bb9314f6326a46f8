// An edit judged over recorded entries and refusals. In: limits, changes, records. Out: what would have been, and what nobody knows.
import { describe, expect, test } from 'vitest';
import type { LimitChanges } from '#lib/domain/limit-change.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { RecordedCheck, RecordedEntry, RecordedSpan } from '#server/ports/limit-store.ts';
import { previewLimits } from './preview-limits.ts';

const check = (id: string, value: number | null, threshold = 0): RecordedCheck => ({
  ...{ id, value, threshold },
});

const entry = (change: Partial<RecordedEntry> = {}): RecordedEntry => ({
  ...{ clientOrderId: 'o-1', isYes: true, side: 'bid', price: 4_000, count: 1_000 },
  ...{ wasAsked: false, checks: [], fills: [] },
  ...change,
});

function look(changes: LimitChanges, span: Partial<RecordedSpan>) {
  const whole: RecordedSpan = { entries: [], refusals: [], refusalsFrom: null, ...span };
  return previewLimits({ limits: DEFAULT_LIMITS, changes, span: whole, from: 0, to: 1 });
}

describe('the preview of an edit', () => {
  test('a tighter bound counts the entries it blocks, and what the filled ones made at settlement', () => {
    const fill = { side: 'bid', price: 4_000, count: 1_000, fee: 20_000 } as const;
    const under = (confidence: number, change: Partial<RecordedEntry> = {}) =>
      entry({ checks: [check('confidence', confidence)], ...change });
    const preview = look(
      { minConfidence: 0.7 },
      {
        entries: [
          under(0.6, { fills: [fill], isYes: false }),
          under(0.65, { fills: [fill] }),
          under(0.55, { fills: [fill], isYes: null }),
          under(0.6),
          under(0.7, { fills: [fill] }),
          entry({ checks: null }),
        ],
      },
    );
    expect(preview).toMatchObject({ entries: 6, judged: 5, smaller: 0, loosened: [] });
    expect(preview.blocked).toEqual({
      ...{ count: 4, unfilled: 1, settled: 2, open: 1 },
      // −$4.00 and +$6.00, 2 ¢ of fee each.
      resultMicro: 1_960_000,
    });
  });

  test('a sale makes its price when the market settles NO, and loses the rest of a dollar on YES', () => {
    const fill = { side: 'ask', price: 6_000, count: 100, fee: 0 } as const;
    const of = (isYes: boolean) =>
      look(
        { minConfidence: 0.7 },
        { entries: [entry({ checks: [check('confidence', 0.6)], fills: [fill], isYes })] },
      ).blocked.resultMicro;
    expect([of(false), of(true)]).toEqual([600_000, -400_000]);
  });

  test('a lower exposure makes an order smaller before it blocks it', () => {
    // Ten contracts at 40 ¢ are $4 of the $44 recorded: at $41 some fit, at $40.30 not even one.
    const entries = [entry({ checks: [check('market-exposure', 44_000_000)] })];
    expect(look({ maxMarketExposure: 41_000_000 }, { entries })).toMatchObject({
      ...{ smaller: 1, blocked: { count: 0 } },
    });
    expect(look({ maxMarketExposure: 40_300_000 }, { entries })).toMatchObject({
      ...{ smaller: 0, blocked: { count: 1 } },
    });
  });

  test('a looser limit tells how many refusals it lets past its check, and how many nothing else held back', () => {
    const edge = check('edge', 150, 180);
    const refusals = [
      { failed: [edge] },
      { failed: [edge, check('confidence', 0.3)] },
      { failed: [check('edge', 50, 180)] },
      { failed: [check('confidence', null)] },
    ];
    const preview = look({ minEdge: 60 }, { refusals });
    expect(preview.loosened).toEqual([{ id: 'minEdge', past: 2, alone: 1 }]);
    const both = look({ minEdge: 60, minConfidence: 0.2 }, { refusals });
    expect(both.loosened).toEqual([
      { id: 'minEdge', past: 2, alone: 2 },
      { id: 'minConfidence', past: 1, alone: 1 },
    ]);
  });

  test('asking more often counts the entries that went out unasked', () => {
    const entries = [
      entry({ checks: [check('confidence', 0.6)] }),
      entry({ checks: [check('confidence', 0.6)], wasAsked: true }),
      entry({ checks: [check('confidence', 0.9)] }),
    ];
    expect(look({ flagConfidence: 0.7 }, { entries }).asked).toBe(1);
    expect(look({ flagEveryTrade: true }, { entries }).asked).toBe(2);
    expect(look({ minConfidence: 0.1 }, { entries }).asked).toBe(0);
  });

  test('what the records say nothing about is named, and a missing value blocks nothing', () => {
    const entries = [entry({ checks: [check('confidence', null)] })];
    const preview = look({ kellyFraction: 0.1, exitEdge: 0, minConfidence: 0.9 }, { entries });
    expect(preview.unknown).toEqual(['kellyFraction', 'exitEdge']);
    expect(preview.blocked.count).toBe(0);
  });
});
