// What a scenario works with: the adapter's own signed transport, every answer noted, every order remembered.
import { clientOrderId as asClientOrderId, type MarketTicker } from '#lib/domain/ids.ts';
import { judgeCreate } from '#server/adapters/kalshi/create-outcome.ts';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import type { RestCall, RestOutcome } from '#server/adapters/kalshi/rest-call.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { createTransport } from '#server/adapters/kalshi/rest-transport.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { type Answer, answerOf, excerptOf, sayAnswer } from './answer.ts';
import type { Step } from './finding.ts';
import { type OrderTerms, termsToBody } from './order-terms.ts';

export const ORDERS = '/portfolio/events/orders';

/** Most tries for tokens of the local rate limit; nothing was sent in between. */
const TOKEN_TRIES = 40;
const TOKEN_WAIT_MS = 250;

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
  /** Null when the adapter reads the answer as refused, or as unknown. */
  readonly placed: Placed | null;
}

export interface Bench {
  readonly shard: number;
  readonly options: KalshiOptions;
  /** The adapter as the engine uses it. */
  readonly orders: VenueOrders;
  send(what: string, call: RestCall): Promise<Answer>;
  create(what: string, terms: OrderTerms): Promise<Created>;
  cancel(
    what: string,
    order: Pick<Placed, 'venueOrderId' | 'ticker'>,
    query?: RestCall['query'],
  ): Promise<Answer>;
  pause(ms: number): Promise<void>;
  /** Remembers an order group for the end. */
  keepGroup(id: string, shard: number): void;
  /** It is gone from the venue. */
  dropGroup(id: string): void;
  /** Steps since the last call. */
  takeSteps(): readonly Step[];
  readonly placed: readonly Placed[];
  /** Every client order id that was ever sent, whatever became of it. */
  readonly sentIds: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, number>;
}

/** Sends through the adapter's transport; what its rate limit holds back is asked again until it goes. */
function createSender(options: KalshiOptions, pause: Bench['pause']) {
  const transport = createTransport(options);
  return async (call: RestCall): Promise<RestOutcome> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await transport.send(call);
      const isHeldBack = outcome.kind === 'not-sent' && outcome.because === 'rate';
      if (!isHeldBack || attempt === TOKEN_TRIES) return outcome;
      await pause(TOKEN_WAIT_MS);
    }
  };
}

/** A bench over one venue; nothing is sent before the first call. */
export function createBench(options: KalshiOptions): Bench {
  const { shard, clock, timers, entropy } = options;
  let steps: Step[] = [];
  const placed: Placed[] = [];
  const sentIds = new Set<string>();
  const groups = new Map<string, number>();
  const pause: Bench['pause'] = (ms) =>
    new Promise((resolve) => {
      timers.after(ms, resolve);
    });
  const sender = createSender(options, pause);

  const noted = async (what: string, call: RestCall, more = (_: RestOutcome) => '') => {
    const outcome = await sender(call);
    const answer = answerOf(outcome);
    const text = [sayAnswer(answer), excerptOf(answer), more(outcome)].filter(Boolean).join(' ');
    steps.push({ what, asked: `${call.method} ${call.path}`, answer: text });
    return { answer, outcome };
  };
  const send: Bench['send'] = async (what, call) => (await noted(what, call)).answer;

  return {
    shard,
    options,
    orders: createKalshiOrders(options),
    send,
    async create(what, terms) {
      const clientOrderId = terms.clientOrderId ?? entropy.uuid();
      sentIds.add(clientOrderId);
      const body = termsToBody(terms, { clientOrderId, shard, nowMs: clock.wall() });
      const call = { method: 'POST', path: ORDERS, body, shard } as const;
      const judge = (outcome: RestOutcome) => judgeCreate(asClientOrderId(clientOrderId), outcome);
      const { answer, outcome } = await noted(what, call, (each) => `→ ${judge(each).kind}`);
      const report = judge(outcome);
      if (report.kind !== 'order-accepted') return { answer, placed: null };
      const { venueOrderId, filled, remaining } = report;
      const order = { venueOrderId, clientOrderId, ticker: terms.ticker, filled, remaining };
      placed.push(order);
      return { answer, placed: order };
    },
    cancel: (what, { venueOrderId, ticker }, query) =>
      send(what, {
        method: 'DELETE',
        path: `${ORDERS}/${venueOrderId}`,
        query: query ?? { exchange_index: shard, market_ticker: ticker },
        shard,
        urgent: true,
      }),
    pause,
    keepGroup: (id, on) => void groups.set(id, on),
    dropGroup: (id) => void groups.delete(id),
    takeSteps() {
      const taken = steps;
      steps = [];
      return taken;
    },
    placed,
    sentIds,
    groups,
  };
}
