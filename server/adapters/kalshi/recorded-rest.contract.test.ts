// Contract: every REST body recorded on the demo exchange in June 2026 parses, or is a refusal we read.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCash, readFill, readOrder } from './account-rows.ts';
import { parseErrorBody } from './error-body.ts';
import { marketToDomain } from './market-to-domain.ts';
import { readTarGz, recording } from './recordings.ts';
import {
  balanceReply,
  cancelReply,
  createReply,
  endpointCostsReply,
  exchangeStatusReply,
  fillsReply,
  limitsReply,
  marketReply,
  marketSchema,
  marketsReply,
  orderbookReply,
  orderReply,
  ordersReply,
  positionsReply,
  settlementsReply,
  tradesReply,
} from './rest-schema.ts';

const archive = recording('kalshi_v2_rest_and_ws_demo_fixtures_2026-06-11.tar.gz');

/** Sent in June 2026, removed since: nothing of ours reads them. */
const REMOVED = [
  'service',
  'liquidity_dollars',
  'resting_orders_count',
  'response_price_units',
  'fractional_trading_enabled',
];

const meta = z.object({ method: z.string(), path: z.string(), status: z.number() });

/** The schema of a successful answer, by method and path; null for paths this product never calls. */
function schemaFor(method: string, path: string): z.ZodType | null {
  const [bare = ''] = path.replace('/trade-api/v2', '').split('?');
  const table: readonly (readonly [string, RegExp, z.ZodType])[] = [
    ['GET', /^\/account\/limits$/, limitsReply],
    ['GET', /^\/account\/endpoint_costs$/, endpointCostsReply],
    ['GET', /^\/exchange\/status$/, exchangeStatusReply],
    ['GET', /^\/markets$/, marketsReply],
    ['GET', /^\/markets\/trades$/, tradesReply],
    ['GET', /^\/markets\/[^/]+\/orderbook$/, orderbookReply],
    ['GET', /^\/markets\/[^/]+$/, marketReply],
    ['POST', /^\/portfolio\/events\/orders$/, createReply],
    ['DELETE', /^\/portfolio\/events\/orders\/[^/]+$/, cancelReply],
    ['GET', /^\/portfolio\/orders\/[^/]+$/, orderReply],
    ['GET', /^\/portfolio\/orders$/, ordersReply],
    ['GET', /^\/portfolio\/fills$/, fillsReply],
    ['GET', /^\/portfolio\/positions$/, positionsReply],
    ['GET', /^\/portfolio\/settlements$/, settlementsReply],
    ['GET', /^\/portfolio\/balance$/, balanceReply],
  ];
  return table.find(([verb, pattern]) => verb === method && pattern.test(bare))?.[2] ?? null;
}

