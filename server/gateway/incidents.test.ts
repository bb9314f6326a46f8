// Stored incidents over /api and their acknowledgement: who may, what is refused by name. In: calls. Out: status and body.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { OperatorCommand } from '#lib/domain/command.ts';
import type { Incident } from '#lib/domain/incident.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Session } from '#server/ports/auth-store.ts';
import type { IncidentStore } from '#server/ports/incident-store.ts';
import type { ApiCall } from './api-answer.ts';
import { runCommand } from './commands.ts';
import { listIncidents } from './incidents.ts';
import { contextOf, NO_ENGINE, SCENE_NOW } from './testing/api-scene.ts';

const AT = wallMs(SCENE_NOW);
const INCIDENT: Incident = {
  ...{ id: 'i-1', code: 'drift', severity: 'critical', begunAt: AT, lastAt: AT, endedAt: null },
  ...{ count: 1, tellings: [{ at: AT, text: 'books and venue disagree' }], response: [] },
  ...{ acknowledged: null, revision: 1 },
};
const SESSION: Session = {
  ...{ tokenHash: 'a'.repeat(64), operator: 'operator', createdAt: 0, lastSeenAt: 0 },
  expiresAt: 1e15,
};
type Read = IncidentStore['listIncidents'];
const PAGE: Read = async () => ({ rows: [INCIDENT], unreadable: 0, next: { at: AT, id: 'i-1' } });

function call(read: Read, session: Session | null = SESSION, query = ''): ApiCall {
  const request = new IncomingMessage(new Socket());
  request.url = `/api/incidents${query}`;
  return {
    context: contextOf({ incidents: { listIncidents: read } }),
    ...{ request, session, path: '/api/incidents', body: null, address: '127.0.0.1' },
  };
}

describe('stored incidents', () => {
  test('without a session nothing is read', async () => {
    const never: Read = () => Promise.reject(new Error('read without a session'));
    expect((await listIncidents(call(never, null))).status).toBe(401);
  });

  test('a page names the place after it, and is asked for by that name', async () => {
    const asked: unknown[] = [];
    const read: Read = (page) => {
      asked.push(page.after);
      return PAGE(page);
    };
    expect(await listIncidents(call(read))).toEqual({
      ...{ status: 200 },
      body: { ok: true, rows: [INCIDENT], unreadable: 0, next: `${SCENE_NOW}_i-1` },
    });
    await listIncidents(call(read, SESSION, `?after=${SCENE_NOW}_i-1`));
    expect(asked).toEqual([null, { at: SCENE_NOW, id: 'i-1' }]);
  });

  test('a bad place or an unknown name is refused by its name', async () => {
    const bad = await listIncidents(call(PAGE, SESSION, '?after=yesterday'));
    expect(bad.status).toBe(400);
    expect(JSON.stringify(bad.body)).toContain('after');
    const unknown = await listIncidents(call(PAGE, SESSION, '?severity=all'));
    expect(unknown.status).toBe(400);
    expect(JSON.stringify(unknown.body)).toContain('severity');
  });

  test('F87 without a database it answers 503 and no empty list', async () => {
    const gone: Read = () => Promise.reject(new Error('the database is gone'));
    expect(await listIncidents(call(gone))).toMatchObject({
      ...{ status: 503, body: { ok: false, code: 'store-down' } },
    });
  });
});

describe('an acknowledgement', () => {
  function send(body: object) {
    const commands: OperatorCommand[] = [];
    const command = async (each: OperatorCommand) => {
      commands.push(each);
      return { id: each.id, ok: true, code: 'acknowledged', text: '', at: AT };
    };
    const context = contextOf({ engine: { ...NO_ENGINE, command } });
    const times = { issuedAt: SCENE_NOW, expiresAt: SCENE_NOW + 5_000 };
    const input = { id: 'command-1', build: 'b-1', ...times, body };
    const reply = runCommand(context, SESSION, input, () => Promise.reject(new Error('no kill')));
    return { commands, reply };
  }

  test('goes to the engine under the name of the session, without a password', async () => {
    const body = { kind: 'acknowledge-incident', incidentId: 'i-1', note: 'seen' };
    const { commands, reply } = send(body);
    expect((await reply).ok).toBe(true);
    expect(commands).toMatchObject([{ by: 'operator', body }]);
  });

  test('an id that is none, or a note without end, never reaches the engine', async () => {
    for (const change of [{ incidentId: 'a b' }, { note: 'x'.repeat(501) }, { note: 7 }]) {
      const body = { kind: 'acknowledge-incident', incidentId: 'i-1', note: '', ...change };
      const { commands, reply } = send(body);
      expect((await reply).code).toBe('bad-command');
      expect(commands).toEqual([]);
    }
  });
});
