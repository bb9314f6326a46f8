// Rehearsals from the console: who may begin one, when none may, one at a time, and what is kept. In: calls, a made-up child.
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { DrillResult } from '#server/config/drill-file.ts';
import type { Session } from '#server/ports/auth-store.ts';
import type { ApiCall } from '../api-answer.ts';
import { type GatewayContext, OPERATOR } from '../gateway-context.ts';
import { hashPassword } from '../password.ts';
import { contextOf, SCENE_NOW } from '../testing/api-scene.ts';
import { createMemoryAuth } from '../testing/memory-auth.ts';
import { beginDrill, readDrill, recordEnd, stopDrill } from './drill.ts';
import { type DrillFacts, drillFacts, drillRefusal } from './drill-refusal.ts';
import { createDrillRunner } from './drill-runner.ts';

const PASSWORD = 'a long enough passphrase';
const SESSION: Session = {
  ...{ tokenHash: 'a'.repeat(64), operator: 'anna', createdAt: 0, lastSeenAt: 0, expiresAt: 1e15 },
};
const KILL: DrillResult = {
  ...{ level: 'kill', at: SCENE_NOW, venue: 'sim', runs: 5, orders: 50, latencyMs: 100 },
  ...{ errorShare: 0, gateClosedMs: 0.1, zeroOrdersMs: 412, flatMs: null, isPassed: true },
};

async function scene() {
  let nowMs = 0;
  let refusal: string | null = null;
  let tick = (): void => undefined;
  let results: readonly DrillResult[] = [];
  let exit = (_: number | null): void => undefined;
  const did: string[] = [];
  const kept: DrillResult[] = [];
  const audit: string[] = [];
  const auth = createMemoryAuth();
  const store: GatewayContext['store'] = {
    ...auth,
    appendAudit: async (row) => {
      audit.push(`${row.action} ${row.by} ${row.detail}`);
    },
  };
  const hashed = await hashPassword(PASSWORD);
  if (!hashed.ok) throw new Error(hashed.error);
  await store.setPasswordHash(OPERATOR, hashed.value);
  const clock = { wall: () => wallMs(SCENE_NOW + nowMs), mono: () => monoNs(nowMs * 1e6) };
  const drills = createDrillRunner({
    clock,
    timers: {
      after: () => () => undefined,
      every: (_, run) => {
        tick = run;
        return () => undefined;
      },
    },
    start: (level) => {
      did.push(`start ${level}`);
      results = [];
      return {
        ...{ results: () => results, lastWord: () => 'no market' },
        ...{ stop: () => did.push('stop'), kill: () => did.push('kill') },
        onExit: (listener) => {
          exit = listener;
        },
      };
    },
    keep: (result) => kept.push(result),
    refusal: () => refusal,
    onEnd: (run) => recordEnd({ store, clock, log: context.log }, run),
  });
  const context = contextOf({ store, clock, drills });
  const call = (body: unknown, session: Session | null = SESSION): ApiCall => ({
    ...{ context, body, session, path: '/api/drill', address: '127.0.0.1' },
    request: new IncomingMessage(new Socket()),
  });
  return {
    ...{ did, kept, audit, drills, context, call },
    begin: () => beginDrill(call({ level: 'kill', password: PASSWORD })),
    refuse(why: string | null) {
      refusal = why;
    },
    pass(ms: number) {
      nowMs += ms;
      tick();
    },
    done(next: readonly DrillResult[]) {
      results = next;
      tick();
    },
    exit: (code: number | null) => exit(code),
  };
}

