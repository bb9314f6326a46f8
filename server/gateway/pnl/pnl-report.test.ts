// The report on stories a trader can add up by hand.
import { describe, expect, test } from 'vitest';
import {
  pnlRows,
  SAMPLE_TICKER,
  sampleBooked,
  sampleFill,
} from '#server/gateway/testing/memory-pnl.ts';
import type { DecisionFacts, PnlRows } from '#server/ports/pnl-store.ts';
import { EXTERNAL, NOT_RECORDED } from './group-results.ts';
import { pnlReport } from './pnl-report.ts';

const HOUR = 3_600_000;
/** 15:00:00 UTC. */
const AT = 1_795_186_800_000;
const ALL = { from: null, to: AT + 100 * HOUR };

const decision = (id: string, changes: Partial<DecisionFacts> = {}): DecisionFacts => ({
  ...{ id, verdict: 'enter', style: 'take', flags: [] },
  speakers: { tree: true, sequence: true },
  ...changes,
});

const keys = (rows: PnlRows, grouping: 'entry' | 'model' | 'booking' | 'market' | 'hour') =>
  pnlReport(rows, ALL).groups[grouping].map((group) => [
    group.key,
    group.realisedMicro,
    group.feesMicro,
    group.bookings,
  ]);

/** Ten taken and thirty quoted contracts of one market, settled together for a gain of $8. */
const settled = pnlRows({
  booked: [
    sampleBooked(1),
    sampleBooked(2, { contracts: 3_000, fees: 0, equity: 0 }),
    sampleBooked(3, {
      ...{ id: `settle:${SAMPLE_TICKER}`, kind: 'settlement', at: AT + HOUR, contracts: -4_000 },
      ...{ realised: 8_000_000, fees: 0, equity: 8_000_000 },
    }),
  ],
  fills: [sampleFill(1), sampleFill(2, { isTaker: false, count: 3_000, fee: 0 })],
  decisions: [
    decision('d-1'),
    decision('d-2', { style: 'make', flags: ['first-of-day'], speakers: null }),
  ],
});

