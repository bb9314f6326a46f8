// What a scenario works with: the adapter's own signed transport, every answer noted, every order remembered.
import { assertCondition } from '#lib/check.ts';
import { type CentiContracts, count, countToWire } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { type CentiCents, priceToWire } from '#lib/domain/price.ts';
import type { BookSide } from '#lib/domain/side.ts';
import { parseErrorBody } from '#server/adapters/kalshi/error-body.ts';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { createReply } from '#server/adapters/kalshi/rest-schema.ts';
import {
  createTransport,
  type RestCall,
  type RestOutcome,
} from '#server/adapters/kalshi/rest-transport.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import type { Step } from './finding.ts';

export const ORDERS = '/portfolio/events/orders';

/** No order of a conformance run is larger than one contract. */
const MOST_CONTRACTS = count(100);
/** Resting orders vanish by themselves soon after a run that broke off. */
const LIFE_SECONDS = 110;
/** Most tries for tokens of the local rate limit; nothing was sent in between. */
const TOKEN_TRIES = 40;
const TOKEN_WAIT_MS = 250;
const EXCERPT = 300;

export interface OrderTerms {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count?: CentiContracts;
  readonly timeInForce?: 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill';
  readonly clientOrderId?: string;
  readonly group?: string;
  /** Fields that replace or add to the body as it would be. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** Status and code of an answer; null and a reason when there was none. */
export interface Answer {
  readonly status: number | null;
  /** The venue's error code, or '' on success. */
  readonly code: string;
  readonly details: string;
  readonly text: string;
}

/** An order the venue took. */
export interface Placed {
  readonly venueOrderId: string;
  readonly clientOrderId: string;
  readonly ticker: MarketTicker;
  readonly filled: number;
  readonly remaining: number;
}

export interface Created {
  readonly answer: Answer;
  /** Null when it was refused, or nobody knows. */
  readonly placed: Placed | null;
}

export interface Bench {
  readonly shard: number;
  readonly options: KalshiOptions;
  /** The adapter as the engine uses it. */
  readonly orders: VenueOrders;
  send(what: string, call: RestCall): Promise<Answer>;
  create(what: string, terms: OrderTerms): Promise<Created>;
  cancel(what: string, order: Placed, query?: RestCall['query']): Promise<Answer>;
  newId(): string;
  pause(ms: number): Promise<void>;
  /** Remembers an order group for the end. */
  keepGroup(id: string, shard: number): void;
  /** Steps since the last call. */
  takeSteps(): readonly Step[];
  readonly placed: readonly Placed[];
  readonly groups: ReadonlyMap<string, number>;
}

/** Ids of the account say nothing about the venue and do not belong into a report. */
function excerpt(text: string): string {
  return text
    .replace(/"(user_id|subaccount_id|member_id)":"[^"]*"/g, '"$1":"…"')
    .replace(/\s+/g, ' ')
    .slice(0, EXCERPT);
}

function answerOf(outcome: RestOutcome): Answer {
  if (outcome.kind !== 'reply')
    return { status: null, code: outcome.kind, details: outcome.reason, text: '' };
  const { status, text } = outcome;
  if (status < 400) return { status, code: '', details: '', text };
  const { code, details } = parseErrorBody(status, text);
  return { status, code, details, text };
}

/** `201`, `400 invalid_order (post only cross)`, or how it was lost. */
export function sayAnswer({ status, code, details }: Answer): string {
  if (status === null) return `no answer (${details})`;
  return [String(status), code, details === '' ? '' : `(${details})`].filter(Boolean).join(' ');
}

/** JSON of an answer; null when it is none. */
export function bodyOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return null;
  }
}

/** A bench over one venue; nothing is sent before the first call. */
export function createBench(options: KalshiOptions): Bench {
  const transport = createTransport(options);
  let steps: Step[] = [];
  const placed: Placed[] = [];
  const groups = new Map<string, number>();
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      options.timers.after(ms, resolve);
    });

  const sendPaced = async (call: RestCall): Promise<RestOutcome> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await transport.send(call);
      const isHeldBack = outcome.kind === 'not-sent' && outcome.because === 'rate';
      if (!isHeldBack || attempt === TOKEN_TRIES) return outcome;
      await pause(TOKEN_WAIT_MS);
    }
  };

  const send: Bench['send'] = async (what, call) => {
    const answer = answerOf(await sendPaced(call));
    const asked = `${call.method} ${call.path}`;
    steps.push({ what, asked, answer: `${sayAnswer(answer)} ${excerpt(answer.text)}`.trim() });
    return answer;
  };

  const bodyFor = (terms: OrderTerms, clientOrderId: string): Record<string, unknown> => {
    const size = terms.count ?? MOST_CONTRACTS;
    assertCondition(size <= MOST_CONTRACTS, 'a conformance order is one contract at most');
    const timeInForce = terms.timeInForce ?? 'good_till_canceled';
    const expiry = Math.floor(wallMs(options.clock.wall()) / 1_000) + LIFE_SECONDS;
    return {
      ticker: terms.ticker,
      side: terms.side,
      count: countToWire(size),
      price: priceToWire(terms.price),
      time_in_force: timeInForce,
      self_trade_prevention_type: 'taker_at_cross',
      client_order_id: clientOrderId,
      exchange_index: options.shard,
      cancel_order_on_pause: true,
      ...(timeInForce === 'good_till_canceled' ? { expiration_time: expiry } : {}),
      ...(terms.group === undefined ? {} : { order_group_id: terms.group }),
      ...terms.change,
    };
  };

  return {
    shard: options.shard,
    options,
    orders: createKalshiOrders(options),
    send,
    async create(what, terms) {
      const clientOrderId = terms.clientOrderId ?? options.entropy.uuid();
      const body = bodyFor(terms, clientOrderId);
      const { shard } = options;
      const answer = await send(what, { method: 'POST', path: ORDERS, body, shard });
      const read = createReply.safeParse(answer.status === 201 ? bodyOf(answer) : null);
      if (!read.success) return { answer, placed: null };
      const { order_id, fill_count: filled, remaining_count: remaining } = read.data;
      const { ticker } = terms;
      const order = { venueOrderId: order_id, clientOrderId, ticker, filled, remaining };
      placed.push(order);
      return { answer, placed: order };
    },
    cancel(what, order, query) {
      const { shard } = options;
      return send(what, {
        method: 'DELETE',
        path: `${ORDERS}/${order.venueOrderId}`,
        query: query ?? { exchange_index: shard, market_ticker: order.ticker },
        shard,
        urgent: true,
      });
    },
    newId: () => options.entropy.uuid(),
    pause,
    keepGroup: (id, shard) => void groups.set(id, shard),
    takeSteps() {
      const taken = steps;
      steps = [];
      return taken;
    },
    placed,
    groups,
  };
}
