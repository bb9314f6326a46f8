// Hundredths of a contract through wire text, books, exposure and settlement: never a rounding, never a float.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, countToWire, parseCount } from '#lib/domain/count.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { unwrap } from '#lib/result.ts';
import { openingBalance } from './capital.ts';
import { fillToPosition } from './fill-to-position.ts';
import { applyTransaction, cashOf, createLedger, positionOf } from './ledger-state.ts';
import { settle } from './settle.ts';

const AT = wallMs(1_795_186_800_000);
const TICKER = marketTicker('A');
const CASH = 1_000_000_000;

const pieces = fc.array(
  fc.record({
    hundredths: fc.integer({ min: 1, max: 250 }),
    cents: fc.integer({ min: 1, max: 99 }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('hundredths of a contract', () => {
  test('F61 any pieces add up exactly, from the text of the wire to the payout', () => {
    fc.assert(
      fc.property(pieces, fc.boolean(), (list, isYes) => {
        const ledger = createLedger();
        applyTransaction(ledger, openingBalance({ cash: money(CASH), at: AT }));
        for (const [index, { hundredths, cents }] of list.entries()) {
          const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
          const size = unwrap(parseCount(text));
          expect(countToWire(size)).toBe(text);
          const booked = fillToPosition(ledger, {
            kind: 'fill',
            tradeId: tradeId(String(index)),
            venueOrderId: venueOrderId('v'),
            clientOrderId: null,
            ticker: TICKER,
            side: 'bid',
            price: price(cents * 100),
            count: size,
            isTaker: true,
            fee: money(0),
            venueAt: AT,
            source: 'read',
          });
          expect(booked !== null && applyTransaction(ledger, booked)).toBe(true);
        }
        const held = list.reduce((sum, each) => sum + each.hundredths, 0);
        // A hundredth of a contract at a cent is $0.0001: 100 micro-dollars.
        const paid = list.reduce((sum, each) => sum + each.hundredths * each.cents * 100, 0);
        expect(positionOf(ledger, TICKER)).toMatchObject({ contracts: held, cost: paid });
        const payout = settle(ledger, {
          ticker: TICKER,
          result: isYes ? 'yes' : 'no',
          yesPayout: price(isYes ? 10_000 : 0),
          fee: money(0),
          settledAt: AT,
        });
        expect(payout !== null && applyTransaction(ledger, payout)).toBe(true);
        expect(cashOf(ledger)).toBe(CASH - paid + (isYes ? held * 10_000 : 0));
      }),
    );
  });

  test('F61 a part finer than a hundredth is refused, not rounded', () => {
    for (const text of ['0.001', '0.005', '1.999']) expect(parseCount(text).ok).toBe(false);
    expect(() => count(0.5)).toThrow('Condition failed');
  });
});
