// The words of a kill banner: state first, what is still open, and flat only when it is so.
import { describe, expect, test } from 'vitest';
import { killFacts, lossText, sizeText } from './kill-facts.ts';

const CONFIRMED_AT = Date.UTC(2026, 10, 24, 1, 4, 11);
const YES = {
  ...{ ticker: 'KXBTC15M-A', title: 'A', contracts: 2_500, venueContracts: null },
  costMicro: 6_500_000,
  closeAt: Date.UTC(2026, 10, 24, 1, 15),
  state: 'open',
} as const;
const DONE = { ...YES, ticker: 'KXBTC15M-B', contracts: 0, state: 'closed' } as const;
const KILL = { confirmedAt: CONFIRMED_AT } as const;
const FLATTEN = { ...KILL, flatten: true } as const;
const SCENE = { kill: KILL, orders: [], positions: [DONE], isKnown: true } as const;

describe('what a kill leaves', () => {
  test('F74 a position that is still held is named after the state, with its worst case and its end', () => {
    const facts = killFacts({ ...SCENE, positions: [DONE, YES] });
    expect(facts).toMatchObject({
      headline: 'Stopped',
      orders: '0 orders rest',
      confirmed: 'confirmed 01:04:11',
      open: 'Still open:',
    });
    expect(facts.held.map(sizeText)).toEqual(['25 YES']);
    expect(facts.held.map(lossText)).toEqual(['worst case −$6.50, settles 01:15']);
  });

  test('F74 flat is said once the kill is confirmed, nothing rests and nothing is held', () => {
    const flat = 'Killed, flat: 0 orders, 0 positions';
    expect(killFacts(SCENE).headline).toBe(flat);
    expect(killFacts({ ...SCENE, kill: FLATTEN }).headline).toBe(flat);
  });

  test('F74 a flatten under way says how many positions are open', () => {
    const scene = { ...SCENE, kill: FLATTEN, positions: [YES] };
    expect(killFacts(scene).headline).toBe('Killed, flattening: 1 position open');
    const exits = killFacts({ ...scene, orders: [{ state: 'resting' }] });
    expect(exits.orders).toBe('1 order may still fill');
  });

  test.each([
    ['the account was never read, or the line is down', { ...SCENE, isKnown: false }],
    ['no list of positions has arrived', { ...SCENE, positions: null }],
    ['no list of orders has arrived', { ...SCENE, orders: null }],
    ['the kill is not confirmed', { ...SCENE, kill: { confirmedAt: null } }],
    ['an order may still fill', { ...SCENE, orders: [{ state: 'unknown' } as const] }],
    ['books and venue differ', { ...SCENE, positions: [{ ...DONE, state: 'disagree' } as const] }],
  ])('F74 flat is not said when %s', (_, scene) => {
    for (const kill of [scene.kill, { ...scene.kill, flatten: true }])
      expect(killFacts({ ...scene, kill }).headline).not.toContain('flat:');
  });

  test('missing is not zero: what is not known is called so', () => {
    expect(killFacts({ ...SCENE, isKnown: false })).toMatchObject({
      orders: 'Orders now not known; 0 rested when last confirmed',
      open: 'Positions not known',
    });
    expect(killFacts({ ...SCENE, positions: [YES], isKnown: false }).open).toBe(
      'Not known now, last seen open:',
    );
    expect(killFacts({ ...SCENE, kill: null })).toMatchObject({
      headline: 'Trading killed',
      orders: 'Orders may still be working',
      confirmed: null,
    });
  });

  test('of a disputed position both counts are shown and no loss is claimed', () => {
    const disputed = { ...YES, state: 'disagree', venueContracts: -100 } as const;
    expect(sizeText(disputed)).toBe('25 YES (venue: 1 NO)');
    expect(lossText({ ...disputed, closeAt: null })).toBe(
      'worst case not known, settles at a time not known',
    );
    expect(lossText({ ...YES, state: 'awaiting-settlement' })).toContain('settling');
  });
});
