// A balance that is negative or too small: entries stop, leaving stays possible, and nobody "corrects" the books.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { money } from '#lib/domain/money.ts';
import { decide } from '../4-gate/decide.ts';
import { inputWith } from '../4-gate/testing/sample-input.ts';
import { cashOf } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import { createDriver, optionsOf, ordersIn } from './testing/spine-driver.ts';

const OPTIONS = optionsOf({}, { flagFirstOfDay: false, flagConfidence: 0, flagDisagreement: 1 });

const ledgerRecords = (effects: readonly Effect[]) =>
  effects
    .flatMap((each) => (each.kind === 'persist' ? each.records : []))
    .filter((record) => record.kind === 'ledger');

describe('short of money', () => {
  /** Armed over `cash` as the venue tells it just before the market becomes worth entering. */
  function seeOffer(cash: number | null) {
    const driver = createDriver(OPTIONS);
    driver.boot();
    driver.seconds(70);
    driver.command({ kind: 'arm' });
    const before = cashOf(driver.world.ledger);
    const told = cash ?? before;
    const balance = { kind: 'balance', shard: 2, cash: money(told), at: driver.now() } as const;
    const reading = driver.send(driver.reading({ balance }));
    const effects = [...reading, ...driver.quote(47, 49), ...driver.seconds(2)];
    return { driver, before, effects };
  }

  test('F64 a balance below zero blocks entries, is named, and gets no entry of our own', () => {
    expect(ordersIn(seeOffer(null).effects)).toHaveLength(1);
    const { driver, before, effects } = seeOffer(-5_000_000);
    expect(ordersIn(effects)).toEqual([]);
    expect(ledgerRecords(effects)).toEqual([]);
    expect(cashOf(driver.world.ledger)).toBe(before);
    expect(driver.world.reconciled.clean).toBe(false);
    expect(driver.world.reconciled.drift.join()).toContain('cash differs');
  });

  test('F64 no order costs more than the cash there is, down to none, and below it everything is flat', () => {
    let entered = 0;
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 200_000_000 }), (cash) => {
        const { verdict, intent } = decide(inputWith({ cash: money(cash) }));
        if (cash < 500_000) expect(verdict).toBe('flat');
        if (intent === null) return;
        entered += 1;
        expect(intent.price * intent.count).toBeLessThanOrEqual(cash);
      }),
      { numRuns: 300, seed: 64 },
    );
    expect(entered).toBeGreaterThan(50);
  });
});
