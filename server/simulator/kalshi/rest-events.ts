// Events and the status filter they share with markets. In: calls. Out: answers. Source: kalshi-api §3.2, §3.3.
import type { MarketStatus } from './market-shapes.ts';
import { answer, bareMessage, type Call, nested, type RestResponse } from './rest-call.ts';
import { eventShape, marketShape } from './rest-market-shapes.ts';
import { isInRange, isResponse, pageOf } from './rest-page.ts';
import type { Market, MarketEvent, Venue } from './venue.ts';

const STATUS_OF_FILTER: Readonly<Record<string, readonly MarketStatus[]>> = {
  unopened: ['initialized'],
  open: ['active'],
  paused: ['inactive'],
  closed: ['closed', 'determined'],
  settled: ['finalized'],
};

/** The statuses a `status` filter admits: undefined without one, null for an unknown word. */
export function statusFilter(query: URLSearchParams): readonly MarketStatus[] | undefined | null {
  const text = query.get('status');
  if (text === null || text === '') return undefined;
  return STATUS_OF_FILTER[text] ?? null;
}

function marketsOf(venue: Venue, event: MarketEvent): Market[] {
  return event.tickers.flatMap((ticker) => venue.markets.get(ticker) ?? []);
}

function eventAnswer(call: Call, event: MarketEvent): Record<string, unknown> {
  const shape = eventShape(event);
  if (call.query.get('with_nested_markets') !== 'true') return shape;
  const markets = marketsOf(call.venue, event);
  return {
    ...shape,
    markets: markets.map((market) => marketShape(call.venue, market, call.asOfMs)),
  };
}

/** `GET /events`; the status filter matches if any market of the event matches. */
export function getEvents(call: Call): RestResponse {
  const { venue, query } = call;
  const statuses = statusFilter(query);
  if (statuses === null) return bareMessage('GetEvents', "Field validation for 'Status' failed");
  const series = query.get('series_ticker');
  const events = [...venue.events.values()].filter((event) => {
    if (series !== null && event.series.ticker !== series) return false;
    if (!isInRange(query, event.strikeAtMs, 'close_')) return false;
    if (statuses === undefined) return true;
    return marketsOf(venue, event).some((market) => statuses.includes(market.status));
  });
  const rule = { endpoint: 'GetEvents', defaultLimit: 200, maxLimit: 200 };
  const page = pageOf(events, { query, rule, keyOf: (event) => event.eventTicker });
  if (isResponse(page)) return page;
  const rows = page.rows.map((event) => eventAnswer(call, event));
  return answer(200, { events: rows, cursor: page.cursor });
}

/** `GET /events/{event_ticker}`. */
export function getEvent(call: Call): RestResponse {
  const event = call.venue.events.get(call.params[0] ?? '');
  if (event === undefined) return nested(404, 'not_found');
  const markets = marketsOf(call.venue, event).map((market) =>
    marketShape(call.venue, market, call.asOfMs),
  );
  return answer(200, {
    event: eventAnswer(call, event),
    ...(call.query.get('with_nested_markets') === 'true' ? {} : { markets }),
  });
}
