// The route table: method, path, who may call it, what it costs and which bucket pays. Data and a matcher.
// Source: kalshi-api §1.3 (scopes), §1.4 (costs), §3, §4.
import * as account from './rest-account.ts';
import * as batches from './rest-batches.ts';
import { answer, type Call, nested, type RestResponse, type SignedCall } from './rest-call.ts';
import * as changes from './rest-changes.ts';
import * as events from './rest-events.ts';
import * as exchange from './rest-exchange.ts';
import * as groups from './rest-groups.ts';
import * as markets from './rest-markets.ts';
import * as orders from './rest-orders.ts';
import * as portfolio from './rest-portfolio.ts';
import * as trades from './rest-trades.ts';

interface Pays {
  readonly bucket: 'read' | 'write';
  readonly cost: number;
  /** Whether the call goes to one shard's Write bucket when it names one. */
  readonly isSharded: boolean;
  /** Whether the cost is per order of a batch. */
  readonly isPerItem: boolean;
}

interface RouteBase {
  readonly method: string;
  readonly segments: readonly string[];
  readonly pays: Pays;
}

export type Route = RouteBase &
  (
    | { readonly access: 'public'; readonly handle: (call: Call) => RestResponse }
    | {
        readonly access: 'signed';
        /** Any one of these lets the key in. */
        readonly scopes: readonly string[];
        readonly handle: (call: SignedCall) => RestResponse;
      }
  );

const ROOT = '/trade-api/v2';
const DEFAULT_COST = 10;
const READ: Pays = { bucket: 'read', cost: DEFAULT_COST, isSharded: false, isPerItem: false };
const WRITE: Pays = { ...READ, bucket: 'write' };
const ORDER: Pays = { ...WRITE, isSharded: true };
const CANCEL: Pays = { ...ORDER, cost: 2 };

function open(path: string, handle: (call: Call) => RestResponse): Route {
  return { method: 'GET', segments: path.split('/'), pays: READ, access: 'public', handle };
}

function read(path: string, handle: (call: SignedCall) => RestResponse, pays = READ): Route {
  const scopes = path === 'portfolio/balance' ? ['read', 'read::portfolio_balance'] : ['read'];
  return { method: 'GET', segments: path.split('/'), pays, access: 'signed', scopes, handle };
}

function write(
  method: string,
  path: string,
  terms: { readonly pays: Pays; readonly scopes?: readonly string[] },
  handle: (call: SignedCall) => RestResponse,
): Route {
  const scopes = terms.scopes ?? ['write', 'write::trade'];
  return { method, segments: path.split('/'), pays: terms.pays, access: 'signed', scopes, handle };
}

const GONE = (): RestResponse => nested(410, 'deprecated_v1_order_endpoint');
const NO_ROWS = (key: string) => (): RestResponse => answer(200, { [key]: [], cursor: '' });
const EVENT_ORDERS = 'portfolio/events/orders';
const GROUPS = 'portfolio/order_groups';
const TRANSFERS = 'portfolio/intra_exchange_instance_transfer';
const KEY_ADMIN = { pays: WRITE, scopes: ['write'] };
const MOVES_MONEY = { pays: WRITE, scopes: ['write', 'write::transfer'] };

const MARKET_DATA: readonly Route[] = [
  open('exchange/status', exchange.getExchangeStatus),
  open('exchange/schedule', exchange.getExchangeSchedule),
  open('exchange/user_data_timestamp', exchange.getUserDataTimestamp),
  open('series', exchange.getSeriesList),
  open('series/fee_changes', exchange.getSeriesFeeChanges),
  open('series/:ticker', exchange.getSeries),
  open('series/:series/markets/:ticker/candlesticks', trades.getCandlesticks),
  open('events', events.getEvents),
  open('events/fee_changes', exchange.getEventFeeChanges),
  open('events/:ticker', events.getEvent),
  open('markets', markets.getMarkets),
  open('markets/trades', trades.getTrades),
  open('markets/orderbooks', markets.getOrderbooks),
  open('markets/:ticker', markets.getMarket),
  open('markets/:ticker/orderbook', markets.getOrderbook),
  open('historical/cutoff', exchange.getHistoricalCutoff),
  open('historical/markets', NO_ROWS('markets')),
  open('historical/trades', NO_ROWS('trades')),
];

