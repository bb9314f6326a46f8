// Any history at all: every grouping sums to the total to the micro-dollar, and the order of the rows changes nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PNL_GROUPINGS } from '#lib/wire/pnl-http.ts';
import { pnlRows } from '#server/gateway/testing/memory-pnl.ts';
import type { Booked, DecisionFacts, FillFacts, PnlRows } from '#server/ports/pnl-store.ts';
import { pnlReport } from './pnl-report.ts';
import { splitMoney } from './split-money.ts';

const AT = 1_795_186_800_000;
const SPAN = { from: AT, to: AT + 50_000_000 };
const TICKERS = ['KXBTCD-A-T1', 'KXBTC15M-B-T2', 'KXBTC-C', 'ELSE-D'];
const KINDS = ['fill', 'fill', 'fill', 'settlement', 'opening', 'correction', 'transfer'] as const;
const amount = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });

const row = fc.record({
  kind: fc.constantFrom(...KINDS),
  ticker: fc.constantFrom(...TICKERS),
  contracts: fc.integer({ min: -40_000, max: 40_000 }),
  at: fc.integer({ min: AT - 10_000_000, max: AT + 60_000_000 }),
  realised: amount,
  fees: amount,
  equity: amount,
  purpose: fc.constantFrom('enter' as const, 'exit' as const, null),
  decision: fc.constantFrom('d-1', 'd-2', 'd-3', null),
  corrects: fc.nat({ max: 30 }),
});

const DECISIONS: readonly DecisionFacts[] = [
  { id: 'd-1', verdict: 'enter', style: 'take', flags: [], speakers: null },
  {
    ...{ id: 'd-2', verdict: 'enter' as const, style: 'make' as const, flags: ['size'] },
    speakers: { tree: true, sequence: false },
  },
];

const history = fc.array(row, { maxLength: 30 }).map((rows): PnlRows => {
  const booked = rows.map((each, index): Booked => {
    const { kind, at, realised, fees, equity } = each;
    const isMove = kind === 'correction' || kind === 'transfer';
    const id = kind === 'correction' ? `fill-correction:t-${each.corrects}:v:${index}` : '';
    return {
      ...{ seq: index, id: id || `${kind}:t-${index}:v`, at, kind },
      ticker: kind === 'transfer' ? null : each.ticker,
      contracts: isMove ? 0 : each.contracts,
      ...{ realised, fees, equity },
    };
  });
  const fills = rows.flatMap((each, index): FillFacts[] => {
    const { ticker, at, fees, purpose } = each;
    if (each.kind !== 'fill') return [];
    return [
      {
        ...{ tradeId: `t-${index}`, venueOrderId: 'v', at, ticker, side: 'bid', price: 5_000 },
        ...{ count: 100, fee: fees, isTaker: true, purpose, decisionId: each.decision },
      },
    ];
  });
  return pnlRows({ booked, fills, decisions: DECISIONS, equityBefore: 1_000_000 });
});

describe('any history', () => {
  test('I1 every grouping sums to the total, to the micro-dollar', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const report = pnlReport(rows, SPAN);
        for (const grouping of PNL_GROUPINGS) {
          const groups = report.groups[grouping];
          const sum = (key: 'realisedMicro' | 'feesMicro' | 'netMicro') =>
            groups.reduce((total, group) => total + group[key], 0);
          expect(sum('realisedMicro')).toBe(report.total.realisedMicro);
          expect(sum('feesMicro')).toBe(report.total.feesMicro);
          expect(sum('netMicro')).toBe(report.total.netMicro);
          expect(new Set(groups.map((group) => group.key)).size).toBe(groups.length);
        }
      }),
    );
  });

  test('the order of the rows changes nothing', () => {
    const shuffled = history.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray([...rows.booked], { minLength: rows.booked.length }),
        fc.shuffledSubarray([...rows.fills], { minLength: rows.fills.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([rows, booked, fills]) => {
        const report = pnlReport(rows, SPAN);
        expect(pnlReport({ ...rows, booked, fills }, SPAN)).toEqual(report);
      }),
    );
  });

  test('the curve ends at what was there plus what was booked, and its times ascend', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const { equity } = pnlReport(rows, SPAN);
        const inside = rows.booked.filter(({ at }) => at >= SPAN.from && at < SPAN.to);
        if (equity === null) {
          expect(inside).toEqual([]);
          return;
        }
        const booked = inside.reduce((sum, each) => sum + each.equity, 1_000_000);
        expect(equity.endMicro).toBe(booked);
        const seconds = equity.points.map((point) => point.second);
        expect(seconds).toEqual([...new Set(seconds)].sort((a, b) => a - b));
        expect(equity.deepest.micro).toBeGreaterThanOrEqual(equity.current.micro);
        expect(equity.current.micro).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('a split gives every micro-dollar to somebody, and nobody more than a micro-dollar too much', () => {
    const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.maxSafeInteger(), weights, (total, shares) => {
        const parts = splitMoney(total, shares);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        const weight = shares.reduce((sum, share) => sum + share, 0);
        if (weight === 0) return;
        for (const [index, part] of parts.entries()) {
          const exact = (BigInt(total) * BigInt(shares[index] ?? 0)) / BigInt(weight);
          expect(Number(BigInt(part) - exact)).toBeLessThanOrEqual(1);
          expect(Number(BigInt(part) - exact)).toBeGreaterThanOrEqual(-1);
        }
      }),
    );
  });
});
