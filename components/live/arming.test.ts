// Armed trading hotkeys: they go by themselves, and never come by themselves.
import { beforeEach, describe, expect, it } from 'vitest';
import { ARMED_MS, type Arming, createArming } from './arming.ts';

let nowMs: number;
let leave: (() => void) | null;
let late: { readonly at: number; readonly call: () => void } | null;
let arming: Arming;

/** Time passes and the timer fires when it is due. */
function pass(ms: number): void {
  nowMs += ms;
  if (late !== null && nowMs >= late.at) late.call();
}

beforeEach(() => {
  nowMs = 1_000;
  leave = null;
  late = null;
  arming = createArming({
    now: () => nowMs,
    after(ms, call) {
      late = { at: nowMs + ms, call };
      return () => {
        late = null;
      };
    },
    onLeave(call) {
      leave = call;
      return () => {
        leave = null;
      };
    },
  });
});

describe('armed hotkeys', () => {
  it('a window begins unarmed, and using a key does not arm it', () => {
    expect(arming.isArmed()).toBe(false);
    arming.use();
    expect([arming.isArmed(), arming.leftMs()]).toEqual([false, null]);
  });

  it('unused they are off after their time, to the millisecond, also with a late timer', () => {
    arming.arm();
    nowMs += ARMED_MS - 1;
    expect(arming.isArmed()).toBe(true);
    nowMs += 1;
    expect(arming.isArmed()).toBe(false);
    arming.use();
    expect(arming.isArmed()).toBe(false);
    pass(0);
    expect(arming.leftMs()).toBeNull();
  });

  it('each use begins the time anew', () => {
    arming.arm();
    pass(ARMED_MS - 1);
    arming.use();
    pass(ARMED_MS - 1);
    expect([arming.isArmed(), arming.leftMs()]).toEqual([true, 1]);
    pass(1);
    expect(arming.isArmed()).toBe(false);
  });

  it('leaving the window disarms, and coming back does not arm', () => {
    arming.arm();
    leave?.();
    expect(arming.isArmed()).toBe(false);
    expect([leave, late]).toEqual([null, null]);
  });

  it('whoever shows it is told of every change until it stops listening', () => {
    const seen: boolean[] = [];
    const stop = arming.subscribe(() => void seen.push(arming.isArmed()));
    arming.arm();
    arming.disarm();
    stop();
    arming.arm();
    expect(seen).toEqual([true, false]);
  });
});
