// What a client asks of the simulated venue: request text in, a subscription or the venue's own refusal text out.
import { SYMBOL } from './encode.ts';

const DEPTHS = [10, 25, 100, 500, 1_000];
const PRIVATE_CHANNELS = ['executions', 'balances', 'level3'];

/** One live subscription; `depth` matters to book only, `trigger` to ticker only. */
export interface Subscription {
  readonly channel: 'book' | 'trade' | 'ticker' | 'instrument';
  readonly depth: number;
  readonly trigger: 'trades' | 'bbo';
  readonly snapshot: boolean;
}

export type VenueRequest =
  | { readonly kind: 'ping'; readonly reqId: number | undefined }
  | {
      readonly kind: 'subscribe' | 'unsubscribe';
      readonly reqId: number | undefined;
      /** One entry a symbol: each is answered by its own ack. */
      readonly asks: readonly SymbolAsk[];
    }
  | { readonly kind: 'malformed'; readonly reqId: number | undefined; readonly error: string };

/** One symbol of a request: either a subscription or why not. */
export type SymbolAsk =
  | { readonly ok: true; readonly subscription: Subscription }
  | { readonly ok: false; readonly error: string; readonly symbol: string | undefined };

/** What tells two subscriptions of one client apart. */
export function subscriptionKey(subscription: Subscription): string {
  return subscription.channel === 'book' ? `book/${subscription.depth}` : subscription.channel;
}

/** Reads one request; never throws. */
export function readRequest(text: string): VenueRequest {
  const body = parseObject(text);
  if (body === null) return { kind: 'malformed', reqId: undefined, error: 'Malformed request' };
  const id = body['req_id'];
  const reqId = typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
  const method = body['method'];
  if (method === 'ping') return { kind: 'ping', reqId };
  const params = body['params'];
  if ((method !== 'subscribe' && method !== 'unsubscribe') || !isObject(params))
    return { kind: 'malformed', reqId, error: 'Malformed request' };
  return { kind: method, reqId, asks: readAsks(params) };
}

function readAsks(params: Readonly<Record<string, unknown>>): SymbolAsk[] {
  const refuse = (error: string): SymbolAsk[] => [{ ok: false, error, symbol: undefined }];
  const channel = params['channel'];
  if (channel === 'status') return refuse('Symbol(s) not found');
  if (typeof channel === 'string' && PRIVATE_CHANNELS.includes(channel))
    return refuse(
      'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    );
  const snapshot = params['snapshot'];
  if (channel === 'instrument')
    return [{ ok: true, subscription: plain('instrument', snapshot !== false) }];
  if (channel !== 'book' && channel !== 'trade' && channel !== 'ticker')
    return refuse('Event(s) not found');
  const depth = params['depth'] ?? 10;
  if (channel === 'book' && (typeof depth !== 'number' || !DEPTHS.includes(depth)))
    return refuse('Subscription depth not supported');
  const symbols = params['symbol'];
  if (!Array.isArray(symbols) || symbols.length === 0) return refuse('Malformed request');
  const subscription: Subscription = {
    channel,
    depth: channel === 'book' ? Number(depth) : 0,
    trigger: params['event_trigger'] === 'bbo' ? 'bbo' : 'trades',
    snapshot: channel === 'trade' ? snapshot === true : snapshot !== false,
  };
  return symbols.map((symbol): SymbolAsk => {
    if (symbol === SYMBOL) return { ok: true, subscription };
    const name = String(symbol);
    return { ok: false, error: `Currency pair not supported ${name}`, symbol: name };
  });
}

function plain(channel: 'instrument', snapshot: boolean): Subscription {
  return { channel, depth: 0, trigger: 'trades', snapshot };
}

/** The `result` of an ack, keys in the wire's alphabetical order. */
export function ackResult(method: string, subscription: Subscription): Record<string, unknown> {
  const { channel, depth, trigger, snapshot } = subscription;
  const subscribing = method === 'subscribe';
  return {
    channel,
    ...(channel === 'book' && { depth }),
    ...(channel === 'ticker' && subscribing && { event_trigger: trigger }),
    ...(subscribing && { snapshot }),
    ...(channel !== 'instrument' && { symbol: SYMBOL }),
    ...(channel === 'instrument' &&
      subscribing && { warnings: ['tick_size is deprecated, use price_increment'] }),
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
