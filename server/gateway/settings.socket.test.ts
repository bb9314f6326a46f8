// /api/settings over HTTP: who may read, what is told of a login, and that a silent database is not a missing password.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { AuthStore } from '#server/ports/auth-store.ts';
import { contextOf, SCENE_NOW, type ServedApi, serveApi } from './testing/api-scene.ts';
import { createMemoryAuth } from './testing/memory-auth.ts';

const SETTING = { name: 'VOLTAGE_MODE', meaning: 'where', value: 'sim' };

let isDown: boolean;
let api: ServedApi;

beforeEach(async () => {
  isDown = false;
  const auth = createMemoryAuth();
  const store: AuthStore = {
    ...auth,
    findOperator: (name) =>
      isDown ? Promise.reject(new Error('the database is gone')) : auth.findOperator(name),
  };
  const running = { startedAt: SCENE_NOW - 60_000, settings: [SETTING] };
  api = await serveApi(contextOf({ store, running }));
});

afterEach(() => api.close());

async function read(headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${api.origin}/api/settings`, { headers });
  return { status: response.status, body: await response.json() };
}

describe('settings', () => {
  test('I9 without a session nothing is told', async () => {
    expect(await read({})).toMatchObject({ status: 401, body: { ok: false, code: 'signed-out' } });
  });

  test('a signed-in operator is told the login, the system and its configuration', async () => {
    const { status, body } = await read({ cookie: api.cookie });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: true,
      login: { operator: 'operator', passwordSet: false, beganAt: SCENE_NOW, idleMs: 3_600_000 },
      system: {
        ...{ mode: 'sim', build: 'b-1', startedAt: SCENE_NOW - 60_000 },
        ...{ engineBuild: null, engineSince: null, wireVersion: WIRE_VERSION },
      },
      configuration: [SETTING],
    });
    expect(body.login.expiresAt).toBeGreaterThan(SCENE_NOW);
    expect(JSON.stringify(body)).not.toMatch(/hash|token/i);
  });

  test('F87 a database that does not answer is said, and not taken for a login without password', async () => {
    isDown = true;
    expect(await read({ cookie: api.cookie })).toMatchObject({
      status: 503,
      body: { ok: false, code: 'store-down' },
    });
  });
});
