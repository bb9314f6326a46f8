// /api/pnl over HTTP: who may read, which span is read, and files that a spreadsheet takes for what they are.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { TopicSnapshot } from '#lib/wire/envelope.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { contextOf, NO_ENGINE, type ServedApi, serveApi } from './testing/api-scene.ts';
import {
  createMemoryPnl,
  type MemoryPnl,
  pnlRows,
  SAMPLE_TICKER,
  sampleBooked,
  sampleFill,
} from './testing/memory-pnl.ts';

const NOW = 1_795_190_400_000;
const DAY = '?from=1795132800000';
const PATHS = ['/api/pnl', '/api/pnl/breakdown.csv', '/api/pnl/fills.csv'];
let pnl: MemoryPnl;
let engine: { isUp: boolean; positions: PositionRow[] };
let api: ServedApi;

const position = (changes: Partial<PositionRow> = {}): PositionRow => ({
  ...{ ticker: SAMPLE_TICKER, title: '', contracts: 1_000, costMicro: 4_600_000 },
  ...{ feesMicro: 0, realisedMicro: 0, markMicro: 4_700_000, unrealisedMicro: 100_000 },
  ...{ closeAt: NOW, state: 'open', venueContracts: null, result: null },
  ...changes,
});

function positionTable(): TopicSnapshot {
  const rows = Object.fromEntries(engine.positions.map((row) => [row.ticker, row]));
  return { v: 1, kind: 'snapshot', topic: 'positions', boot: 'b', seq: 1, at: NOW, rows };
}

beforeEach(async () => {
  pnl = createMemoryPnl();
  engine = { isUp: true, positions: [] };
  const context = contextOf({
    pnl,
    clock: { wall: () => wallMs(NOW), mono: () => monoNs(0) },
    engine: {
      ...NO_ENGINE,
      snapshots: () => [positionTable()],
      connectedSince: () => (engine.isUp ? NOW : null),
    },
  });
  api = await serveApi(context);
});

afterEach(() => api.close());

const get = (path: string, headers: Readonly<Record<string, string>> = { cookie: api.cookie }) =>
  fetch(`${api.origin}${path}`, { headers });

async function linesOf(path: string): Promise<readonly string[]> {
  return (await (await get(path)).text()).trimEnd().split('\r\n');
}

describe('results', () => {
  test('I9 without a session no figure and no file is given', async () => {
    for (const path of PATHS) expect((await get(path, {})).status).toBe(401);
    expect(pnl.asked).toEqual([]);
  });

  test('F87 without a database every question is answered 503, a file before its first byte', async () => {
    pnl.isDown = true;
    for (const path of PATHS) {
      const response = await get(path);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ ok: false, code: 'store-down' });
    }
  });

  test('a span is read as it was asked for, and ends now where no end is given', async () => {
    for (const query of ['', DAY, '?from=5&to=9']) await get(`/api/pnl${query}`);
    expect(pnl.asked).toEqual([
      { from: null, to: NOW + 1 },
      { from: 1_795_132_800_000, to: NOW + 1 },
      { from: 5, to: 9 },
    ]);
    for (const query of ['?from=9&to=9', '?from=-1', '?to=x', '?limit=1', '?from=1.5'])
      for (const path of PATHS) expect((await get(`${path}${query}`)).status).toBe(400);
  });

  test('the page gets the newest fills and the count of all; the file gets all', async () => {
    const seqs = Array.from({ length: 230 }, (_, index) => index + 1);
    pnl.rows = pnlRows({
      booked: seqs.map((seq) => sampleBooked(seq)),
      fills: seqs.map((seq) => sampleFill(seq)),
    });
    const body = await (await get('/api/pnl')).json();
    expect(body).toMatchObject({ ok: true, fillCount: 230, bookings: 230, cut: null });
    expect(body.fills).toHaveLength(200);
    expect(body.fills[0].tradeId).toBe('t-230');
    expect(body.total).toEqual({
      ...{ realisedMicro: 0, feesMicro: 4_600_000, netMicro: -4_600_000 },
    });
    expect(await linesOf('/api/pnl/fills.csv')).toHaveLength(231);
  });

  test('files name their units, their mode and their span, and hold numbers as numbers', async () => {
    const booked = sampleBooked(1, { realised: -1_250_000 });
    pnl.rows = pnlRows({ booked: [booked], fills: [sampleFill(1, { ticker: '=2+3' })] });
    engine.positions = [position()];
    const response = await get(`/api/pnl/breakdown.csv${DAY}`);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="voltage-pnl-sim-2026-11-20T0000-to-2026-11-20T1600.csv"',
    );
    const [header, total, market] = (await response.text()).split('\r\n');
    expect(header).toBe(
      'grouping,group,range_from_utc,range_to_utc,realised_before_fees_usd,fees_usd,net_usd,unrealised_now_usd,bookings_count,has_external_contracts',
    );
    expect(total).toContain('total,all,');
    expect(total).toMatch(/,-1\.250000,0\.020000,-1\.270000,0\.100000,1,false$/);
    expect(market).toMatch(/^market,KXBTCD-26NOV2317-T84899\.99,.*,0\.100000,1,false$/);
    const [, fill] = await linesOf('/api/pnl/fills.csv');
    expect(fill).toMatch(/^2026-11-2\dT[\d:.]+Z,'=2\+3,bid,0\.4600,10\.00,0\.020000,false,taker,/);
  });

  test('unrealised is empty, not zero, where the engine is away or one mark is missing', async () => {
    pnl.rows = pnlRows({ booked: [sampleBooked(1)] });
    engine.positions = [position(), position({ ticker: 'KXBTC-B', unrealisedMicro: null })];
    expect((await linesOf('/api/pnl/breakdown.csv'))[1]).toMatch(/,-0\.020000,,1,false$/);
    engine = { isUp: false, positions: [position()] };
    expect((await linesOf('/api/pnl/breakdown.csv'))[1]).toMatch(/,-0\.020000,,1,false$/);
  });
});
