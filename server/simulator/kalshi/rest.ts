// The REST surface: route, authenticate, authorize, charge tokens, handle. In: a request with its time. Out: a response.
// Pure but for the exchange it drives. Source: kalshi-api §1.2–§1.5.
import type { RunningExchange } from './exchange.ts';
import { type Draw, RateLimiter } from './rate-limit.ts';
import { authenticate, scopesOf, type Verify } from './request-auth.ts';
import { batchSize } from './rest-batches.ts';
import { parseObject } from './rest-body.ts';
import {
  type Call,
  nested,
  type RestRequest,
  type RestResponse,
  tooManyRequests,
} from './rest-call.ts';
import { findRoute, type Route } from './rest-routes.ts';

/** Answers one request. */
export type RestHandler = (request: RestRequest) => RestResponse;

/** The shard an order call names in its query or body; −1 or nothing draws on every shard's bucket. */
function namedShard(call: Call): number | undefined {
  const inQuery = call.query.get('exchange_index');
  if (inQuery !== null) return Number(inQuery);
  if (call.bodyText === '') return undefined;
  const body = parseObject(call.bodyText);
  const shard = body.ok ? body.value['exchange_index'] : undefined;
  return typeof shard === 'number' ? shard : undefined;
}

function drawOf(route: Route, call: Call): Draw {
  const { bucket, isPerItem, isSharded } = route.pays;
  const cost = route.pays.cost * (isPerItem ? Math.max(1, batchSize(call.bodyText)) : 1);
  if (bucket === 'read') return { bucket, cost };
  if (!isSharded) return { bucket, cost, shard: 0 };
  const shard = namedShard(call) ?? -1;
  return { bucket, cost, shard: shard >= 0 ? shard : 'every' };
}

/** A handler over the exchange, with its own token buckets; `verify` as in request-auth.ts. */
export function createRestHandler(exchange: RunningExchange, verify?: Verify): RestHandler {
  const { venue } = exchange;
  const limiter = new RateLimiter();
  return (request) => {
    const found = findRoute(request.method, request.path);
    if (found === undefined) return nested(404, 'not_found');
    const { route, params } = found;
    exchange.advance(request.nowMs);
    const call: Call = {
      exchange,
      venue,
      params,
      query: new URLSearchParams(request.query),
      bodyText: request.bodyText,
      nowMs: request.nowMs,
      asOfMs: venue.nowMs - venue.switches.readLagMs,
    };
    if (route.access === 'public') return route.handle(call);
    const auth = authenticate(venue, request, verify);
    if (!auth.ok) return auth.response;
    const { account, key } = auth;
    const held = scopesOf(key);
    if (!route.scopes.some((scope) => held.includes(scope))) return nested(403, 'forbidden');
    if (!limiter.take(account, drawOf(route, call), request.nowMs)) return tooManyRequests();
    return route.handle({ ...call, account });
  };
}
