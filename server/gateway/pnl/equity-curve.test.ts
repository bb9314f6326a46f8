// The equity curve and its drawdowns, by hand.
import { describe, expect, test } from 'vitest';
import { sampleBooked } from '#server/gateway/testing/memory-pnl.ts';
import type { Booked } from '#server/ports/pnl-store.ts';
import { equityCurve } from './equity-curve.ts';

const AT = 1_795_186_800_000;
const SECOND = AT / 1000;
const earn = (seq: number, realised: number, changes: Partial<Booked> = {}) =>
  sampleBooked(seq, { realised, fees: 0, equity: realised, ...changes });
const START = { from: AT, equityMicro: 100_000_000 };

describe('the equity curve', () => {
  test('drawdown is told at its deepest and now, with where it began and its share', () => {
    const booked = [earn(1, 10e6), earn(2, -30e6), earn(3, -10e6), earn(4, 25e6)];
    const curve = equityCurve(booked, START);
    expect(curve?.points.map((point) => point.equityMicro / 1e6)).toEqual([100, 110, 80, 70, 95]);
    expect(curve?.deepest).toEqual({
      ...{ micro: 40e6, share: 40 / 110, fromSecond: SECOND + 1, atSecond: SECOND + 3 },
    });
    expect(curve?.current).toEqual({
      ...{ micro: 15e6, share: 15 / 110, fromSecond: SECOND + 1, atSecond: SECOND + 4 },
    });
  });

  test('a withdrawal moves the line and no drawdown', () => {
    const away = sampleBooked(2, { ticker: null, kind: 'transfer', fees: 0, equity: -60e6 });
    const curve = equityCurve([earn(1, 10e6), away], START);
    expect(curve?.endMicro).toBe(50e6);
    expect(curve?.deepest.micro).toBe(0);
  });

  test('a first loss is measured from the beginning of the span', () => {
    const curve = equityCurve([earn(5, -10e6)], START);
    expect(curve?.deepest).toEqual({
      ...{ micro: 10e6, share: 0.1, fromSecond: SECOND, atSecond: SECOND + 5 },
    });
  });

  test('bookings of one second are one point, whatever order they came in', () => {
    const booked = [earn(2, -1e6, { at: AT + 500 }), earn(1, 4e6, { at: AT + 200 })];
    const curve = equityCurve(booked, { from: null, equityMicro: null });
    expect(curve?.points).toEqual([{ second: SECOND, equityMicro: 3e6, drawdownMicro: -1e6 }]);
  });

  test('a long history is thinned without losing its end, its lowest or its highest equity', () => {
    const booked = Array.from({ length: 5_000 }, (_, index) =>
      earn(index, index === 2_222 ? -500e6 : index === 2_223 ? 500e6 : index % 2 ? 1e6 : -1e6),
    );
    const curve = equityCurve(booked, START, 300);
    const seen = curve?.points.map((point) => point.equityMicro) ?? [];
    expect(seen.length).toBeLessThanOrEqual(300);
    expect(Math.min(...seen)).toBeLessThan(-390e6);
    expect(seen.at(-1)).toBe(curve?.endMicro);
    expect(curve?.deepest.micro).toBeGreaterThanOrEqual(500e6);
  });
});
