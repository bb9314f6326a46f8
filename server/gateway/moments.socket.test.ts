// The replay over HTTP: who asks is told apart by session and page, and a wish that makes no sense is refused by name.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MomentWish } from '#lib/wire/moment-http.ts';
import { contextOf, SCENE_NOW, type ServedApi, serveApi } from './testing/api-scene.ts';

let asked: { wish: MomentWish; asker: string }[];
let api: ServedApi;

beforeEach(async () => {
  asked = [];
  const ask = (wish: MomentWish, asker: string) => {
    asked.push({ wish, asker });
    return asked[0]?.asker === asker
      ? ({ state: 'working', text: 'opening', reachedAt: null } as const)
      : null;
  };
  api = await serveApi(contextOf({ moments: { ask, close: () => undefined } }));
});
afterEach(() => api.close());

const get = (query: string, headers: Readonly<Record<string, string>> = { cookie: api.cookie }) =>
  fetch(`${api.origin}/api/replay?at=${SCENE_NOW}&ticker=T${query}`, { headers });

test('two pages of one login are two askers, and the second waits for the first', async () => {
  expect((await get('&page=aaaa-1111')).status).toBe(200);
  expect((await get('&page=aaaa-1111')).status).toBe(200);
  const second = await get('&page=bbbb-2222');
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ ok: false, code: 'replaying' });
  expect(asked[0]?.wish).toEqual({ at: SCENE_NOW, event: null, ticker: 'T' });
});

test('without an id of the page the session alone asks', async () => {
  expect((await get('')).status).toBe(200);
  expect((await get('')).status).toBe(200);
  expect((await get('', {})).status).toBe(401);
});

test('an id of a page that is none is refused by name', async () => {
  for (const page of ['short', 'a'.repeat(65), 'with%20space']) {
    const answer = await get(`&page=${page}`);
    expect(answer.status).toBe(400);
    expect((await answer.json()).text).toContain('page');
  }
  expect(asked).toEqual([]);
});
