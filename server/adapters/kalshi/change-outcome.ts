// What became of a cancel, a decrease or a renewal: targets and the way the request ended come in, one report each goes out.
import { type CentiContracts, countToWire } from '#lib/domain/count.ts';
import { priceToWire } from '#lib/domain/price.ts';
import type {
  CancelAcceptedReport,
  CancelUnknownReport,
  DecreaseReport,
  RenewalReport,
} from '#lib/domain/report.ts';
import type { CancelTarget, RenewalTarget } from '#server/ports/venue-orders.ts';
import type { RestOutcome } from './rest-call.ts';
import { decodeBody, describeOutcome } from './rest-read.ts';
import { amendReply, cancelManyReply, cancelReply, decreaseReply } from './rest-schema.ts';

type CancelOutcome = CancelAcceptedReport | CancelUnknownReport;

function unknown(target: CancelTarget, cause: string): CancelUnknownReport {
  return { kind: 'cancel-unknown', venueOrderId: target.venueOrderId, cause };
}

/** 200 with the same order id is an answer; 404 and everything else is unknown, never "gone" (F115). */
export function judgeCancel(target: CancelTarget, outcome: RestOutcome): CancelOutcome {
  if (outcome.kind !== 'reply' || outcome.status !== 200)
    return unknown(target, describeOutcome(outcome));
  const body = decodeBody(outcome, cancelReply);
  if (!body.ok) return unknown(target, `200 but ${body.error}`);
  if (body.value.order_id !== target.venueOrderId)
    return unknown(target, '200 names another order');
  return {
    kind: 'cancel-accepted',
    venueOrderId: target.venueOrderId,
    reducedBy: body.value.reduced_by,
  };
}

/** The body of a batch cancel: every order with its shard and market (kalshi-api §1.6, §4.2). */
export function cancelManyBody(targets: readonly CancelTarget[]): object {
  return {
    orders: targets.map(({ venueOrderId, shard, ticker }) => ({
      order_id: venueOrderId,
      exchange_index: shard,
      market_ticker: ticker,
    })),
  };
}

/** Each child by its own row; one without a row, or with an error in it, is unknown, as all are when the whole fails. */
export function judgeCancelMany(
  targets: readonly CancelTarget[],
  outcome: RestOutcome,
): readonly CancelOutcome[] {
  if (outcome.kind !== 'reply' || outcome.status !== 200)
    return targets.map((target) => unknown(target, describeOutcome(outcome)));
  const body = decodeBody(outcome, cancelManyReply);
  if (!body.ok) return targets.map((target) => unknown(target, `200 but ${body.error}`));
  return targets.map((target) => {
    const row = body.value.orders.find((each) => each.order_id === target.venueOrderId);
    if (row === undefined) return unknown(target, 'the batch does not name it');
    if (row.error != null) return unknown(target, row.error.code ?? 'refused without a code');
    return {
      kind: 'cancel-accepted',
      venueOrderId: target.venueOrderId,
      reducedBy: row.reduced_by,
    };
  });
}

/** The body of a decrease: what may stay open, as a string. */
export function decreaseBody(target: CancelTarget, to: CentiContracts): object {
  return {
    reduce_to: countToWire(to),
    exchange_index: target.shard,
    market_ticker: target.ticker,
  };
}

/** 200 with the same order id: taken. The size it names is not read: rows of the order are (kalshi-api §4.2). */
export function judgeDecrease(target: CancelTarget, outcome: RestOutcome): DecreaseReport {
  const { venueOrderId } = target;
  const not = (cause: string): DecreaseReport => ({
    kind: 'decrease',
    venueOrderId,
    done: false,
    cause,
  });
  if (outcome.kind !== 'reply' || outcome.status !== 200) return not(describeOutcome(outcome));
  const body = decodeBody(outcome, decreaseReply);
  if (!body.ok) return not(`200 but ${body.error}`);
  if (body.value.order_id !== venueOrderId) return not('200 names another order');
  return { kind: 'decrease', venueOrderId, done: true, cause: '' };
}

/**
 * The body of an amend that changes the expiry alone. `count` is filled + desired resting: always the whole order, so
 * that a fill on the way takes from what rests and nothing is ever added (kalshi-api §4.2). Whole seconds, rounded down.
 */
export function renewalBody({ request, expiresAt }: RenewalTarget): object {
  return {
    ticker: request.ticker,
    side: request.side,
    price: priceToWire(request.price),
    count: countToWire(request.count),
    expiration_time: Math.floor(expiresAt / 1000),
    exchange_index: request.shard,
  };
}

/** 200 with the same order id is a yes; what never left is told as such; 404, 5xx and silence are not known (F115). */
export function judgeRenewal(target: RenewalTarget, outcome: RestOutcome): RenewalReport {
  const { venueOrderId, expiresAt } = target;
  const told = (is: RenewalReport['outcome'], cause: string): RenewalReport => ({
    kind: 'renewal',
    venueOrderId,
    expiresAt,
    outcome: is,
    cause,
  });
  if (outcome.kind === 'not-sent') return told('not-sent', outcome.reason);
  if (outcome.kind !== 'reply' || outcome.status !== 200)
    return told('unknown', describeOutcome(outcome));
  const body = decodeBody(outcome, amendReply);
  if (!body.ok) return told('unknown', `200 but ${body.error}`);
  if (body.value.order_id !== venueOrderId) return told('unknown', '200 names another order');
  return told('done', '');
}
