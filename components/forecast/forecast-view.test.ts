// The forecast table: the interval of the volatility, members in an order that stands, silence as an empty cell.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberKind } from '#lib/domain/forecast.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import { byMinutes, memberLines, volInterval } from './forecast-view.ts';

function row(minutes: number, members: readonly (readonly [string, MemberKind])[]): ForecastRow {
  return {
    ...{ minutes, at: 0, volAnnual: 0.4, baseVolAnnual: 0.4, logVarianceSd: 0.3, tailNu: 5 },
    members: members.map(([id, kind], index) => ({
      ...{ id, kind, volAnnual: 0.4 + index / 100, weight: index / 10 },
      source: kind === 'baseline' ? 'statistical' : 'onnx',
    })),
    contributions: [],
  };
}

describe('forecast view', () => {
  it('the interval holds 80 % of a lognormal law: ln(high ÷ vol) is 1.2816 half standard deviations', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (volAnnual, logVarianceSd) => {
          const { low, high } = volInterval({ volAnnual, logVarianceSd });
          expect(Math.log(high / volAnnual)).toBeCloseTo(0.6408 * logVarianceSd, 9);
          expect(low * high).toBeCloseTo(volAnnual ** 2, 9);
        },
      ),
    );
  });

  it('horizons run from short to long whatever order they arrive in', () => {
    const rows = byMinutes([60, 1, 15, 5].map((minutes) => row(minutes, [])));
    expect(rows.map((each) => each.minutes)).toEqual([1, 5, 15, 60]);
  });

  it('learned members stand first, and a change of numbers moves no line', () => {
    const rows = [
      row(1, [
        ['naive', 'baseline'],
        ['har', 'baseline'],
      ]),
      row(15, [
        ['gru', 'sequence'],
        ['har', 'baseline'],
        ['mine', 'added'],
        ['gbdt', 'tree'],
      ]),
    ];
    const ids = (given: readonly ForecastRow[]) => memberLines(given).map((line) => line.id);
    expect(ids(rows)).toEqual(['gbdt', 'gru', 'mine', 'har', 'naive']);
    expect(ids(rows.map((each) => ({ ...each, members: each.members.toReversed() })))).toEqual(
      ids(rows),
    );
  });

  it('a member that is silent at a horizon has an empty cell there', () => {
    const [gbdt] = memberLines([row(1, []), row(15, [['gbdt', 'tree']])]);
    expect(gbdt?.cells).toMatchObject([
      { minutes: 1, said: null },
      { minutes: 15, said: { volAnnual: 0.4 } },
    ]);
  });
});
