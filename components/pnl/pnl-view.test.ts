// Spans, files and rows of the P&L page.
import { describe, expect, it } from 'vitest';
import type { PnlGroup, PnlReply } from '#lib/wire/pnl-http.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { breakdownRows, fileHref, fromOf, spanOf, twinPoints, unrealisedOf } from './pnl-view.ts';

/** 2026-11-23 17:00:00 UTC. */
const NOW = Date.UTC(2026, 10, 23, 17);

function group(key: string, netMicro: number): PnlGroup {
  return {
    ...{ key, realisedMicro: netMicro, feesMicro: 0, netMicro },
    ...{ bookings: 1, isExternal: false },
  };
}

const GROUPS: PnlReply['groups'] = {
  market: [group('KXBTCD-A', 5), group('KXBTCD-B', -2)],
  series: [group('KXBTCD', 3)],
  hour: [group('17:00', 3)],
  ...{ entry: [], booking: [], model: [] },
};

function open(ticker: string, unrealisedMicro: number | null): PositionRow {
  return {
    ...{ ticker, title: '', contracts: 100, costMicro: 0, feesMicro: 0, realisedMicro: 0 },
    ...{ markMicro: null, unrealisedMicro, closeAt: 1, state: 'open' },
    ...{ venueContracts: null, result: null },
  };
}

describe('the P&L page', () => {
  it('spans begin with a UTC day, or with the first booking', () => {
    expect(fromOf('today', NOW)).toBe(Date.UTC(2026, 10, 23));
    expect(fromOf('7d', NOW)).toBe(Date.UTC(2026, 10, 17));
    expect(fromOf('all', NOW)).toBeNull();
    expect([spanOf('7d'), spanOf('x'), spanOf(null)]).toEqual(['7d', 'today', 'today']);
  });

  it('a file is about what the page shows', () => {
    expect(fileHref('fills', { from: 1, to: 2 })).toBe('/api/pnl/fills.csv?from=1&to=2');
    expect(fileHref('breakdown', { from: null, to: 2 })).toBe('/api/pnl/breakdown.csv?to=2');
  });

  it('an open market stands in the breakdown with its live figure, booked or not', () => {
    const rows = breakdownRows({ groups: GROUPS }, 'market', [
      open('KXBTCD-B', 7),
      open('KXBTC-C', 9),
    ]);
    expect(rows.map((row) => [row.key, row.unrealisedMicro, row.bookings])).toEqual([
      ['KXBTCD-A', null, 1],
      ['KXBTCD-B', 7, 1],
      ['KXBTC-C', 9, 0],
    ]);
  });

  it('a series is missing its unrealised when one of its markets has no mark', () => {
    const positions = [open('KXBTCD-A', 7), open('KXBTCD-B', null)];
    const [row] = breakdownRows({ groups: GROUPS }, 'series', positions);
    expect(row?.unrealisedMicro).toBeNull();
    expect(unrealisedOf(positions)).toBeNull();
  });

  it('open contracts have no hour, and unrealised is not known before the positions are', () => {
    expect(breakdownRows({ groups: GROUPS }, 'hour', [open('KXBTCD-A', 7)])).toHaveLength(1);
    expect(unrealisedOf(null)).toBeNull();
    expect(unrealisedOf([])).toBe(0);
  });

  it('the table beside the chart ends where the chart ends', () => {
    const points = Array.from({ length: 50 }, (_, second) => ({
      ...{ second, equityMicro: 0, drawdownMicro: 0 },
    }));
    const seen = twinPoints(points, 24).map((point) => point.second);
    expect(seen.length).toBeLessThanOrEqual(24);
    expect(seen.at(-1)).toBe(49);
    expect(twinPoints(points.slice(0, 3), 24)).toHaveLength(3);
  });
});
