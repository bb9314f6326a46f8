// One signed HTTP request, sent at most once: a call comes in, a reply or the way it was lost goes out.
import { wallMs } from '#lib/domain/instant.ts';
import type { AccessRefusedReport } from '#lib/domain/report.ts';
import type { RateBucket } from '#server/ports/venue-orders.ts';
import { createAccess, REFUSAL_TEXT } from './access.ts';
import { sendByFetch } from './http-send.ts';
import type { KalshiOptions } from './options.ts';
import { createRateGate, type RateGate } from './rate-gate.ts';
import { type CostTable, costTable } from './request-cost.ts';
import type { RestCall, RestOutcome } from './rest-call.ts';
import { endpointCostsReply, limitsReply } from './rest-schema.ts';
import { signedHeaders } from './sign.ts';

export interface Transport {
  send(call: RestCall): Promise<RestOutcome>;
  /** What may still be sent, as we count it ourselves. */
  buckets(): readonly RateBucket[];
  writeUse: RateGate['writeUse'];
}

const READ_TIMEOUT_MS = 5_000;
const WRITE_TIMEOUT_MS = 5_000;
/** A read may queue for tokens; a create must not go stale in a queue; a cancel waits as long as it helps. */
const READ_WAIT_MS = 5_000;
const CREATE_WAIT_MS = 0;
const URGENT_WAIT_MS = 2_000;
const DEFAULT_COST = 10;
const LIMITS_RETRY_MS = 60_000;

/** Query text in insertion order; empty when there is none. */
function queryText(query: RestCall['query']): string {
  const pairs = Object.entries(query ?? {}).map(([key, value]): [string, string] => [
    key,
    String(value),
  ]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function lostReason(error: unknown, timedOut: boolean, timeoutMs: number): string {
  if (timedOut) return `no answer within ${timeoutMs} ms`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? ` ${String(cause.code)}` : '';
  return `connection failed${code}`;
}

/** Sends one request without redirects or retries, so that at most one copy of it exists. */
async function fetchOnce(options: KalshiOptions, call: RestCall): Promise<RestOutcome> {
  const url = new URL(`${options.restUrl}${call.path}${queryText(call.query)}`);
  const sentAt = options.clock.wall();
  const signing = { timestampMs: Math.round(sentAt), method: call.method, path: url.pathname };
  const timeoutMs = call.method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS;
  const controller = new AbortController();
  let timedOut = false;
  const cancelTimer = options.timers.after(timeoutMs, () => {
    timedOut = true;
    controller.abort();
  });
  try {
    const send = options.network?.http ?? sendByFetch;
    const response = await send({
      method: call.method,
      url: url.href,
      headers: {
        ...signedHeaders(options.key, signing),
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: controller.signal,
    });
    const date = Date.parse(response.date ?? '');
    return {
      kind: 'reply',
      status: response.status,
      text: response.text,
      venueDateMs: Number.isFinite(date) ? date : null,
      sentAt,
      receivedAt: wallMs(options.clock.wall()),
    };
  } catch (error) {
    return { kind: 'lost', reason: lostReason(error, timedOut, timeoutMs) };
  } finally {
    cancelTimer();
  }
}

function maxWaitMs(call: RestCall): number {
  if (call.method === 'GET') return READ_WAIT_MS;
  return call.urgent === true ? URGENT_WAIT_MS : CREATE_WAIT_MS;
}

function jsonOf(outcome: RestOutcome): unknown {
  if (outcome.kind !== 'reply' || outcome.status !== 200) return null;
  try {
    return JSON.parse(outcome.text);
  } catch {
    return null;
  }
}

/** Reads the account's limits and prices; what cannot be read leaves the cautious defaults in place. */
async function learnLimits(options: KalshiOptions, gate: RateGate): Promise<CostTable | null> {
  const limits = limitsReply.safeParse(
    jsonOf(await fetchOnce(options, { method: 'GET', path: '/account/limits' })),
  );
  const costs = endpointCostsReply.safeParse(
    jsonOf(await fetchOnce(options, { method: 'GET', path: '/account/endpoint_costs' })),
  );
  if (limits.success) {
    const { read, write } = limits.data;
    gate.resize(
      { capacity: read.bucket_capacity, refillPerSecond: read.refill_rate },
      { capacity: write.bucket_capacity, refillPerSecond: write.refill_rate },
    );
  }
  if (!limits.success || !costs.success) {
    options.log.warn({}, 'kalshi account limits not read: using the Basic tier');
    return null;
  }
  return costTable(costs.data.endpoint_costs, costs.data.default_cost);
}

/**
 * A transport with its own rate gate. Limits are learnt in the background with the first request. `onRefused` hears of
 * every spell of 401s; only reads and what stops are ever tried a second time, after the key was read again (F36).
 */
export function createTransport(
  options: KalshiOptions,
  onRefused: (report: AccessRefusedReport) => void = () => undefined,
): Transport {
  const gate = createRateGate(options.clock, options.timers);
  const access = createAccess(() => options.key.reload?.(), onRefused);
  const root = new URL(options.restUrl).pathname;
  let cost = costTable([], DEFAULT_COST);
  let learnAfterMs = 0;

  function learn(): void {
    const nowMs = options.clock.mono() / 1e6;
    if (nowMs < learnAfterMs) return;
    learnAfterMs = nowMs + LIMITS_RETRY_MS;
    void learnLimits(options, gate).then((table) => {
      if (table === null) return;
      cost = table;
      learnAfterMs = Infinity;
    });
  }

  /** Through the rate gate and out, once. */
  async function sendOnce(call: RestCall): Promise<RestOutcome> {
    const charge = {
      bucket: call.method === 'GET' ? ('read' as const) : ('write' as const),
      shard: call.shard ?? null,
      cost: cost(call.method, `${root}${call.path}`) * (call.items ?? 1),
      urgent: call.urgent === true,
    };
    if (!(await gate.enter(charge, maxWaitMs(call))))
      return {
        kind: 'not-sent',
        because: 'rate',
        reason: 'local rate limit: no tokens left for this request',
      };
    const outcome = await fetchOnce(options, call);
    if (outcome.kind === 'reply' && outcome.status === 429) gate.limited(charge);
    return outcome;
  }

  return {
    buckets: gate.buckets,
    writeUse: gate.writeUse,
    send: async (call) => {
      const denial = access.denial(call);
      if (denial !== null)
        return { kind: 'not-sent', because: denial, reason: REFUSAL_TEXT[denial] };
      learn();
      const round = access.round();
      const first = await sendOnce(call);
      const outcome = access.mayTryAgain(call, first, round) ? await sendOnce(call) : first;
      access.note(outcome);
      return outcome;
    },
  };
}
