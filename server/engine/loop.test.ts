// The loop: order, overflow, and what happens after a breach.
import { describe, expect, test } from 'vitest';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { print } from '#server/core/1-ingest/ingest-fixtures.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import { createLoop } from './loop.ts';
import { createManualTime } from './testing/manual-time.ts';

const TICK: EventBody = { kind: 'tick', tick: print(0, 9_500_000) };
const TIMER: EventBody = { kind: 'timer', timer: 'second' };

function setUp(step: (event: CoreEvent) => readonly never[] = () => []) {
  const { clock } = createManualTime();
  const seen: CoreEvent[] = [];
  const breaches: unknown[] = [];
  const carried: unknown[] = [];
  const loop = createLoop({
    clock,
    step: (event) => {
      seen.push(event);
      return step(event);
    },
    record: () => undefined,
    carryOut: (effect) => carried.push(effect),
    onBreach: (error) => breaches.push(error),
  });
  return { loop, seen, breaches, carried };
}

describe('loop', () => {
  test('events keep their order and get consecutive numbers', () => {
    const { loop, seen } = setUp();
    for (let i = 0; i < 10; i++) loop.push(i % 2 === 0 ? TICK : TIMER);
    loop.drain();
    expect(seen.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(seen.every((event) => event.at === wallMs(event.at))).toBe(true);
  });

  test('F11 overload drops market data only, the oldest, and never a private event', () => {
    const { loop, seen } = setUp();
    for (let i = 0; i < 30_000; i++) {
      loop.push(TICK);
      if (i % 100 === 0) loop.push(TIMER);
    }
    const { waiting, dropped } = loop.status();
    expect(dropped).toBeGreaterThan(0);
    expect(waiting).toBeLessThanOrEqual(20_001);
    loop.drain();
    expect(seen.filter((event) => event.kind === 'timer')).toHaveLength(300);
    expect(seen.length + dropped).toBe(30_300);
  });

  test('overload of private events alone loses none and does not take quadratic time', () => {
    const { loop, seen } = setUp();
    for (let i = 0; i < 100_000; i++) loop.push(TIMER);
    loop.drain();
    expect(seen).toHaveLength(100_000);
  });

  test('I2 a kill overtakes whatever waits, kills keep their order, and time does not run backwards', async () => {
    const time = createManualTime();
    const seen: CoreEvent[] = [];
    const loop = createLoop({
      clock: time.clock,
      schedule: () => undefined,
      step: (event) => {
        seen.push(event);
        return [];
      },
      record: () => undefined,
      carryOut: () => undefined,
      onBreach: () => undefined,
    });
    for (let i = 0; i < 15_000; i++) loop.push(TICK);
    await time.pass(7_000);
    const at = time.clock.wall();
    const press = (kind: 'kill' | 'flatten' | 'pause'): void =>
      loop.push({
        kind: 'command',
        command: {
          ...{ id: commandId(`press-${kind}`), by: 'operator', issuedAt: at },
          ...{ expiresAt: at, body: { kind, reason: 'test' } },
        },
      });
    for (const kind of ['pause', 'flatten', 'kill'] as const) press(kind);
    expect(loop.status().waiting).toBe(15_003);
    loop.drain();
    const pressed = seen.flatMap((event) =>
      event.kind === 'command' ? [[event.command.body.kind, event.seq]] : [],
    );
    expect(pressed).toEqual([
      ['flatten', 1],
      ['kill', 2],
      ['pause', 15_003],
    ]);
    for (const [i, event] of seen.entries())
      expect(event.mono).toBeGreaterThanOrEqual(seen[i - 1]?.mono ?? 0);
    press('kill');
    loop.drain();
    expect(seen.at(-1)?.at).toBe(at);
  });

  test('after a breach nothing more is judged or carried out', () => {
    const { loop, seen, breaches, carried } = setUp((event) => {
      if (event.seq === 3) throw new Error('Invariant: broken');
      return [];
    });
    for (let i = 0; i < 6; i++) loop.push(TIMER);
    loop.drain();
    loop.push(TIMER);
    loop.drain();
    expect(seen).toHaveLength(3);
    expect(breaches).toHaveLength(1);
    expect(carried).toEqual([]);
    expect(loop.status().waiting).toBe(0);
  });
});
