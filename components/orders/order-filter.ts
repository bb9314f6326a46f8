// What the page of orders shows. In: the address. Out: a filter, and addresses and queries made of it.
import type { OrderPurpose } from '#lib/domain/order.ts';
import { ORDER_PHASES, type OrderPhase, phaseOf } from '#lib/domain/order-phase.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';

export type OrderView = 'orders' | 'fills';

export interface OrderFilter {
  readonly view: OrderView;
  /** Null = all, as for the two below. */
  readonly ticker: string | null;
  readonly phase: OrderPhase | null;
  readonly purpose: OrderPurpose | null;
  /** The order whose life stands open above the list. */
  readonly order: string | null;
}

const PURPOSES: readonly OrderPurpose[] = ['enter', 'exit'];

/** Reads the address; what it does not know counts as not asked for. */
export function filterOf(address: Pick<URLSearchParams, 'get'>): OrderFilter {
  const given = (name: string) => address.get(name)?.trim() || null;
  return {
    view: given('view') === 'fills' ? 'fills' : 'orders',
    ticker: given('ticker'),
    phase: ORDER_PHASES.find((each) => each === given('phase')) ?? null,
    purpose: PURPOSES.find((each) => each === given('purpose')) ?? null,
    order: given('order'),
  };
}

function searchOf(fields: Readonly<Record<string, string | null>>): URLSearchParams {
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  return new URLSearchParams(given);
}

/** The address of the page under a filter: what is not asked for is not in it. */
export function filterHref({ view, ...rest }: OrderFilter): string {
  const search = searchOf({ view: view === 'fills' ? view : null, ...rest }).toString();
  return search === '' ? '/orders' : `/orders?${search}`;
}

/** The query for a page of orders after a cursor. */
export function ordersQuery(filter: OrderFilter, after: string | null): URLSearchParams {
  const { ticker, phase, purpose } = filter;
  return searchOf({ after, ticker, phase, purpose });
}

/** The query for a page of fills; a fill has no phase. */
export function fillsQuery(filter: OrderFilter, after: string | null): URLSearchParams {
  return searchOf({ after, ticker: filter.ticker, purpose: filter.purpose });
}

/** Whether an order is among those asked for. */
export function fitsFilter(row: OrderRow, { ticker, phase, purpose }: OrderFilter): boolean {
  return (
    (ticker === null || row.ticker === ticker) &&
    (phase === null || phaseOf(row.state) === phase) &&
    (purpose === null || row.purpose === purpose)
  );
}
