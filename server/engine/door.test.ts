// The door: what leaves in which state, by what the books say and not by what an order calls itself.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import { TRADING_STATES } from '#lib/domain/kill.ts';
import { createDoor, type DoorRequest } from './door.ts';

const enter: DoorRequest = {
  purpose: 'enter',
  reduceOnly: false,
  ticker: marketTicker('KXBTC15M-26NOV2015-15'),
  side: 'bid',
  count: count(500),
};
const exit: DoorRequest = { ...enter, purpose: 'exit', reduceOnly: true, side: 'ask' };

describe('door', () => {
  test('I2 entries leave while armed and at no other time; exits leave in every state but killed', () => {
    for (const state of TRADING_STATES) {
      const door = createDoor(() => 500);
      door.open();
      door.follow(state);
      expect(door.denies(enter) === null).toBe(state === 'armed');
      expect(door.denies(exit)).toBeNull();
      door.close('killed');
      expect(door.denies(enter)).toBe('door closed: killed');
      expect(door.denies(exit)).toBe('door closed: killed');
    }
  });

  test('a flatten lets out exits alone, and any new close or seal ends that', () => {
    const door = createDoor(() => 500);
    door.open();
    door.letExits();
    door.close('killed');
    expect(door.denies(exit)).not.toBeNull();
    door.letExits();
    expect(door.denies(exit)).toBeNull();
    expect(door.denies({ ...exit, reduceOnly: false })).not.toBeNull();
    expect(door.denies({ ...enter, reduceOnly: true })).not.toBeNull();
    door.close('killed');
    expect(door.denies(exit)).not.toBeNull();
    door.seal('stopping');
    door.letExits();
    expect(door.denies(exit)).not.toBeNull();
  });

  test('I2 a kill that was pressed shuts the door for everything at once, whatever opens meanwhile', () => {
    const door = createDoor(() => 500);
    door.open();
    door.follow('armed');
    door.hold();
    expect([door.isHeld(), door.isOpen(), door.reason()]).toEqual([
      true,
      false,
      'a kill was pressed',
    ]);
    door.open();
    door.letExits();
    for (const each of [enter, exit])
      expect(door.denies(each)).toBe('door closed: a kill was pressed');
  });

  test('I2 a kill that was judged and did not latch leaves the door as the trading state has it', () => {
    const door = createDoor(() => 500);
    door.open();
    door.follow('armed');
    door.hold();
    door.hold();
    door.letGo();
    expect(door.denies(enter)).not.toBeNull();
    door.letGo();
    expect([door.denies(enter), door.isOpen(), door.reason()]).toEqual([null, true, 'open']);
    door.hold();
    door.close('killed');
    door.letGo();
    expect(door.denies(enter)).toBe('door closed: killed');
  });

  test('an exit that would turn the position, or add to it, is none in any state', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.constantFrom('bid' as const, 'ask' as const),
        (held, wanted, side) => {
          const door = createDoor(() => held);
          door.open();
          door.follow('armed');
          const after = held + (side === 'bid' ? wanted : -wanted);
          const lowers = Math.abs(after) < Math.abs(held) && after * held >= 0;
          const denied = door.denies({ ...exit, side, count: count(wanted) });
          expect(denied === null).toBe(lowers);
        },
      ),
    );
  });
});