describe('/api/drill', () => {
  test('without a session nothing is told, begun or stopped', async () => {
    const { call, did } = await scene();
    const body = { level: null, password: PASSWORD };
    for (const handler of [readDrill, beginDrill, stopDrill])
      expect((await handler(call(body, null))).status).toBe(401);
    expect(did).toEqual([]);
  });

  test('I37 it begins with the password alone, and each try is in the audit before anything runs', async () => {
    const { call, did, audit, begin } = await scene();
    const wrong = await beginDrill(call({ level: 'kill', password: 'not this one' }));
    expect(wrong).toMatchObject({ status: 403, body: { code: 'step-up' } });
    expect(did).toEqual([]);
    expect(await begin()).toMatchObject({ status: 200, body: { run: { state: 'running' } } });
    expect(did).toEqual(['start kill']);
    expect(audit.map((row) => row.split(' ', 2).join(' '))).toEqual([
      ...['drill-refused anna', 'drill anna'],
    ]);
  });

  test('a level that is none is refused by its field', async () => {
    const { call, did } = await scene();
    const bad = await beginDrill(call({ level: 'stun', password: PASSWORD }));
    expect(bad.status).toBe(400);
    expect(JSON.stringify(bad.body)).toContain('level');
    expect(did).toEqual([]);
  });

  test('F87 one that could not be recorded is not begun', async () => {
    const { call, context, did } = await scene();
    const store = { ...context.store, appendAudit: () => Promise.reject(new Error('gone')) };
    const body = { level: 'kill', password: PASSWORD };
    const answer = await beginDrill({ ...call(body), context: { ...context, store } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'store-down' } });
    expect(did).toEqual([]);
  });

  test('one at a time; the next may begin when the first has ended', async () => {
    const { begin, exit, did } = await scene();
    await begin();
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'drill-running' } });
    exit(0);
    expect((await begin()).status).toBe(200);
    expect(did).toEqual(['start kill', 'start kill']);
  });

  test('each measured level is shown and kept as it ends, once, and the end says what came of it', async () => {
    const { begin, done, exit, kept, drills, audit } = await scene();
    await begin();
    done([KILL]);
    done([KILL]);
    expect(drills.run()).toMatchObject({ state: 'running', results: [KILL] });
    exit(0);
    expect(drills.run()).toMatchObject({ state: 'passed', endedAt: SCENE_NOW });
    expect(kept).toEqual([KILL]);
    expect(audit.at(-1)).toMatch(/^drill-ended anna .*"zeroOrdersMs":412/);
  });

  test('a level that was too slow, and one that never came, are failures in words', async () => {
    const { begin, done, exit, drills } = await scene();
    await begin();
    done([{ ...KILL, isPassed: false }]);
    exit(1);
    expect(drills.run()).toMatchObject({ state: 'failed', text: 'slower than allowed: kill' });
    await begin();
    exit(1);
    expect(drills.run()?.text).toBe('not rehearsed: kill; no market');
  });

  test('it is ended by hand, by its bound of time, and by what forbids it meanwhile; then by force', async () => {
    const { begin, call, exit, pass, refuse, did, drills } = await scene();
    expect((await stopDrill(call({}))).status).toBe(409);
    await begin();
    expect((await stopDrill(call({}))).status).toBe(200);
    pass(11_000);
    exit(null);
    expect(drills.run()).toMatchObject({ state: 'stopped', text: 'stopped: by anna' });
    await begin();
    pass(301_000);
    exit(130);
    expect(drills.run()?.text).toContain('five minutes');
    await begin();
    refuse('real money is armed');
    pass(500);
    expect(did).toEqual([
      ...['start kill', 'stop', 'kill', 'start kill', 'stop', 'start kill', 'stop'],
    ]);
    exit(130);
    expect(await begin()).toMatchObject({ status: 409, body: { text: 'real money is armed' } });
  });
});

describe('what a rehearsal waits for', () => {
  const FACTS: DrillFacts = {
    ...{ mode: 'live', trading: 'paused', isKillUnderWay: false, held: 0, working: 0 },
  };
  const say = (change: Partial<DrillFacts>) => drillRefusal({ ...FACTS, ...change });

  test('real money that is armed, held or working, and everything that is not known of it', () => {
    expect(say({})).toBeNull();
    expect(say({ trading: 'armed' })).toContain('armed');
    expect(say({ held: 1 })).toContain('held');
    expect(say({ working: 2 })).toContain('2 orders');
    for (const part of ['trading', 'isKillUnderWay', 'held', 'working'] as const)
      expect(say({ [part]: null })).toContain('does not say');
  });

  test('without real money only a kill under way', () => {
    const other = { mode: 'sim', trading: 'armed', held: 3, working: 3 } as const;
    expect(say(other)).toBeNull();
    expect(say({ ...other, isKillUnderWay: true })).toContain('kill is under way');
  });

  test('an engine that is gone says nothing', () => {
    expect(drillFacts({ ...contextOf(), mode: 'live' })).toEqual({
      ...{ mode: 'live', trading: null, isKillUnderWay: null, held: null, working: null },
    });
  });
});
