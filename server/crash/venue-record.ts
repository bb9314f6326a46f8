// The venue's own memory of our account, written down as it happens. In: the exchange's events. Out: orders, fills, money.
import type { ExchangeEvent, FillRecord } from '#server/simulator/kalshi/exchange-event.ts';
import type { MarketStatus } from '#server/simulator/kalshi/market-shapes.ts';
import type { OrderView } from '#server/simulator/kalshi/order-shapes.ts';
import type { RunningSimulator } from '#server/simulator/run-simulator.ts';

const TRADER = 'trader';
const PAID_OUT: readonly MarketStatus[] = ['determined', 'finalized'];

export interface VenueRecord {
  /** Every order ever accepted, as it stands now. */
  readonly orders: readonly OrderView[];
  readonly fills: readonly FillRecord[];
  /** Cash and what resting orders bind, all shards, micro-dollars. */
  readonly cashMicro: number;
  /** Open contracts by market, 1e-2, + YES − NO; none that are zero. */
  readonly positions: ReadonlyMap<string, number>;
  /** Markets that have paid out. */
  readonly settled: ReadonlySet<string>;
}

export interface VenueWitness {
  record(): VenueRecord;
  stop(): void;
}

function sum(values: Readonly<Record<number, number>>): number {
  return Object.values(values).reduce((total, each) => total + each, 0);
}

/** Watches from now on: start it before the first order. */
export function watchVenue({ world }: Pick<RunningSimulator, 'world'>): VenueWitness {
  const { exchange } = world;
  const orders = new Map<string, OrderView>();
  const fills: FillRecord[] = [];
  const stop = exchange.subscribe((event: ExchangeEvent) => {
    if (event.kind === 'order' && event.order.accountId === TRADER)
      orders.set(event.order.orderId, event.order);
    if (event.kind === 'fill' && event.fill.accountId === TRADER) fills.push(event.fill);
  });
  return {
    stop,
    record() {
      const account = exchange.ledgerSnapshot().accounts.find(({ id }) => id === TRADER);
      if (account === undefined) throw new Error('the venue does not know the trader');
      const open = account.positions.filter((each) => each.positionCentiContracts !== 0);
      return {
        orders: [...orders.values()],
        fills: [...fills],
        cashMicro: sum(account.cashMicroByShard) + sum(account.reservedMicroByShard),
        positions: new Map(open.map((each) => [each.ticker, each.positionCentiContracts])),
        settled: new Set(exchange.markets(PAID_OUT).map(({ ticker }) => ticker)),
      };
    },
  };
}
