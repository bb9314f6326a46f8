// Changes of limits: bounds by name, which way raises risk, and what comes of them. In: changes. Out: problems, limits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedIds,
  changeLimits,
  changeProblems,
  differences,
  isPlainLimit,
  LIMIT_RULES,
  type PlainLimit,
  raisedIds,
} from './limit-change.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const IDS = Object.keys(LIMIT_RULES).filter(isPlainLimit);
const anyId = fc.constantFrom<PlainLimit>(...IDS);

describe('changes of limits', () => {
  test('every limit but the calendar and the version can be changed, and the built-in ones lie within their bounds', () => {
    const others = ['version', 'blackouts', 'calendarUntil'];
    expect([...IDS, ...others].toSorted()).toEqual(Object.keys(DEFAULT_LIMITS).toSorted());
    for (const id of IDS) expect(changeProblems({ [id]: DEFAULT_LIMITS[id] }).size).toBe(0);
  });

  test('a value outside its bounds is refused by the name of its field', () => {
    expect([...changeProblems({ orderExpirySeconds: 121, minConfidence: 0.5 })]).toEqual([
      ['orderExpirySeconds', 'orderExpirySeconds: is outside its bounds'],
    ]);
    expect(changeProblems({ maxOrderCount: 10.5 }).get('maxOrderCount')).toContain('decimals');
    expect(changeProblems({ minEdge: Number.NaN }).get('minEdge')).toContain('not a number');
    expect(changeProblems({ flagEveryTrade: 1 }).get('flagEveryTrade')).toContain('yes or no');
  });

  test('more exposure, a thinner edge and fewer questions raise risk, and each change of an exit asks too', () => {
    const raised = (changes: Parameters<typeof raisedIds>[1]) => raisedIds(DEFAULT_LIMITS, changes);
    expect(raised({ maxTotalExposure: 200_000_001 })).toEqual(['maxTotalExposure']);
    expect(raised({ maxTotalExposure: 199_999_999 })).toEqual([]);
    expect(raised({ minEdge: 99 })).toEqual(['minEdge']);
    expect(raised({ flagFirstOfDay: false })).toEqual(['flagFirstOfDay']);
    expect(raised({ flagEveryTrade: true })).toEqual([]);
    expect(raised({ exitSlippage: 400 })).toEqual(['exitSlippage']);
    expect(raised({ maxDayLoss: 1, closeGuardSeconds: 5 })).toEqual(['closeGuardSeconds']);
  });

  test('a change and its way back never both count as lowering risk', () => {
    fc.assert(
      fc.property(anyId, fc.double({ min: 0, max: 1, noNaN: true }), (id, share) => {
        const { kind, min, max } = LIMIT_RULES[id];
        const number = min + share * (max - min);
        const value =
          kind === 'switch' ? share > 0.5 : kind === 'whole' ? Math.round(number) : number;
        const after = changeLimits(DEFAULT_LIMITS, { [id]: value });
        const there = raisedIds(DEFAULT_LIMITS, { [id]: value });
        const back = raisedIds(after, { [id]: DEFAULT_LIMITS[id] });
        const isChanged = changedIds(DEFAULT_LIMITS, { [id]: value }).length > 0;
        expect(there.length + back.length > 0).toBe(isChanged);
        expect(differences(DEFAULT_LIMITS, after).map((each) => each.id)).toEqual(
          isChanged ? [id] : [],
        );
      }),
    );
  });

  test('the next version keeps what was not changed', () => {
    const after = changeLimits(DEFAULT_LIMITS, { maxOrderCount: 500, flagEveryTrade: true });
    expect(after).toEqual({
      ...DEFAULT_LIMITS,
      version: 2,
      maxOrderCount: 500,
      flagEveryTrade: true,
    });
  });
});