describe.skipIf(archive === null)(
  'recorded demo bodies (skipped: recording not beside the project)',
  () => {
    const files = archive === null ? new Map<string, string>() : readTarGz(archive);
    const bodies = [...files.keys()]
      .filter((name) => name.endsWith('.meta.json') && name !== 'session__manifest.meta.json')
      .map((name) => {
        const told = meta.safeParse(JSON.parse(files.get(name) ?? 'null'));
        const text = files.get(name.replace('.meta.json', '.json')) ?? '';
        return { name: name.replace('.meta.json', ''), told: told.data, text };
      })
      .filter((body) => body.told !== undefined && body.text !== '');

    it('finds the whole recording', () => {
      expect(bodies.length).toBeGreaterThanOrEqual(55);
    });

    it('parses every successful body of an endpoint this product calls', () => {
      const unread: string[] = [];
      for (const { name, told, text } of bodies) {
        if (told === undefined || told.status >= 400) continue;
        const schema = schemaFor(told.method, told.path);
        if (schema === null) {
          unread.push(name);
          continue;
        }
        const parsed = schema.safeParse(JSON.parse(text));
        expect(parsed.error?.issues ?? [], name).toEqual([]);
      }
      expect(unread.sort()).toEqual([
        'orders__legacy_cancel',
        'orders__legacy_create',
        'series__fee_changes',
      ]);
    });

    it('reads every refusal to the code recorded for it', () => {
      const codes = bodies
        .filter(({ told }) => (told?.status ?? 0) >= 400)
        .map(({ name, told, text }): [string, string] => [
          name,
          parseErrorBody(told?.status ?? 0, text).code,
        ]);
      expect(Object.fromEntries(codes)).toMatchObject({
        auth__bad_signature: 'authentication_error',
        auth__unknown_key_id: 'authentication_error',
        auth__missing_signature_header: 'signature_is_missing_from_headers',
        auth__skew_minus30s: 'header_timestamp_expired',
        orders__post_only_cross: 'invalid_order',
        orders__invalid_price_structure: 'invalid_price',
        orders__insufficient_balance: 'insufficient_balance',
        orders__numeric_field_types: 'bad_request',
        orders__duplicate_client_order_id: 'order_already_exists',
        orders__reuse_canceled_client_id: 'order_already_exists',
        orders__cancel_executed: 'not_found',
        orders__cancel_unknown_id: 'not_found',
        markets__limit_over_max: 'invalid_parameters',
      });
      expect(codes.every(([, code]) => !code.startsWith('http_'))).toBe(true);
    });

    it('F115 the four causes of a 404 on cancel share one body', () => {
      const names = [
        'orders__cancel_already_canceled',
        'orders__cancel_executed',
        'orders__cancel_unknown_id',
      ];
      const texts = names.map((name) => files.get(`${name}.json`)?.trim());
      expect(new Set(texts).size).toBe(1);
      expect(texts[0]).toContain('not_found');
    });

    it('reads every listed market row, whose grid and times make sense', () => {
      const rows = bodies
        .filter(({ told }) => schemaFor(told?.method ?? '', told?.path ?? '') === marketsReply)
        .filter(({ told }) => told?.status === 200)
        .flatMap(({ text }) => marketsReply.parse(JSON.parse(text)).markets);
      expect(rows.length).toBeGreaterThan(200);
      for (const row of rows) {
        const market = marketSchema.parse(row);
        expect(market.price_ranges?.length).toBeGreaterThan(0);
        expect(market.close_time).toBeGreaterThan(market.open_time);
        expect(
          marketToDomain(market, { fee: { kind: 'unknown', multiplier: 1 }, shard: 0 }).ok,
        ).toBe(false);
      }
    });

    it('reads the recorded fill, order and balance to exact integers', () => {
      const fills = fillsReply.parse(
        JSON.parse(files.get('fills__after_taker.json') ?? 'null'),
      ).fills;
      const first = fills[0] ? readFill(fills[0]) : null;
      expect(first).toMatchObject({
        value: { price: 5_200, count: 100, fee: 17_500, side: 'bid' },
      });
      const orders = ordersReply.parse(
        JSON.parse(files.get('portfolio__orders_list.json') ?? 'null'),
      );
      expect(orders.orders.map(readOrder).every((order) => order.ok)).toBe(true);
      const balance = balanceReply.parse(JSON.parse(files.get('auth__balance_ok.json') ?? 'null'));
      expect(readCash(balance, 0)).toEqual({ ok: true, value: 98_018_600 });
      expect(readCash(balance, 2).ok).toBe(false);
    });

    it('ignores the fields that were removed since, which the recording still carries', () => {
      const all = [...files.values()].join('\n');
      for (const field of REMOVED) expect(all, field).toContain(`"${field}"`);
      const without = (text: string) =>
        JSON.stringify(
          JSON.parse(text, (key, value) => (REMOVED.includes(key) ? undefined : value)),
        );
      const single = marketReply.parse(
        JSON.parse(files.get('markets__single.json') ?? 'null'),
      ).market;
      const text = JSON.stringify(single);
      const known = (raw: string) => {
        const { ticker, status, open_time, price_ranges } = marketSchema.parse(JSON.parse(raw));
        return { ticker, status, open_time, price_ranges };
      };
      expect(known(without(text))).toEqual(known(text));
    });
  },
);
