// What a ticket costs and pays at its limit. In: fee terms, ticket. Out: fee, both outcomes, breakeven; integers of 1e-6 $.
import { count } from './count.ts';
import { EMPTY_ACCUMULATOR, netFee } from './fee.ts';
import type { FeeTerms } from './market.ts';
import { type MicroDollars, money } from './money.ts';
import type { Ticket } from './ticket.ts';

/** One contract, 1e-2. */
const ONE_CONTRACT = 100;

export interface TicketMoney {
  /** Fee when every contract fills by itself at the limit, each rounded up: the most that can be charged there. */
  readonly worstFee: MicroDollars;
  /** Result of this trade alone, after that fee, when the outcome it bets on comes; of an exit: what it brings in. */
  readonly netIfRight: MicroDollars;
  /** The same when the other outcome comes, ≤ 0; of an exit: what holding on would have paid instead. */
  readonly netIfWrong: MicroDollars;
  /** Probability of the outcome it bets on at which it earns nothing, 0 … ; above 1 it cannot earn anything. */
  readonly breakeven: number;
}

/**
 * Money of `ticket` filled whole at its limit. Price and fee together are never more than here: a better price saves
 * more than the fee at it can grow (the fee changes by at most 7 % of the price). Takers' fee for `take`, makers' for `make`.
 */
export function ticketMoney(
  terms: FeeTerms,
  ticket: Pick<Ticket, 'side' | 'price' | 'count' | 'style'>,
): TicketMoney {
  const { side, price, style } = ticket;
  const one = { side, price, count: count(ONE_CONTRACT), isTaker: style === 'take' };
  const feeOfOne = netFee(terms, one, EMPTY_ACCUMULATOR).fee;
  const worstFee = Math.ceil((feeOfOne * ticket.count) / ONE_CONTRACT);
  const paid = (side === 'bid' ? price : 10_000 - price) * ticket.count;
  const payout = 10_000 * ticket.count;
  return {
    worstFee: money(worstFee),
    netIfRight: money(payout - paid - worstFee),
    netIfWrong: money(-paid - worstFee),
    breakeven: payout === 0 ? 0 : (paid + worstFee) / payout,
  };
}
