// /api/limits and the password of an edit: who may read, what is refused by name, and what goes to the engine. In: calls.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { CommandBody, OperatorCommand } from '#lib/domain/command.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { TopicSnapshot } from '#lib/wire/envelope.ts';
import type { LimitsRow } from '#lib/wire/limits-row.ts';
import type { Session } from '#server/ports/auth-store.ts';
import type { ApiCall } from '../api-answer.ts';
import { runCommand } from '../commands.ts';
import { type GatewayContext, OPERATOR } from '../gateway-context.ts';
import { hashPassword } from '../password.ts';
import { contextOf, NO_ENGINE, SCENE_NOW } from '../testing/api-scene.ts';
import { listLimitVersions, previewLimitChange } from './limits.ts';

const PASSWORD = 'a long enough passphrase';
const SESSION: Session = {
  ...{ tokenHash: 'a'.repeat(64), operator: 'operator', createdAt: 0, lastSeenAt: 0 },
  expiresAt: 1e15,
};
const LOOSER = { baseVersion: 1, changes: { maxOrderCount: 5_000 } };
const TIGHTER = { baseVersion: 1, changes: { maxOrderCount: 100 } };

function limitsTable(): TopicSnapshot {
  const row: LimitsRow = {
    ...{ limits: DEFAULT_LIMITS, source: { kind: 'built-in' }, isCalendarNeeded: false },
    pause: { entriesEndAt: wallMs(0), startsAt: wallMs(1), endsAt: wallMs(2) },
  };
  const head = { v: 1, kind: 'snapshot', topic: 'limits', boot: 'b', seq: 1 } as const;
  return { ...head, at: SCENE_NOW, rows: { engine: row } };
}

function scene(parts: Partial<GatewayContext> = {}) {
  const commands: OperatorCommand[] = [];
  const context = contextOf({
    engine: {
      ...NO_ENGINE,
      snapshots: () => [limitsTable()],
      connectedSince: () => SCENE_NOW,
      command: async (command) => {
        commands.push(command);
        return { id: command.id, ok: true, code: 'done', text: '', at: wallMs(SCENE_NOW) };
      },
    },
    ...parts,
  });
  const call = (body: unknown, session: Session | null = SESSION): ApiCall => ({
    ...{ context, body, session, path: '/api/limits', address: '127.0.0.1' },
    request: new IncomingMessage(new Socket()),
  });
  const send = (wish: typeof LOOSER, password?: string) => {
    const body: CommandBody = { kind: 'change-limits', ...wish, reason: 'a test' };
    const times = { issuedAt: SCENE_NOW, expiresAt: SCENE_NOW + 5_000 };
    const input = { id: 'command-1', build: 'b-1', ...times, body };
    const whole = password === undefined ? input : { ...input, password };
    return runCommand(context, SESSION, whole, () => Promise.reject(new Error('no kill here')));
  };
  return { commands, context, call, send };
}

describe('/api/limits', () => {
  test('I9 without a session neither versions nor a preview are told', async () => {
    const { call } = scene();
    expect((await listLimitVersions(call(null, null))).status).toBe(401);
    expect((await previewLimitChange(call(LOOSER, null))).status).toBe(401);
  });

  test('F87 without a database both answer 503 and no empty history', async () => {
    const gone = () => Promise.reject(new Error('the database is gone'));
    const limits = { listLimitVersions: gone, newestLimitEdit: gone, readSpan: gone };
    const { call } = scene({ limits });
    for (const handler of [listLimitVersions, previewLimitChange])
      expect(await handler(call(LOOSER))).toMatchObject({
        ...{ status: 503, body: { ok: false, code: 'store-down' } },
      });
  });

  test('a version is told with its values before and after, and one that cannot be read hides no other', async () => {
    const limits = { ...DEFAULT_LIMITS, version: 2, maxLossStreak: 3 };
    const { call } = scene({
      limits: {
        ...contextOf().limits,
        listLimitVersions: async () => [
          {
            source: 'desk',
            at: wallMs(5),
            by: 'anna',
            reason: 'calm',
            version: 2,
            values: { kind: 'read', before: DEFAULT_LIMITS, limits },
          },
          {
            ...{ source: 'desk', at: wallMs(4), by: 'anna', reason: '', version: 1 },
            values: { kind: 'unreadable', problem: 'limits.minEdge: is outside its bounds' },
          },
        ],
      },
    });
    expect((await listLimitVersions(call(null))).body).toEqual({
      ok: true,
      versions: [
        {
          ...{ version: 2, source: 'desk', at: 5, by: 'anna', reason: 'calm' },
          changed: [{ id: 'maxLossStreak', before: 8, after: 3 }],
          ...{ isCalendarChanged: false, problem: null },
        },
        {
          ...{ version: 1, source: 'desk', at: 4, by: 'anna', reason: '', changed: [] },
          ...{ isCalendarChanged: false, problem: 'limits.minEdge: is outside its bounds' },
        },
      ],
    });
  });

  test('a preview names a field that is wrong, and refuses an edit of other limits than those in force', async () => {
    const { call } = scene();
    expect(await previewLimitChange(call(TIGHTER))).toMatchObject({
      ...{ status: 200, body: { ok: true, preview: { entries: 0, from: SCENE_NOW - 86_400_000 } } },
    });
    const bad = await previewLimitChange(call({ ...TIGHTER, changes: { maxLossStreak: 0 } }));
    expect(bad).toMatchObject({
      status: 400,
      body: { text: 'maxLossStreak: is outside its bounds' },
    });
    const unknown = await previewLimitChange(call({ ...TIGHTER, changes: { maxFun: 1 } }));
    expect(unknown).toMatchObject({ status: 400 });
    expect(JSON.stringify(unknown.body)).toContain('maxFun');
    expect((await previewLimitChange(call({ ...TIGHTER, baseVersion: 7 }))).status).toBe(409);
    const cut = scene({ engine: NO_ENGINE });
    expect((await previewLimitChange(cut.call(TIGHTER))).status).toBe(503);
  });
});

describe('the password of an edit', () => {
  test('lowering goes to the engine as it is, raising only with the password', async () => {
    const { commands, context, send } = scene();
    expect((await send(TIGHTER)).ok).toBe(true);
    expect((await send(LOOSER)).code).toBe('step-up');
    const hashed = await hashPassword(PASSWORD);
    if (!hashed.ok) throw new Error(hashed.error);
    await context.store.setPasswordHash(OPERATOR, hashed.value);
    expect((await send(LOOSER, 'not the password')).code).toBe('step-up');
    expect((await send(LOOSER, PASSWORD)).ok).toBe(true);
    expect(commands.map((command) => command.isSteppedUp)).toEqual([undefined, true]);
  });

  test('limits that the engine does not tell count as raised: nothing passes on doubt', async () => {
    expect((await scene({ engine: NO_ENGINE }).send(TIGHTER)).code).toBe('step-up');
  });
});
