// A ticket before the gate: every check speaks, exits pass all but the physical ones, nothing is sold that is not held.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import type { Position } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import { ticketMoney } from '#lib/domain/ticket-money.ts';
import { CHECKS } from './checks.ts';
import type { GateInput } from './gate-input.ts';
import { judgeTicket } from './judge-ticket.ts';
import { inputWith, MARKET, NOW, TICKER } from './testing/sample-input.ts';

const BUY: Ticket = {
  ...{ ticker: TICKER, purpose: 'enter', side: 'bid', style: 'take' },
  ...{ price: price(4_800), count: count(200) },
};
const SELL: Ticket = { ...BUY, purpose: 'exit', side: 'ask', price: price(4_700) };

function heldPosition(contracts: number): Position {
  return {
    ...{ ticker: TICKER, contracts: signedCount(contracts), settled: false },
    ...{ cost: money(0), fees: money(0), realised: money(0) },
  } as unknown as Position;
}

function ids(input: GateInput, ticket: Ticket): readonly string[] {
  return judgeTicket(input, ticket, 'ann').refusals.map((each) => each.id);
}

describe('a ticket before the gate', () => {
  test('an entry that passes every check becomes an intent, and the sentence names who ordered it', () => {
    const { draft, refusals } = judgeTicket(inputWith({}), BUY, 'ann');
    expect(refusals).toEqual([]);
    expect(draft).toMatchObject({
      verdict: 'enter',
      intent: { side: 'bid', price: 4_800, count: 200, timeInForce: 'immediate_or_cancel' },
    });
    expect(draft.sentence).toContain('by hand by ann');
    expect(draft.checks).toHaveLength(CHECKS.length);
  });

  test('no check is the operator’s to override, the edge among them', () => {
    const dear = { ...BUY, price: price(5_500) };
    const judged = judgeTicket(inputWith({}), dear, 'ann');
    expect(judged.draft.intent).toBeNull();
    expect(judged.refusals.map((each) => each.id)).toContain('edge');
    expect(ids(inputWith({ trading: 'paused' }), BUY)).toContain('trading-armed');
    expect(ids(inputWith({ fair: null, fairReason: 'cold' }), BUY)).toContain(
      'fair-value-available',
    );
  });

  test('a market closed by hand is open to the hand, but not while a wish to close stands', () => {
    expect(ids(inputWith({ operatorLeft: true }), BUY)).toEqual([]);
    const asked = inputWith({ operatorLeft: true, closeRequestedBy: 'ann' });
    expect(ids(asked, BUY)).toEqual(['operator-left']);
  });

  test('a price that reaches nobody and a quote that would trade are told before the venue refuses them', () => {
    expect(ids(inputWith({}), { ...BUY, price: price(4_500) })).toContain('no-fill');
    expect(ids(inputWith({}), { ...BUY, style: 'make' })).toContain('would-cross');
    expect(ids(inputWith({}), { ...BUY, price: price(4_850) })).toContain('price-on-grid');
  });

  test('what is held is not added to, and only what is held is sold', () => {
    const held = inputWith({ position: heldPosition(300) });
    expect(ids(held, BUY)).toContain('held-already');
    expect(ids(held, { ...SELL, side: 'bid' })).toContain('nothing-held');
    expect(judgeTicket(held, { ...SELL, count: count(900) }, 'ann').ticket.count).toBe(300);
  });

  test('F81 an exit passes with trading paused, unreconciled, without a fair value and over every limit', () => {
    const bad = inputWith({
      ...{ position: heldPosition(300), trading: 'paused', reconciled: false, fair: null },
      ...{ cash: null, exposures: null, dayPnl: money(-1e9), forecast: null, host: null },
    });
    const { draft, refusals } = judgeTicket(bad, SELL, 'ann');
    expect(refusals).toEqual([]);
    expect(draft.intent).toMatchObject({ purpose: 'exit', reduceOnly: true, count: 200 });
  });

  test('I34 a resting exit expires within 120 s and before the close', () => {
    const soon = { ...MARKET, closeAt: NOW + 30_500 } as typeof MARKET;
    const input = inputWith({ position: heldPosition(300), market: soon });
    const rest = { ...SELL, style: 'make', price: price(4_900) } as const;
    expect(judgeTicket(input, rest, 'ann').draft.intent?.expiresAt).toBe(NOW + 30_000);
    const later = inputWith({ position: heldPosition(300) });
    expect(judgeTicket(later, rest, 'ann').draft.intent?.expiresAt).toBe(NOW + 120_000);
  });

  test('I15 on books in doubt nothing rests as an exit: only a taker’s order is reduce-only at the exchange', () => {
    const unsure = inputWith({ position: heldPosition(300), reconciled: false });
    const rest = { ...SELL, style: 'make', price: price(4_900) } as const;
    expect(ids(unsure, rest)).toEqual(['no-rest-in-doubt']);
    expect(ids(unsure, SELL)).toEqual([]);
  });

  test('F28 an exit that would end before it is sent is refused in words', () => {
    const closing = { ...MARKET, closeAt: NOW + 400 } as typeof MARKET;
    const input = inputWith({ position: heldPosition(300), market: closing, at: NOW });
    const rest = { ...SELL, style: 'make', price: price(4_900) } as const;
    expect(ids(input, rest)).toContain('no-rest');
  });

  test('gate and ticket count the same fee, whatever the ticket', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<'bid' | 'ask'>('bid', 'ask'),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 1, max: 30 }),
        (side, at, size) => {
          const ticket = { ...BUY, side, price: price(at * 100), count: count(size * 100) };
          const { candidate } = judgeTicket(inputWith({}), ticket, 'ann').draft;
          const fee = (candidate?.feePerContract ?? Number.NaN) * ticket.count;
          expect(fee).toBeCloseTo(ticketMoney(MARKET.fee, ticket).worstFee, 6);
        },
      ),
    );
  });
});
