// A ticket: one order as a person words it. In: what was chosen on screen. Out: what engine and console speak about.
import { sha256 } from '../hash.ts';
import type { CentiContracts } from './count.ts';
import { type ClientOrderId, type CommandId, clientOrderId, type MarketTicker } from './ids.ts';
import type { OrderPurpose } from './order.ts';
import type { CentiCents } from './price.ts';
import type { BookSide } from './side.ts';

export interface Ticket {
  readonly ticker: MarketTicker;
  /** enter buys an outcome; exit sells what is held of it and never more. */
  readonly purpose: OrderPurpose;
  /** Of the YES book: buying NO and selling YES are both an ask. */
  readonly side: BookSide;
  /** The limit on the YES scale, 1e-4 $. */
  readonly price: CentiCents;
  readonly count: CentiContracts;
  /** take: immediate or cancel; make: post only, rests. */
  readonly style: 'take' | 'make';
}

/** "MANU" in ASCII: the first eight digits of every order id made for a ticket, here and in the venue's records. */
const MARK = '4d414e55';

/**
 * The id of the one order a ticket can become: a function of the id the ticket was opened with, so that a ticket sent
 * again, also after a restart, names the same order, which our store and the venue take once (I11).
 */
export function ticketOrderId(ticket: CommandId): ClientOrderId {
  const hex = sha256(`ticket:${ticket}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return clientOrderId(
    `${MARK}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

/** True for an order that a person worded, by its id alone: that survives a restart. */
export function isTicketOrder(id: ClientOrderId): boolean {
  return id.startsWith(`${MARK}-`);
}
