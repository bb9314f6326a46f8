// An edit of limits in the browser: typed fields judged, previews told in words. In: drafts, previews. Out: changes, sentences.
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { LimitPreview } from '#lib/wire/limits-http.ts';
import { boundsText, judgeDraft } from './draft.ts';
import { previewTexts } from './preview-text.ts';

const NOTHING: LimitPreview = {
  ...{ from: 0, to: 86_400_000, entries: 0, judged: 0, smaller: 0, asked: 0 },
  blocked: { count: 0, unfilled: 0, settled: 0, resultMicro: 0, open: 0 },
  ...{ loosened: [], refusals: 0, refusalsFrom: null, unknown: [], raised: [] },
};

describe('the fields of an edit', () => {
  test('only what differs is a change, in the unit it is kept in', () => {
    const draft = { maxTotalExposure: '150', minConfidence: '50', flagEveryTrade: true } as const;
    const { changes, problems } = judgeDraft(DEFAULT_LIMITS, draft);
    expect(changes).toEqual({ maxTotalExposure: 150_000_000, flagEveryTrade: true });
    expect(problems.size).toBe(0);
  });

  test('what cannot be a limit is refused by the name of its field, with the bounds', () => {
    const draft = { orderExpirySeconds: '121', maxOrderCount: '', maxLossStreak: '2.5' };
    const { changes, problems } = judgeDraft(DEFAULT_LIMITS, draft);
    expect(changes).toEqual({});
    expect(Object.fromEntries(problems)).toEqual({
      orderExpirySeconds: 'Life of a resting order: must be 5 to 120 s',
      maxOrderCount: 'Largest order: type a plain number',
      maxLossStreak: 'Losses in a row: too many decimals',
    });
    expect(boundsText('minEdge')).toBe('0.0 to 100.0 ¢');
  });
});

describe('a preview in words', () => {
  test('a blocked loss reads as a gain, and what cannot be known is said', () => {
    const { facts, doubts } = previewTexts({
      ...{ ...NOTHING, entries: 41, judged: 40 },
      blocked: { count: 12, unfilled: 3, settled: 8, resultMicro: -1_400_000, open: 1 },
    });
    expect(facts).toEqual([
      'Would have blocked 12 of 40 entries: +$1.40 on 8 if held to settlement, after fees; 3 never filled; 1 with no settlement known yet.',
    ]);
    expect(doubts.join(' ')).toContain('1 entry could not be judged again');
  });

  test('a looser limit tells how many it lets past, and since when', () => {
    const { facts, doubts } = previewTexts({
      ...{ ...NOTHING, refusals: 200, unknown: ['kellyFraction'] },
      loosened: [{ id: 'minEdge', past: 7, alone: 2 }],
    });
    expect(facts).toContain(
      'Least edge: would have let 7 more of 200 refusals past this check; nothing else stood in the way of 2.',
    );
    expect(doubts).toEqual([
      'Records say nothing about: Share of full Kelly.',
      'Whether an entry let past would have been sent, filled or made money is not known.',
    ]);
  });

  test('a day without entries is said as such', () => {
    expect(previewTexts(NOTHING).facts).toEqual(['No entry was sent that could be judged again.']);
  });
});
