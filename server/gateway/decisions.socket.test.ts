// The search in decisions over HTTP: who may read, which filters are taken, and a file that a spreadsheet takes for what it is.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { contextOf, SCENE_NOW, type ServedApi, serveApi } from './testing/api-scene.ts';
import {
  createMemoryDecisions,
  type MemoryDecisions,
  sampleDecision,
} from './testing/memory-decisions.ts';

const PATHS = [
  '/api/decisions.csv',
  '/api/decisions/d-1/outcome',
  `/api/decisions/near?at=${SCENE_NOW}`,
  '/api/offers',
  '/api/last-market?ticker=KXBTCD-X',
];
let decisions: MemoryDecisions;
let api: ServedApi;

beforeEach(async () => {
  decisions = createMemoryDecisions();
  decisions.rows.push(sampleDecision('d-1', SCENE_NOW));
  api = await serveApi(contextOf({ decisions }));
});
afterEach(() => api.close());

const get = (path: string, headers: Readonly<Record<string, string>> = { cookie: api.cookie }) =>
  fetch(`${api.origin}${path}`, { headers });

describe('what decisions led to', () => {
  test('I9 without a session nothing is told and nothing exported', async () => {
    for (const path of PATHS) expect((await get(path, {})).status).toBe(401);
  });

  test('F87 without a database every question is answered 503', async () => {
    decisions.isDown = true;
    for (const path of PATHS) {
      const answer = await get(path);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ ok: false, code: 'store-down' });
    }
  });

  test('every filter reaches the store as it was meant, the text in lower case', async () => {
    const query = `ticker=KXBTCD-X&series=KXBTCD&kind=vetoed&check=edge&from=5&to=9&text=%20D-1`;
    expect((await get(`/api/decisions?${query}`)).status).toBe(200);
    expect(decisions.searches.at(-1)).toEqual({
      ...{ ticker: 'KXBTCD-X', series: 'KXBTCD', kind: 'vetoed', check: 'edge', from: 5, to: 9 },
      ...{ text: 'd-1', after: null, limit: 50 },
    });
  });

  test('a strike may be written as the desk writes it, and a part of a ticker is enough', async () => {
    const ticker = encodeURIComponent('> 84,899.99');
    expect((await get(`/api/decisions?ticker=${ticker}`)).status).toBe(200);
    expect(decisions.searches.at(-1)?.ticker).toBe('84899.99');
    expect((await get('/api/decisions?ticker=a%25b')).status).toBe(400);
  });

  test('a filter that makes no sense is refused by name', async () => {
    const bad = {
      kind: 'maybe',
      series: 'KXETH',
      check: "edge'",
      from: 'yesterday',
      text: 'a%b',
      order: '1',
    };
    for (const [name, value] of Object.entries(bad)) {
      const answer = await get(`/api/decisions?${new URLSearchParams({ [name]: value })}`);
      expect(answer.status).toBe(400);
      expect((await answer.json()).text).toContain(name);
    }
    expect((await (await get('/api/decisions.csv?from=9&to=9')).json()).text).toContain('to');
    expect((await get('/api/decisions/near')).status).toBe(400);
    expect((await get('/api/decisions/a%20b/outcome')).status).toBe(400);
    expect((await get('/api/decisions/d-2/outcome')).status).toBe(404);
  });

  test('the life of a market is told, and a question without a market is refused by name', async () => {
    const { ticker } = sampleDecision('d-1', SCENE_NOW);
    const answer = await get(`/api/last-market?ticker=${ticker}`);
    expect(await answer.json()).toMatchObject({
      life: { offers: {}, sent: 0, fills: 0, netMicro: null, isBooked: false },
    });
    expect((await (await get('/api/last-market')).json()).text).toContain('ticker');
  });

  test('the file holds every decision once, scored where its market has settled, and no formula', async () => {
    const candidate = {
      ...{ side: 'bid' as const, price: price(4_600), count: count(1_000), rawEdge: 235, edge: 1 },
      ...{ style: 'take' as const, feePerContract: 175, fairProbability: probability(0.5) },
      marketProbability: probability(0.46),
    };
    for (let i = 2; i <= 1_201; i++)
      decisions.rows.push({
        ...sampleDecision(`d-${i}`, SCENE_NOW + i),
        ...{ sentence: '=1+1', candidate },
      });
    decisions.settled.set(decisions.rows[0]?.ticker ?? '', { result: 'yes', yesPayout: 10_000 });
    const answer = await get('/api/decisions.csv');
    expect(answer.headers.get('content-disposition')).toContain('voltage-sim-decisions-');
    const [head = '', ...lines] = (await answer.text()).trimEnd().split('\r\n');
    expect(head).toContain('if_taken_net_per_contract_usd,if_taken_net_whole_usd');
    expect(lines).toHaveLength(1_201);
    expect(new Set(lines.map((line) => line.split(',')[1])).size).toBe(1_201);
    expect(lines[0]).toContain(",'=1+1,");
    expect(lines[0]).toContain(
      ',0.4600,0.459000,10.00,take,0.017500,,,yes,1.0000,0.523500,5.235000',
    );
    expect(lines.at(-1)).toMatch(/,yes,1\.0000,,$/);
  });
});
