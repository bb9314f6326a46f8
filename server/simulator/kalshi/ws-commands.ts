// WebSocket commands: subscribe, unsubscribe, update_subscription, list_subscriptions. In: a frame. Out: acks and errors.
// Source: kalshi-api §5.2, §5.3.
import { depthOf } from './market-view.ts';
import type { Venue } from './venue.ts';
import { INDEX_IDS } from './ws-index-shapes.ts';
import type { Channel, Subscription, WsSession } from './ws-session.ts';
import { snapshotBody, tickerBody } from './ws-shapes.ts';

const CHANNELS: ReadonlySet<string> = new Set([
  'orderbook_delta',
  'ticker',
  'trade',
  'fill',
  'user_orders',
  'market_positions',
  'order_group_updates',
  'market_lifecycle_v2',
  'cfbenchmarks_value',
  'cfbenchmarks_value_5hz',
] satisfies Channel[]);

const ERRORS: Readonly<Record<number, string>> = {
  1: 'Unable to process message',
  2: 'Params required',
  3: 'Channels required',
  4: 'Subscription IDs required',
  5: 'Unknown command',
  7: 'Unknown subscription ID',
  8: 'Unknown channel name',
  11: 'Invalid parameter',
  12: 'Exactly one subscription ID is required',
  13: 'Unsupported action',
  14: 'Market Ticker required',
  15: 'Action required',
  24: 'Index IDs required',
};

interface Command {
  readonly venue: Venue;
  readonly session: WsSession;
  readonly id: number;
  readonly params: Readonly<Record<string, unknown>>;
}

function isChannel(name: string): name is Channel {
  return CHANNELS.has(name);
}

function isIndexChannel(channel: Channel): boolean {
  return channel === 'cfbenchmarks_value' || channel === 'cfbenchmarks_value_5hz';
}

function fail(command: Command, code: number, extra: Record<string, unknown> = {}): void {
  command.session.error(command.id, code, ERRORS[code] ?? 'Internal error', extra);
}

function textList(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined;
  return [...value];
}

/** `market_ticker` xor `market_tickers`; undefined when neither is there. */
function tickersOf(command: Command): string[] | undefined {
  return textList(command.params['market_ticker']) ?? textList(command.params['market_tickers']);
}

/** Sends a full book of each known market; markets that do not exist yet get theirs when they are created. */
export function sendSnapshots(
  venue: Venue,
  session: WsSession,
  terms: { subscription: Subscription; tickers: Iterable<string>; id?: number },
): void {
  for (const ticker of terms.tickers) {
    const market = venue.markets.get(ticker);
    if (market === undefined) continue;
    const body = snapshotBody(market, depthOf(market), terms.subscription.useYesPrice);
    session.publish(terms.subscription, body, terms.id);
  }
}

function sendTickers(
  command: Command,
  subscription: Subscription,
  tickers: Iterable<string>,
): void {
  if (command.params['send_initial_snapshot'] !== true) return;
  for (const ticker of tickers) {
    const market = command.venue.markets.get(ticker);
    if (market === undefined) continue;
    command.session.publish(subscription, tickerBody(command.venue, market, command.venue.nowMs));
  }
}

function sendFirst(command: Command, subscription: Subscription, tickers: readonly string[]): void {
  const { venue, session } = command;
  if (subscription.channel === 'orderbook_delta') {
    sendSnapshots(venue, session, { subscription, tickers });
  }
  if (subscription.channel === 'ticker') sendTickers(command, subscription, tickers);
}

function listMessage(subscription: Subscription): Record<string, unknown> {
  if (subscription.skipsAckLists || subscription.keys === null) return {};
  const name = isIndexChannel(subscription.channel) ? 'index_ids' : 'market_tickers';
  return { [name]: [...subscription.keys] };
}

/** Adds keys to a subscription and acknowledges the full set. Answers the sending of what is new. */
function extend(command: Command, subscription: Subscription, keys: readonly string[]): () => void {
  const fresh = keys.filter((key) => subscription.keys?.has(key) === false);
  for (const key of fresh) subscription.keys?.add(key);
  command.session.acknowledge(subscription, command.id, listMessage(subscription));
  return () => sendFirst(command, subscription, fresh);
}

function keysOf(command: Command, channel: Channel): string[] | undefined {
  if (isIndexChannel(channel)) return textList(command.params['index_ids']) ?? [];
  if (channel === 'market_lifecycle_v2' || channel === 'order_group_updates') return undefined;
  return tickersOf(command);
}

