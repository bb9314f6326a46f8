// The money of a ticket: worked examples, and what must hold for any of them against the fee model itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count } from './count.ts';
import { EMPTY_ACCUMULATOR, netFee } from './fee.ts';
import type { FeeTerms } from './market.ts';
import { price } from './price.ts';
import { ticketMoney } from './ticket-money.ts';

const TERMS: FeeTerms = { kind: 'quadratic', multiplier: 1 };

const anyTicket = fc
  .record({
    side: fc.constantFrom<'bid' | 'ask'>('bid', 'ask'),
    at: fc.integer({ min: 1, max: 9_999 }),
    contracts: fc.integer({ min: 1, max: 500 }),
    style: fc.constantFrom<'take' | 'make'>('take', 'make'),
  })
  .map(({ side, at, contracts, style }) => ({
    ...{ side, style, price: price(at), count: count(contracts * 100) },
  }));

describe('money of a ticket', () => {
  it('ten YES taken at 40 ¢ cost 4 $ and 0.168 $ fee, and break even at 41.68 %', () => {
    const taken = { side: 'bid', price: price(4_000), count: count(1_000), style: 'take' } as const;
    expect(ticketMoney(TERMS, taken)).toEqual({
      ...{ worstFee: 168_000, netIfRight: 5_832_000, netIfWrong: -4_168_000 },
      breakeven: 0.4168,
    });
  });

  it('buying NO is the other side of the YES price', () => {
    const no = { side: 'ask', price: price(4_000), count: count(1_000), style: 'make' } as const;
    expect(ticketMoney(TERMS, no)).toEqual({
      ...{ worstFee: 0, netIfRight: 4_000_000, netIfWrong: -6_000_000, breakeven: 0.6 },
    });
  });

  it('I16 the fee named is never less than that of one fill, and at most a step a contract more', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        const fill = { ...ticket, isTaker: ticket.style === 'take' };
        const once = netFee(TERMS, fill, EMPTY_ACCUMULATOR).fee;
        const { worstFee } = ticketMoney(TERMS, ticket);
        expect(worstFee).toBeGreaterThanOrEqual(once - 100);
        expect(worstFee - once).toBeLessThanOrEqual(ticket.count + 100);
      }),
    );
  });

  it('right and wrong are one payout apart, and at breakeven the trade earns nothing', () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        const { netIfRight, netIfWrong, breakeven } = ticketMoney(TERMS, ticket);
        expect(netIfRight - netIfWrong).toBe(ticket.count * 10_000);
        const expected = breakeven * netIfRight + (1 - breakeven) * netIfWrong;
        expect(Math.abs(expected)).toBeLessThan(1);
      }),
    );
  });

  it('no better price costs more in all than the limit', () => {
    fc.assert(
      fc.property(anyTicket, fc.integer({ min: 1, max: 9_999 }), (ticket, other) => {
        const isBetter = ticket.side === 'bid' ? other <= ticket.price : other >= ticket.price;
        fc.pre(isBetter);
        const better = ticketMoney(TERMS, { ...ticket, price: price(other) });
        // A step of rounding a contract is all that may be between them.
        const step = ticket.count;
        expect(better.netIfWrong + step).toBeGreaterThanOrEqual(
          ticketMoney(TERMS, ticket).netIfWrong,
        );
      }),
    );
  });
});