describe('the report of a span', () => {
  test('a settlement falls on the orders that opened, by their contracts', () => {
    expect(pnlReport(settled, ALL).total).toEqual({
      ...{ realisedMicro: 8_000_000, feesMicro: 20_000, netMicro: 7_980_000 },
    });
    expect(keys(settled, 'entry')).toEqual([
      ['enter, quoting; operator asked: first-of-day', 6_000_000, 0, 2],
      ['enter, taking; operator not asked', 2_000_000, 20_000, 2],
    ]);
    expect(keys(settled, 'model')).toEqual([
      [NOT_RECORDED, 6_000_000, 0, 2],
      [`tree and sequence; version ${NOT_RECORDED}`, 2_000_000, 20_000, 2],
    ]);
    expect(keys(settled, 'booking')).toEqual([
      ['settlement', 8_000_000, 0, 1],
      ['fill, enter order', 0, 20_000, 2],
    ]);
    expect(keys(settled, 'hour')).toEqual([
      ['15:00', 0, 20_000, 2],
      ['16:00', 8_000_000, 0, 1],
    ]);
  });

  test('a fill through zero pays its fee for what it closes and for what it opens', () => {
    const rows = pnlRows({
      booked: [
        sampleBooked(1, { fees: 0, equity: 0 }),
        sampleBooked(2, { contracts: -4_000, realised: -500_000, fees: 40_000, equity: -540_000 }),
      ],
      fills: [sampleFill(1), sampleFill(2, { side: 'ask', count: 4_000, fee: 40_000 })],
      decisions: [decision('d-1'), decision('d-2', { style: 'make' })],
    });
    expect(keys(rows, 'entry')).toEqual([
      ['enter, taking; operator not asked', -500_000, 10_000, 2],
      ['enter, quoting; operator not asked', 0, 30_000, 1],
    ]);
  });

  test('contracts not traded here are told as such, to their settlement', () => {
    const rows = pnlRows({
      booked: [
        sampleBooked(1, {
          ...{ id: `external:start:${SAMPLE_TICKER}`, kind: 'opening', fees: 0, equity: 4_600_000 },
        }),
        sampleBooked(2, {
          ...{ id: `settle:${SAMPLE_TICKER}`, kind: 'settlement', contracts: -1_000 },
          ...{ realised: -4_600_000, fees: 0, equity: -4_600_000 },
        }),
      ],
    });
    expect(keys(rows, 'entry')).toEqual([[EXTERNAL, -4_600_000, 0, 2]]);
    expect(pnlReport(rows, ALL).groups.market[0]?.isExternal).toBe(true);
  });

  test('what stored rows do not say is not recorded, whatever is missing', () => {
    const exit = { contracts: -1_000, realised: 90_000, fees: 10_000, equity: 80_000 };
    const unknown = [
      pnlRows({ booked: [sampleBooked(1, exit)] }),
      pnlRows({ booked: [sampleBooked(1, exit)], fills: [sampleFill(1, { purpose: 'exit' })] }),
      pnlRows({ booked: [sampleBooked(1, exit)], fills: [sampleFill(1, { decisionId: null })] }),
      pnlRows({ booked: [sampleBooked(1, exit)], fills: [sampleFill(1)] }),
    ];
    for (const rows of unknown)
      expect(keys(rows, 'entry')).toEqual([[NOT_RECORDED, 90_000, 10_000, 1]]);
  });

  test('F60 F22 a correction falls on whom its original fell, and on the fee of its fill', () => {
    const rows = {
      ...settled,
      booked: [
        ...settled.booked,
        sampleBooked(4, {
          ...{ id: 'fill-correction:t-2:v-2:1', kind: 'correction', contracts: 0 },
          ...{ fees: 30_000, equity: -30_000 },
        }),
        sampleBooked(5, {
          ...{ id: `settle-correction:${SAMPLE_TICKER}:1`, kind: 'correction', contracts: 0 },
          ...{ realised: -4_000_000, fees: 0, equity: -4_000_000 },
        }),
      ],
    };
    expect(keys(rows, 'entry')).toEqual([
      ['enter, quoting; operator asked: first-of-day', 3_000_000, 30_000, 4],
      ['enter, taking; operator not asked', 1_000_000, 20_000, 3],
    ]);
    const [corrected, plain] = pnlReport(rows, ALL).fills;
    expect(corrected).toMatchObject({ tradeId: 't-2', feeMicro: 30_000, isCorrected: true });
    expect(plain).toMatchObject({ tradeId: 't-1', feeMicro: 20_000, isCorrected: false });
  });

  test('what came before the span only tells who opened', () => {
    const span = { from: AT + HOUR, to: AT + 2 * HOUR };
    const report = pnlReport({ ...settled, equityBefore: 100_000_000 }, span);
    expect(report.total).toEqual({ realisedMicro: 8_000_000, feesMicro: 0, netMicro: 8_000_000 });
    expect(report.bookings).toBe(1);
    expect(report.fillCount).toBe(0);
    expect(report.groups.entry.map((group) => group.netMicro)).toEqual([6_000_000, 2_000_000]);
    expect(report.equity?.points.map((point) => point.equityMicro)).toEqual([108_000_000]);
  });

  test('a span that was cut begins where the reading begins, and says so', () => {
    const report = pnlReport({ ...settled, cutFrom: AT + HOUR, limit: 1 }, ALL);
    expect(report.cut).toEqual({ from: AT + HOUR, limit: 1 });
    expect(report.bookings).toBe(1);
  });

  test('a deposit is no result, and nothing booked is no equity', () => {
    const deposit = sampleBooked(1, {
      ...{ id: 'transfer:1', kind: 'transfer', ticker: null, contracts: 0 },
      ...{ fees: 0, equity: 50_000_000 },
    });
    const report = pnlReport(pnlRows({ booked: [deposit] }), ALL);
    expect(report.groups.market).toEqual([]);
    expect(report.equity?.endMicro).toBe(50_000_000);
    expect(pnlReport(pnlRows(), ALL).equity).toBeNull();
  });
});
