// /api/models over HTTP: who may read, what a bad span is told, and that a database that is gone is no empty history.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelPapers, ModelPapersReply, ModelScoresReply } from '#lib/wire/models-http.ts';
import type { QuoteWish } from '#server/ports/quote-store.ts';
import { contextOf, SCENE_NOW, type ServedApi, serveApi } from './testing/api-scene.ts';

const PAPERS: ModelPapers = {
  ...{ id: 'mine', origin: 'added', problem: 'manifest.json is missing' },
  ...{ fileSha256: null, card: null, manifest: null },
};
let asked: QuoteWish[];
let isDown: boolean;
let api: ServedApi;

beforeEach(async () => {
  asked = [];
  isDown = false;
  api = await serveApi(
    contextOf({
      modelPapers: { list: () => [PAPERS] },
      quotes: {
        readQuotes: async (wish) => {
          asked.push(wish);
          if (isDown) throw new Error('the database is gone');
          const said = { mid: 0.5, tree: 0.8, sequence: null, combined: 0.7, calibrated: 0.7 };
          const quote = { ...said, ticker: 'M', bucketSeconds: 60, closeAt: SCENE_NOW - 1 };
          return { rows: [{ ...quote, yes: true, blended: 0.6 }], limit: 2_000, isCut: false };
        },
      },
    }),
  );
});
afterEach(() => api.close());

const get = (path: string, headers: Readonly<Record<string, string>> = { cookie: api.cookie }) =>
  fetch(`${api.origin}${path}`, { headers });

describe('models over /api', () => {
  test('I9 without a session nothing is told and nothing is read', async () => {
    for (const path of ['/api/models', '/api/models/scores'])
      expect((await get(path, {})).status).toBe(401);
    expect(asked).toEqual([]);
  });

  test('folders are told as they are, broken ones with their reason', async () => {
    const reply: ModelPapersReply = await (await get('/api/models')).json();
    expect(reply).toEqual({ ok: true, models: [PAPERS] });
  });

  test('scores are of the environment of the mode and of the span that was asked for', async () => {
    const reply: ModelScoresReply = await (await get('/api/models/scores?from=1000')).json();
    expect(asked).toEqual([{ environment: 'simulated', from: 1000 }]);
    expect(reply).toMatchObject({
      ...{ ok: true, environment: 'simulated', from: 1000, readAt: SCENE_NOW, closes: 1 },
      ...{ quotes: 1, firstCloseAt: SCENE_NOW - 1, lastCloseAt: SCENE_NOW - 1, isCut: false },
    });
    const minute = reply.buckets.find(({ bucketSeconds }) => bucketSeconds === 60);
    expect(minute?.speakers.map(({ closes }) => closes)).toEqual([1, 0, 1, 1, 1]);
    expect(reply.buckets).toHaveLength(7);
  });

  test('a bad span is refused by the name of its field', async () => {
    for (const [query, field] of [
      ['from=yesterday', 'from'],
      ['until=5', 'until'],
    ]) {
      const answer = await get(`/api/models/scores?${query}`);
      expect(answer.status).toBe(400);
      expect((await answer.json()).text).toContain(field);
    }
    expect(asked).toEqual([]);
  });

  test('F87 without a database it answers 503 and no empty history', async () => {
    isDown = true;
    const answer = await get('/api/models/scores');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ok: false, code: 'store-down' });
  });
});