const ACCOUNT: readonly Route[] = [
  read('account/limits', account.getLimits),
  read('account/endpoint_costs', getEndpointCosts),
  read('api_keys', account.getKeys),
  write('POST', 'api_keys', KEY_ADMIN, account.postKey),
  write('DELETE', 'api_keys/:id', KEY_ADMIN, account.deleteKey),
  write('POST', TRANSFERS, MOVES_MONEY, account.postTransfer),
  read(`${TRANSFERS}s`, account.getTransfers),
  read(`${TRANSFERS}s/:id`, account.getTransfer),
  read('historical/fills', NO_ROWS('fills')),
  read('historical/orders', NO_ROWS('orders')),
  read('historical/positions', NO_ROWS('market_positions')),
];

const PORTFOLIO: readonly Route[] = [
  read('portfolio/balance', portfolio.getBalance),
  read('portfolio/positions', portfolio.getPositions),
  read('portfolio/fills', portfolio.getFills),
  read('portfolio/settlements', portfolio.getSettlements),
  read('portfolio/summary/total_resting_order_value', portfolio.getRestingValue),
  read('portfolio/orders', portfolio.getOrders),
  read('portfolio/orders/queue_positions', portfolio.getQueuePositions),
  read('portfolio/orders/:id', portfolio.getOrder, { ...READ, cost: 2 }),
  read('portfolio/orders/:id/queue_position', portfolio.getQueuePosition),
];

const TRADING: readonly Route[] = [
  write(
    'POST',
    `${EVENT_ORDERS}/batched`,
    { pays: { ...WRITE, isPerItem: true } },
    batches.postBatch,
  ),
  write(
    'DELETE',
    `${EVENT_ORDERS}/batched`,
    { pays: { ...WRITE, cost: 2, isPerItem: true } },
    batches.deleteBatch,
  ),
  write('POST', EVENT_ORDERS, { pays: ORDER }, orders.postOrder),
  write('DELETE', EVENT_ORDERS, { pays: { ...WRITE, cost: 2 } }, orders.deleteAllOrders),
  write('DELETE', `${EVENT_ORDERS}/:id`, { pays: CANCEL }, orders.deleteOrder),
  write('POST', `${EVENT_ORDERS}/:id/decrease`, { pays: ORDER }, changes.postDecrease),
  write('POST', `${EVENT_ORDERS}/:id/amend`, { pays: ORDER }, changes.postAmend),
  write('POST', `${GROUPS}/create`, { pays: WRITE }, groups.postGroup),
  read(GROUPS, groups.getGroups),
  read(`${GROUPS}/:id`, groups.getGroup),
  write('PUT', `${GROUPS}/:id/limit`, { pays: WRITE }, groups.putLimit),
  write('PUT', `${GROUPS}/:id/trigger`, { pays: WRITE }, groups.putTrigger),
  write('PUT', `${GROUPS}/:id/reset`, { pays: WRITE }, groups.putReset),
  write('DELETE', `${GROUPS}/:id`, { pays: WRITE }, groups.removeGroup),
];

/** The endpoints that left in June 2026. */
const LEGACY: readonly Route[] = [
  write('POST', 'portfolio/orders', { pays: WRITE }, GONE),
  write('POST', 'portfolio/orders/batched', { pays: WRITE }, GONE),
  write('DELETE', 'portfolio/orders/batched', { pays: WRITE }, GONE),
  write('DELETE', 'portfolio/orders/:id', { pays: WRITE }, GONE),
  write('POST', 'portfolio/orders/:id/amend', { pays: WRITE }, GONE),
  write('POST', 'portfolio/orders/:id/decrease', { pays: WRITE }, GONE),
];

/** Literal paths stand before those with a parameter in the same place. */
const ROUTES: readonly Route[] = [...MARKET_DATA, ...ACCOUNT, ...PORTFOLIO, ...TRADING, ...LEGACY];

function getEndpointCosts(): RestResponse {
  const costs = ROUTES.filter((route) => route.pays.cost !== DEFAULT_COST).map((route) => ({
    method: route.method,
    path: `${ROOT}/${route.segments.join('/')}`,
    cost: route.pays.cost,
  }));
  return answer(200, { default_cost: DEFAULT_COST, endpoint_costs: costs });
}

/** The route of a request and its path parameters. */
export function findRoute(
  method: string,
  path: string,
): { readonly route: Route; readonly params: readonly string[] } | undefined {
  if (!path.startsWith(`${ROOT}/`)) return undefined;
  const given = path.slice(ROOT.length + 1).split('/');
  for (const route of ROUTES) {
    if (route.method !== method || route.segments.length !== given.length) continue;
    const params: string[] = [];
    const fits = route.segments.every((segment, at) => {
      const part = given[at] ?? '';
      if (!segment.startsWith(':')) return segment === part;
      params.push(decodeURIComponent(part));
      return part !== '';
    });
    if (fits) return { route, params };
  }
  return undefined;
}
