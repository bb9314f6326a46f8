// The trading state machine: who may arm, what latches, what releases.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import {
  arm,
  createTradingControl,
  disarm,
  kill,
  killStep,
  pause,
  reduceOnly,
  release,
  type TradingControl,
} from './kill.ts';

const READY = { reconciled: true, orderGroupReady: true };
const at = (seconds: number) => wallMs(1_000_000 + seconds * 1000);
const step = (name: KillStepReport['step'], resting: number | null = null): KillStepReport => ({
  kind: 'kill-step',
  step: name,
  detail: '',
  resting,
});

function killed(): TradingControl {
  return kill(createTradingControl(null), { id: 'k1', at: at(0), by: 'trader', reason: 'drill' })
    .control;
}

function confirmed(): TradingControl {
  const cancelled = killStep(killed(), step('cancel-all'), at(1));
  return killStep(cancelled, step('confirmed', 0), at(3));
}

describe('permission to trade', () => {
  test('starts disarmed, and F75 comes back killed with the latch that was found', () => {
    expect(createTradingControl(null).state).toBe('disarmed');
    const { latch } = killed();
    expect(createTradingControl(latch)).toMatchObject({ state: 'killed', latch });
  });

  test('arms only when reconciled and with a proven order group', () => {
    const fresh = createTradingControl(null);
    expect(arm(fresh, READY)).toMatchObject({
      ok: true,
      control: { state: 'armed', reason: null },
    });
    expect(arm(fresh, { ...READY, reconciled: false }).ok).toBe(false);
    expect(arm(fresh, { ...READY, orderGroupReady: false }).ok).toBe(false);
    expect(arm(confirmed(), READY).ok).toBe(false);
  });

  test('what stands already is granted and changes nothing, even where it could not be had anew', () => {
    const armed = arm(createTradingControl(null), READY).control;
    expect(arm(armed, { reconciled: false, orderGroupReady: false })).toEqual({
      ...{ ok: true, control: armed },
    });
    const reducing = reduceOnly(armed, 'drift').control;
    expect(pause(reducing, 'x')).toEqual({ ok: true, control: reducing });
    expect(reduceOnly(reducing, 'x')).toEqual({ ok: true, control: reducing });
  });

  test('reduce only follows armed or paused, is not softened by a pause, and only arming or a kill ends it', () => {
    const armed = arm(createTradingControl(null), READY).control;
    const reducing = reduceOnly(armed, 'drift').control;
    expect(reducing).toMatchObject({ state: 'reducing', reason: 'drift' });
    expect(pause(reducing, 'softer').control).toBe(reducing);
    expect(reduceOnly(pause(armed, 'x').control, 'y').control.state).toBe('reducing');
    expect(reduceOnly(createTradingControl(null), 'x').ok).toBe(false);
    expect(reduceOnly(killed(), 'x').ok).toBe(false);
    expect(arm(reducing, READY).control.state).toBe('armed');
  });

  test('the level of a second press counts: flatten begins the exits of a kill, kill ends them', () => {
    const press = { id: 'k2', at: at(5), by: 'trader', reason: 'again' };
    const flat = kill(killed(), { ...press, flatten: true });
    expect(flat).toMatchObject({ first: false, releveled: true });
    expect(flat.control.latch).toMatchObject({ id: 'k1', flatten: true });
    const again = kill(flat.control, { ...press, flatten: true });
    expect(again.releveled).toBe(false);
    const stopped = kill(again.control, press);
    expect(stopped.releveled).toBe(true);
    expect(stopped.control.latch?.flatten).toBe(false);
  });

  test('F72 a second press changes nothing but the note of it', () => {
    const first = killed();
    const again = kill(first, { id: 'k2', at: at(5), by: 'other', reason: 'me too' });
    expect(again.first).toBe(false);
    expect(again.control.latch).toMatchObject({
      id: 'k1',
      by: 'trader',
      steps: [{ name: 'pressed-again' }],
    });
  });

  test('F74 shows no confirmation before the venue gave it, and takes it back when orders reappear', () => {
    expect(killStep(killed(), step('first-read', 0), at(2)).latch?.confirmedAt).toBeNull();
    expect(killStep(killed(), step('confirmed', 3), at(2)).latch?.confirmedAt).toBeNull();
    expect(confirmed().latch?.confirmedAt).toBe(at(3));
    expect(killStep(confirmed(), step('second-read', 1), at(4)).latch?.confirmedAt).toBeNull();
    expect(killStep(confirmed(), step('failed'), at(4)).latch?.confirmedAt).toBeNull();
  });

  test('F76 and F119 release waits for confirmation, known orders and sixty seconds after cancel-all', () => {
    const conditions = {
      ...{ at: at(61), unknownOrders: [], minReleaseSeconds: 60, sinceCancelMs: null },
    };
    expect(release(killed(), conditions).ok).toBe(false);
    expect(release(confirmed(), { ...conditions, unknownOrders: ['c-1'] })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('c-1'),
    });
    expect(release(confirmed(), { ...conditions, at: wallMs(at(61) - 1) }).ok).toBe(false);
    expect(release(confirmed(), conditions)).toMatchObject({
      ok: true,
      control: { state: 'paused', latch: null },
    });
    expect(release(createTradingControl(null), conditions).ok).toBe(false);
  });

  test('says why it is not armed, and says nothing while it is', () => {
    const fresh = createTradingControl(null);
    const armed = arm(fresh, READY).control;
    expect(fresh).toMatchObject({ latch: null, reason: 'not armed since start' });
    expect(armed).toEqual({ state: 'armed', latch: null, reason: null });
    expect(arm(armed, { reconciled: false, orderGroupReady: false }).control).toBe(armed);
    const paused = pause(armed, 'lunch').control;
    expect(paused).toEqual({ state: 'paused', latch: null, reason: 'lunch' });
    expect(pause(paused, 'tea').control.reason).toBe('tea');
    expect(pause(fresh, 'x')).toMatchObject({ ok: false, control: fresh });
    const reducing = reduceOnly(armed, 'drift').control;
    expect(reduceOnly(reducing, 'other')).toEqual({ ok: true, control: reducing });
    expect(disarm(reducing, 'books')).toEqual({
      ok: true,
      control: { state: 'disarmed', latch: null, reason: 'books' },
    });
  });

  test('killed refuses every other wish and stays the same value', () => {
    const control = killed();
    for (const change of [
      arm(control, READY),
      pause(control, 'x'),
      reduceOnly(control, 'x'),
      disarm(control, 'x'),
    ]) {
      expect(change.ok).toBe(false);
      expect(change.control).toBe(control);
    }
  });

  test('F72 the latch holds who, when and why of the first press, and each press as a step', () => {
    const first = kill(createTradingControl(null), {
      ...{ id: 'k1', at: at(0), by: 'trader', reason: 'drill', flatten: true },
    });
    expect(first).toEqual({
      first: true,
      releveled: false,
      control: {
        state: 'killed',
        reason: 'drill',
        latch: {
          ...{ id: 'k1', at: at(0), by: 'trader', reason: 'drill' },
          ...{ steps: [], confirmedAt: null, flatten: true },
        },
      },
    });
    const again = kill(confirmed(), { id: 'k2', at: at(5), by: 'other', reason: 'me too' });
    expect(again.releveled).toBe(false);
    expect(again.control.latch).toMatchObject({ confirmedAt: at(3), flatten: false });
    expect(again.control.latch?.steps.map(({ name, at: when }) => [name, when])).toEqual([
      ['cancel-all', at(1)],
      ['confirmed', at(3)],
      ['pressed-again', at(5)],
    ]);
  });

  test('a step without a kill changes nothing; with one it is kept with its words and time', () => {
    const fresh = createTradingControl(null);
    expect(killStep(fresh, step('confirmed', 0), at(1))).toBe(fresh);
    const noted = killStep(killed(), { ...step('first-read', 0), detail: '0 resting' }, at(2));
    expect(noted.latch?.steps).toEqual([{ name: 'first-read', at: at(2), detail: '0 resting' }]);
    expect(killStep(confirmed(), step('second-read', 0), at(4)).latch?.confirmedAt).toBe(at(3));
    expect(killStep(confirmed(), step('verified'), at(5)).latch?.confirmedAt).toBe(at(3));
    expect(killStep(confirmed(), step('confirmed'), at(6)).latch?.confirmedAt).toBe(at(6));
  });

  test('F119 the wait runs from the last cancel-all, or from the kill without one, and is told in seconds', () => {
    const conditions = { unknownOrders: [], minReleaseSeconds: 60, sinceCancelMs: null };
    const twice = killStep(confirmed(), step('cancel-all'), at(10));
    expect(release(twice, { ...conditions, at: wallMs(at(70) - 1) })).toMatchObject({
      ok: false,
      control: twice,
      reason: expect.stringMatching(/wait 1 s/),
    });
    expect(release(twice, { ...conditions, at: at(70) }).ok).toBe(true);
    // F96: a wall clock that stepped forward shortens nothing.
    expect(release(twice, { ...conditions, at: at(200), sinceCancelMs: 59_000 })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/wait 1 s/),
    });
    expect(release(twice, { ...conditions, at: at(200), sinceCancelMs: 60_000 }).ok).toBe(true);
    const direct = killStep(killed(), step('confirmed', 0), at(3));
    expect(release(direct, { ...conditions, at: wallMs(at(60) - 1) }).ok).toBe(false);
    expect(release(direct, { ...conditions, at: at(60) }).ok).toBe(true);
  });

  test('I4 nothing but a release leaves the killed state, whatever else is tried', () => {
    const moves = fc.constantFrom('arm', 'pause', 'disarm', 'kill', 'step', 'read');
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 30 }), (tried) => {
        let control = killed();
        for (const move of tried) {
          if (move === 'arm') control = arm(control, READY).control;
          if (move === 'pause') control = pause(control, 'x').control;
          if (move === 'disarm') control = disarm(control, 'x').control;
          if (move === 'kill')
            control = kill(control, { id: 'k9', at: at(9), by: 'x', reason: 'x' }).control;
          if (move === 'step') control = killStep(control, step('confirmed', 0), at(9));
          if (move === 'read') control = killStep(control, step('second-read', 2), at(9));
          expect(control.state).toBe('killed');
          expect(control.latch?.id).toBe('k1');
        }
      }),
    );
  });
});