/** Opens or extends one channel. Answers what is to be sent once every channel is acknowledged. */
function subscribeOne(command: Command, channel: Channel): () => void {
  const { session, params, id } = command;
  const keys = keysOf(command, channel);
  if (channel === 'orderbook_delta' && (keys === undefined || keys.length === 0)) {
    fail(command, 14);
    return () => undefined;
  }
  const known = session.byChannel(channel);
  if (known !== undefined) return extend(command, known, keys ?? []);
  const subscription = session.open({
    channel,
    keys: keys === undefined ? null : new Set(keys),
    useYesPrice: params['use_yes_price'] === true,
    skipsAckLists: params['skip_ticker_ack'] === true,
  });
  session.reply({ type: 'subscribed', id, msg: { channel, sid: subscription.sid } });
  return () => sendFirst(command, subscription, keys ?? []);
}

function subscribe(command: Command): void {
  const channels = textList(command.params['channels']);
  if (channels === undefined || channels.length === 0) {
    fail(command, 3);
    return;
  }
  const both = 'market_ticker' in command.params && 'market_tickers' in command.params;
  if (both) {
    fail(command, 11);
    return;
  }
  const firsts: (() => void)[] = [];
  for (const name of channels) {
    if (isChannel(name)) firsts.push(subscribeOne(command, name));
    else fail(command, 8);
  }
  for (const sendFirstData of firsts) sendFirstData();
}

function sidsOf(command: Command): number[] {
  const { sid, sids } = command.params;
  const list: unknown[] = Array.isArray(sids) ? sids : [sid];
  return list.filter((item): item is number => typeof item === 'number');
}

function unsubscribe(command: Command): void {
  const sids = sidsOf(command);
  if (sids.length === 0) {
    fail(command, 4);
    return;
  }
  for (const sid of sids) {
    const subscription = command.session.subscriptions.get(sid);
    if (subscription === undefined) fail(command, 7, { sid });
    else command.session.end(subscription, command.id);
  }
}

function updateKeys(command: Command, subscription: Subscription, action: string): void {
  const isIndex = isIndexChannel(subscription.channel);
  const keys = isIndex ? textList(command.params['index_ids']) : tickersOf(command);
  if (keys === undefined || keys.length === 0) {
    fail(command, isIndex ? 24 : 14, { sid: subscription.sid });
    return;
  }
  const { venue, session, id } = command;
  switch (action) {
    case 'add_markets':
    case 'subscribe_indices':
      extend(command, subscription, keys)();
      return;
    case 'delete_markets':
    case 'unsubscribe_indices':
      for (const key of keys) subscription.keys?.delete(key);
      session.acknowledge(subscription, id, listMessage(subscription));
      return;
    case 'get_snapshot':
      if (subscription.channel === 'orderbook_delta') {
        sendSnapshots(venue, session, { subscription, tickers: keys, id });
      } else fail(command, 13, { sid: subscription.sid });
      return;
    default:
      fail(command, 13, { sid: subscription.sid });
  }
}

function update(command: Command): void {
  const sids = sidsOf(command);
  const [sid] = sids;
  if (sid === undefined || sids.length !== 1) {
    fail(command, 12);
    return;
  }
  const subscription = command.session.subscriptions.get(sid);
  if (subscription === undefined) {
    fail(command, 7, { sid });
    return;
  }
  const { action } = command.params;
  if (typeof action !== 'string' || action === '') {
    fail(command, 15, { sid });
    return;
  }
  if (action === 'indexlist') {
    const msg = { index_ids: INDEX_IDS };
    command.session.reply({ type: 'cfbenchmarks_value_indexlist', id: command.id, sid, msg });
    return;
  }
  updateKeys(command, subscription, action);
}

function list({ session, id }: Command): void {
  const msg = [...session.subscriptions.values()].map(({ channel, sid }) => ({ channel, sid }));
  session.reply({ type: 'ok', id, msg });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? { ...value } : undefined;
}

function parseFrame(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Carries out one client frame. */
export function runCommand(venue: Venue, session: WsSession, text: string): void {
  const frame = parseFrame(text);
  if (frame === undefined) {
    session.error(0, 1, ERRORS[1] ?? '');
    return;
  }
  const id = typeof frame['id'] === 'number' ? frame['id'] : 0;
  const params = asRecord(frame['params']);
  const command: Command = { venue, session, id, params: params ?? {} };
  const { cmd } = frame;
  if (cmd === 'list_subscriptions') list(command);
  else if (cmd !== 'subscribe' && cmd !== 'unsubscribe' && cmd !== 'update_subscription') {
    fail(command, 5);
  } else if (params === undefined) fail(command, 2);
  else if (cmd === 'subscribe') subscribe(command);
  else if (cmd === 'unsubscribe') unsubscribe(command);
  else update(command);
}
