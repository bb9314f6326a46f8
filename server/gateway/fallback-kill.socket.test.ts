// The gateway's second way to a kill, over a real link to a watchdog that only listens.
import { afterEach, expect, test } from 'vitest';
import { serveLink } from '#server/adapters/link/serve-link.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { createManualTime } from '#server/engine/testing/manual-time.ts';
import { createFallbackKill } from './fallback-kill.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

test('F73 a kill and a flatten reach the watchdog as what they are, and its answer comes back', async () => {
  const clock = createSystemClock();
  const heard: unknown[] = [];
  const server = await serveLink({
    ...{ port: 0, token: 'not a secret at all, really' },
    hello: () => ({
      ...{ kind: 'hello', role: 'watchdog', build: 'b-1' },
      ...{ boot: 'boot-1', mode: 'sim', pid: 1 },
    }),
    onRequest(request, peer) {
      if (request.kind !== 'command') return;
      const { id, by, body } = request.command;
      heard.push([by, body]);
      peer.send({
        kind: 'reply',
        reply: { id, ok: true, code: 'killed', text: 'x', at: clock.wall() },
      });
    },
  });
  ends.push(() => server.close());
  const kill = createFallbackKill({
    ...{ clock, timers: createSystemTimers(), build: 'b-1', newId: () => crypto.randomUUID() },
    address: { port: server.port, token: 'not a secret at all, really' },
  });
  for (const level of ['kill', 'flatten'] as const)
    expect(await kill('operator', 'panic', level)).toMatchObject({ ok: true, code: 'killed' });
  expect(heard).toEqual([
    ['operator', { kind: 'kill', reason: 'panic' }],
    ['operator', { kind: 'flatten', reason: 'panic' }],
  ]);
});

test('F74 without a watchdog the answer says that nothing is confirmed', async () => {
  const { clock, timers, pass } = createManualTime();
  const kill = createFallbackKill({
    ...{ clock, timers, build: 'b-1', newId: () => 'kill-without-watchdog' },
    address: { port: 1, token: 'x'.repeat(24) },
  });
  const pending = kill('operator', 'panic', 'kill');
  await pass(15_000);
  expect(await pending).toMatchObject({ ok: false, code: 'unconfirmed' });
});
