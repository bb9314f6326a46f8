// The kill as the core does it, effect by effect: what goes out and in which order, what is stored, what is forgotten.
import { describe, expect, test } from 'vitest';
import { approvalId, orderGroupId } from '#lib/domain/ids.ts';
import { monoNs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import { raise } from '../4-gate/approvals.ts';
import { decide } from '../4-gate/decide.ts';
import { sealDecision } from '../4-gate/seal-decision.ts';
import { GOOD, NOW } from '../4-gate/testing/sample-input.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { KILL_DEADLINE_MS, killNow } from './kill-now.ts';
import { createDriver, TICKER } from './testing/spine-driver.ts';

const later = (ms: number): WallMs => wallMs(NOW + ms);
const event = (seq: number) => ({
  ...({ kind: 'timer', timer: 'second', seq, at: later(seq) } as const),
  mono: monoNs(seq),
});

function press(world: World, seq: number, flatten?: boolean): { out: Effect[]; first: boolean } {
  const out: Effect[] = [];
  const level = flatten === undefined ? {} : { flatten };
  const first = killNow(world, event(seq), { by: `p${seq}`, reason: `r${seq}`, ...level }, out);
  return { out, first };
}

const kindsOf = (out: readonly Effect[]) => out.map((each) => each.kind);
const recordsOf = (out: readonly Effect[]) =>
  out.flatMap((each) => (each.kind === 'persist' ? each.records : []));

describe('the kill of the core', () => {
  test('F72 I4 latches once and stops the exchange before anything is written', () => {
    const { world } = createDriver();
    const { out, first } = press(world, 1);
    const latch = world.control.latch;
    expect(first).toBe(true);
    expect(world.control.state).toBe('killed');
    expect(latch).toMatchObject({ at: later(1), by: 'p1', reason: 'r1', flatten: false });
    expect(out).toMatchObject([
      { kind: 'kill', latchId: latch?.id, by: 'p1', reason: 'r1' },
      { kind: 'alarm', severity: 'critical', code: 'killed', text: 'trading killed by p1: r1' },
      { kind: 'timer', timer: 'kill-deadline', afterMs: KILL_DEADLINE_MS },
      { kind: 'persist' },
    ]);
    expect(recordsOf(out)).toEqual([
      { kind: 'kill', latch },
      {
        ...{ kind: 'audit', at: later(1), by: 'p1', action: 'kill' },
        detail: JSON.stringify({ latch: latch?.id, reason: 'r1', flatten: false }),
      },
    ]);
  });

  test('F72 a second press of the same level only adds a note and an audit row', () => {
    const { world } = createDriver();
    press(world, 1);
    const id = world.control.latch?.id;
    const { out, first } = press(world, 2);
    expect(first).toBe(false);
    expect(kindsOf(out)).toEqual(['persist']);
    expect(world.control.latch).toMatchObject({
      id,
      steps: [{ name: 'pressed-again', at: later(2) }],
    });
    expect(recordsOf(out)).toMatchObject([
      { kind: 'kill', latch: { id } },
      { kind: 'audit', action: 'kill-again', by: 'p2' },
    ]);
  });

  test('a press of another level goes out anew and says which', () => {
    const { world } = createDriver();
    press(world, 1);
    const id = world.control.latch?.id;
    for (const [seq, flatten, words] of [
      [2, true, 'p2 asked to flatten'],
      [3, false, 'p3 stopped the exits'],
    ] as const) {
      expect(press(world, seq, flatten).out).toMatchObject([
        { kind: 'kill', latchId: id, by: `p${seq}` },
        {
          ...{ kind: 'alarm', severity: 'critical', code: 'kill-level' },
          text: expect.stringContaining(words),
        },
        { kind: 'persist' },
      ]);
    }
  });

  test('a plain kill closes the lane of the exits and says so; a flatten leaves it', () => {
    const { world } = createDriver();
    press(world, 1);
    world.exitGroupId = orderGroupId('lane');
    expect(kindsOf(press(world, 2).out)).toEqual(['kill', 'alarm', 'persist']);
    expect(world.exitGroupId).toBeNull();
    expect(press(world, 3, true).first).toBe(false);
    world.exitGroupId = orderGroupId('lane');
    expect(kindsOf(press(world, 4, true).out)).toEqual(['persist']);
    expect(world.exitGroupId).toBe('lane');
  });

  test('F84 every offer that waited is withdrawn and stored', () => {
    const { world } = createDriver();
    const decision = sealDecision(decide(GOOD));
    const id = approvalId('a');
    raise(world.approvals, decision, {
      ...{ id, at: NOW, limits: GOOD.limits, closeAt: GOOD.market.closeAt },
    });
    const { out } = press(world, 1);
    const approval = world.approvals.byId.get(id);
    expect(approval).toMatchObject({ state: 'withdrawn', reason: 'kill', answeredAt: later(1) });
    expect(recordsOf(out)).toContainEqual({ kind: 'approval', approval });
  });

  test('a click from before the kill does not act after it, one to flatten keeps those made since', () => {
    const { world } = createDriver();
    const ask = () => world.closeRequests.set(TICKER, { by: 'ann', until: later(60_000) });
    const until = () => world.closeRequests.get(TICKER)?.until;
    ask();
    press(world, 1, true);
    expect(until()).toBe(0);
    ask();
    press(world, 2, true);
    expect(until()).toBe(later(60_000));
    press(world, 3);
    expect(until()).toBe(0);
  });
});
