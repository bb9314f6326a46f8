// The state of the one door out: what a kill shuts at once, what the trading state lets through, sealed for good at the end.
import type { TradingState } from '#lib/domain/kill.ts';
import type { OrderRequest } from '#lib/domain/order.ts';

/** What the door looks at. */
export type DoorRequest = Pick<
  OrderRequest,
  'purpose' | 'reduceOnly' | 'ticker' | 'side' | 'count'
>;

export interface Door {
  /** Why this order must not leave now; null when it may. Asked at the last instant before the bytes go (I2). */
  denies(order: DoorRequest): string | null;
  /** True while nothing but the trading state stands in the way. */
  isOpen(): boolean;
  reason(): string;
  close(reason: string): void;
  /** A kill was pressed and is not judged yet: shut for everything, whatever opens meanwhile. */
  hold(): void;
  isHeld(): boolean;
  /** That kill was judged: from here on the trading state and `close` speak again. One for each `hold`. */
  letGo(): void;
  /** Does nothing once sealed. */
  open(): void;
  /** While closed by a kill: lets out what only lowers a position, by this venue-side rule and by our own books. */
  letExits(): void;
  /** The trading state after each step of the core: entries leave while armed and at no other time. */
  follow(trading: TradingState): void;
  /** Closes for the rest of this process: it is stopping, or its core can no longer be trusted. */
  seal(reason: string): void;
}

const PRESSED = 'a kill was pressed';

/**
 * A door that starts closed: nothing leaves before start-up recovery has opened it. `held` tells the signed position
 * in a market, in centi-contracts: an exit larger than it, or on its own side, is none.
 */
export function createDoor(held: (ticker: OrderRequest['ticker']) => number): Door {
  let closedBecause: string | null = 'start-up is not finished';
  let hasExits = false;
  let isSealed = false;
  let trading: TradingState = 'disarmed';
  let holds = 0;

  const close = (reason: string): void => {
    hasExits = false;
    if (!isSealed) closedBecause = reason;
  };

  /** Reduce-only by position: our own books say so, whatever the order calls itself. */
  const isReducing = ({ ticker, side, count }: DoorRequest): boolean => {
    const position = held(ticker);
    return count <= Math.abs(position) && (side === 'ask') === position > 0;
  };

  return {
    denies(order) {
      if (order.purpose === 'exit' && !isReducing(order))
        return 'not an exit: it is larger than the position, or on its side';
      if (holds > 0) return `door closed: ${PRESSED}`;
      if (closedBecause !== null)
        return hasExits && order.purpose === 'exit' && order.reduceOnly
          ? null
          : `door closed: ${closedBecause}`;
      if (order.purpose === 'enter' && trading !== 'armed') return `trading is ${trading}`;
      return null;
    },
    isOpen: () => closedBecause === null && holds === 0,
    reason: () => closedBecause ?? (holds > 0 ? PRESSED : 'open'),
    close,
    hold() {
      holds += 1;
    },
    isHeld: () => holds > 0,
    letGo() {
      holds = Math.max(0, holds - 1);
    },
    open() {
      hasExits = false;
      if (!isSealed) closedBecause = null;
    },
    letExits() {
      if (!isSealed) hasExits = closedBecause !== null;
    },
    follow(state) {
      trading = state;
    },
    seal(reason) {
      close(reason);
      isSealed = true;
    },
  };
}
