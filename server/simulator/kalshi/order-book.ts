// One market's unified book: YES bids and YES asks (an ask at p is a NO bid at 1 − p), price-time FIFO.
// In: orders. Out: best orders, levels, queue places. Knows nothing of money or accounts.
import { assertInvariant, ensure } from '#lib/check.ts';
import type { BookSide, DepthLevel } from './market-shapes.ts';

/** What the book needs of an order; it reads `remaining` and never writes it. */
export interface BookOrder {
  readonly id: string;
  readonly side: BookSide;
  priceCentiCents: number;
  remaining: number;
}

interface Level<T extends BookOrder> {
  readonly price: number;
  readonly queue: T[];
}

export class OrderBook<T extends BookOrder> {
  /** Best first: bids fall, asks rise. */
  readonly #levels: Readonly<Record<BookSide, Level<T>[]>> = { bid: [], ask: [] };

  /** Puts an order at the end of its level's queue. */
  add(order: T): void {
    assertInvariant(order.remaining > 0, 'only orders with a remainder rest');
    const levels = this.#levels[order.side];
    const at = this.#position(order.side, order.priceCentiCents);
    const level = levels[at];
    if (level?.price === order.priceCentiCents) level.queue.push(order);
    else levels.splice(at, 0, { price: order.priceCentiCents, queue: [order] });
  }

  /** Takes an order out; throws when it does not rest here. */
  remove(order: T): void {
    const level = this.#levelOf(order);
    const at = level.queue.indexOf(order);
    if (!(at >= 0)) assertInvariant(false, `order ${order.id} is not in its level`);
    level.queue.splice(at, 1);
    if (level.queue.length === 0) {
      this.#levels[order.side].splice(this.#position(order.side, level.price), 1);
    }
  }

  /** The oldest order at the best price. */
  best(side: BookSide): T | undefined {
    return this.#levels[side][0]?.queue[0];
  }

  bestPrice(side: BookSide): number | undefined {
    return this.#levels[side][0]?.price;
  }

  /** Contracts (centi) resting at one price. */
  sizeAt(side: BookSide, price: number): number {
    const level = this.#levels[side][this.#position(side, price)];
    return level?.price === price ? sizeOf(level.queue) : 0;
  }

  /** Contracts (centi) ahead of an order in its level. */
  ahead(order: T): number {
    const queue = this.#levelOf(order).queue;
    return sizeOf(queue.slice(0, queue.indexOf(order)));
  }

  /** Levels of one side, best first; `limit` 0 or absent: all. */
  depth(side: BookSide, limit = 0): DepthLevel[] {
    const levels = limit > 0 ? this.#levels[side].slice(0, limit) : this.#levels[side];
    return levels.map((level) => ({
      priceCentiCents: level.price,
      countCentiContracts: sizeOf(level.queue),
    }));
  }

  /** Orders of one side in the order in which they would trade. */
  *orders(side: BookSide): IterableIterator<T> {
    for (const level of this.#levels[side]) yield* level.queue;
  }

  #levelOf(order: T): Level<T> {
    const at = this.#position(order.side, order.priceCentiCents);
    const level = ensure(this.#levels[order.side][at], `order ${order.id} has no level`);
    if (level.price !== order.priceCentiCents)
      assertInvariant(false, `order ${order.id} has no level`);
    return level;
  }

  /** Where a price stands or would stand among the levels of a side. */
  #position(side: BookSide, price: number): number {
    const levels = this.#levels[side];
    let low = 0;
    let high = levels.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const probe = levels[middle]?.price ?? 0;
      if (side === 'bid' ? probe > price : probe < price) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function sizeOf(queue: readonly BookOrder[]): number {
  let size = 0;
  for (const order of queue) size += order.remaining;
  return size;
}
