// Scrapes of /metrics: who may, what is told, and that nothing unknown or old is told as a number.
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TopicSnapshot } from '#lib/wire/envelope.ts';
import { hashToken } from '#server/config/token-hash.ts';
import { contextOf, NO_ENGINE, SCENE_NOW } from '../testing/api-scene.ts';
import { handleMetrics } from './metrics-door.ts';
import { metricsText } from './metrics-text.ts';

const SECRET = 'a-secret-of-many-characters';

const STATUS = {
  mode: 'sim',
  build: 'b-1',
  trading: 'paused',
  kill: null,
  reconciled: true,
  equityMicro: 10_000_123_456,
  cashMicro: -2_500_000,
  dayPnlMicro: 0,
  openRiskMicro: null,
  loopDelayMs: 12,
  queueLength: 3,
  clockOffsetMs: null,
  decisionCount: 77,
};

const FEED = { key: 'index', label: 'BRTI', detail: '', messages: 9, faults: 1 };

function table(topic: string, rows: object, ageMs = 500): TopicSnapshot {
  const kind = 'snapshot';
  return JSON.parse(
    JSON.stringify({ v: 1, kind, topic, boot: 'b', seq: 1, at: SCENE_NOW - ageMs, rows }),
  );
}

function engineWith(tables: readonly TopicSnapshot[], since: number | null = 1) {
  return { ...NO_ENGINE, connectedSince: () => since, snapshots: () => tables };
}

const TABLES = [
  table('status', { engine: STATUS }),
  table('feeds', {
    index: { ...FEED, state: 'live', lastAt: SCENE_NOW - 1_500 },
    book: { ...FEED, key: 'kraken-book', state: 'waiting', lastAt: null },
  }),
  table('orders', { a: { state: 'resting' }, b: { state: 'unknown' }, c: { state: 'unknown' } }),
  table('risk', {
    maxDayLoss: { id: 'maxDayLoss', used: 25, limit: 50 },
    maxDrawdown: { id: 'maxDrawdown', used: null, limit: 50 },
  }),
  table('latency', { ack: { p50Ms: 4, p95Ms: null, p99Ms: null } }),
];

describe('the text', () => {
  test('has dollars, seconds and counts with their units in the names', async () => {
    const text = await metricsText(engineWith(TABLES), SCENE_NOW);
    for (const line of [
      'voltage_engine_connected 1',
      'voltage_equity_dollars 10000.123456',
      'voltage_cash_dollars -2.5',
      'voltage_day_pnl_dollars 0',
      'voltage_trading_state{state="paused"} 1',
      'voltage_trading_state{state="armed"} 0',
      'voltage_kill_latched 0',
      'voltage_loop_delay_seconds 0.012',
      'voltage_decisions_total 77',
      'voltage_feed_age_seconds{feed="index"} 1.5',
      'voltage_feed_faults_total{feed="index"} 1',
      'voltage_orders{state="unknown"} 2',
      'voltage_limit_used_ratio{limit="maxDayLoss"} 0.5',
      'voltage_stage_seconds{stage="ack",quantile="0.5"} 0.004',
    ])
      expect(text.split('\n')).toContain(line);
  });

  test('I35 what is not known is left out: never a zero', async () => {
    const text = await metricsText(engineWith(TABLES), SCENE_NOW);
    for (const absent of [
      'voltage_open_risk_dollars',
      'voltage_clock_offset_seconds',
      'voltage_positions_open',
      'voltage_feed_age_seconds{feed="kraken-book"}',
      'limit="maxDrawdown"',
      'quantile="0.95"',
    ])
      expect(text).not.toContain(absent);
  });

  test.each([
    ['is not connected', engineWith(TABLES, null), 'voltage_engine_connected 0'],
    [
      'hangs: its tables are older than their budget',
      engineWith([table('status', { engine: STATUS }, 2_100), ...TABLES.slice(1)]),
      'voltage_engine_connected 1',
    ],
  ])('I35 an engine that %s leaves no old number behind', async (_, engine, line) => {
    const text = await metricsText(engine, SCENE_NOW);
    expect(text).toContain(line);
    expect(text.match(/^voltage_\w+/gm)).toEqual(['voltage_engine_connected']);
  });
});

describe('the door', () => {
  let hash: string | null = hashToken(SECRET);
  const server = createServer((request, response) => {
    const context = contextOf({ metricsTokenHash: hash, engine: engineWith(TABLES) });
    void handleMetrics(context, request, response);
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/metrics`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const scrape = (authorization?: string) =>
    fetch(url, authorization === undefined ? {} : { headers: { authorization } });

  test('opens to the bearer of the secret, as Prometheus text', async () => {
    const answer = await scrape(`Bearer ${SECRET}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    expect(await answer.text()).toContain('# TYPE voltage_decisions_total counter');
  });

  test.each([
    undefined,
    '',
    'Bearer ',
    `Bearer ${SECRET}x`,
    `Basic ${SECRET}`,
    `Bearer ${hashToken(SECRET)}`,
  ])('refuses %j and tells nothing', async (authorization) => {
    const answer = await scrape(authorization);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('voltage_');
  });

  test('is closed while no secret is set', async () => {
    hash = null;
    expect((await scrape(`Bearer ${SECRET}`)).status).toBe(404);
    hash = hashToken(SECRET);
  });
});
