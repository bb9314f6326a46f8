// Stored kills over /api. In: a call with or without a session, a store that answers or does not. Out: status and body.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { PastKill } from '#lib/wire/kills-http.ts';
import type { Session } from '#server/ports/auth-store.ts';
import type { ApiCall } from './api-answer.ts';
import { listKills } from './kills.ts';
import { contextOf } from './testing/api-scene.ts';

const KILL: PastKill = {
  id: 'latch-1',
  at: 1_795_186_800_000,
  by: 'operator',
  reason: 'pressed at the console',
  flatten: false,
  steps: [{ name: 'cancel-all', at: 1_795_186_800_100, detail: '' }],
  confirmedAt: 1_795_186_800_400,
  release: null,
};

const SESSION: Session = {
  tokenHash: 'a'.repeat(64),
  operator: 'operator',
  createdAt: 0,
  lastSeenAt: 0,
  expiresAt: 1e15,
};

function callWith(
  session: Session | null,
  read: (limit: number) => Promise<readonly PastKill[]>,
): ApiCall {
  return {
    context: contextOf({ kills: { listKills: read } }),
    request: new IncomingMessage(new Socket()),
    path: '/api/kills',
    body: null,
    session,
    address: '127.0.0.1',
  };
}

describe('stored kills', () => {
  test('I9 without a session nothing is read', async () => {
    let reads = 0;
    const read = async () => {
      reads += 1;
      return [KILL];
    };
    expect((await listKills(callWith(null, read))).status).toBe(401);
    expect(reads).toBe(0);
  });

  test('a signed-in operator is told every kill with its steps, an empty history too', async () => {
    const answer = await listKills(callWith(SESSION, async () => [KILL]));
    expect(answer).toEqual({ status: 200, body: { ok: true, kills: [KILL] } });
    const none = await listKills(callWith(SESSION, async () => []));
    expect(none.body).toEqual({ ok: true, kills: [] });
  });

  test('F87 without a database it answers 503 and no empty history', async () => {
    const read = () => Promise.reject(new Error('the database is gone'));
    expect(await listKills(callWith(SESSION, read))).toMatchObject({
      status: 503,
      body: { ok: false, code: 'store-down' },
    });
  });
});
