// What became of a create: our client id and the way the request ended come in, exactly one of three reports goes out.
import type { ClientOrderId } from '#lib/domain/ids.ts';
import { venueOrderId } from '#lib/domain/ids.ts';
import type {
  OrderAcceptedReport,
  OrderRejectedReport,
  OrderUnknownReport,
} from '#lib/domain/report.ts';
import { parseErrorBody } from './error-body.ts';
import type { RestOutcome, RestReply } from './rest-call.ts';
import { decodeBody } from './rest-read.ts';
import { createReply } from './rest-schema.ts';

export type CreateReport = OrderAcceptedReport | OrderRejectedReport | OrderUnknownReport;

/** What stands for a request that was never made; status 0: denied by us. */
const NOT_SENT = {
  rate: { httpStatus: 429, code: 'local_rate_limit' },
  key: { httpStatus: 401, code: 'key_refused' },
  clock: { httpStatus: 0, code: 'clock_refused' },
} as const;

/** The engine's own word for "outcome unknown" (kalshi-api §1.5), whatever status carries it. */
const UNKNOWN_CODES: ReadonlySet<string> = new Set(['exchange_unavailable']);

function unknown(clientOrderId: ClientOrderId, cause: string): OrderUnknownReport {
  return { kind: 'order-unknown', clientOrderId, cause };
}

function accepted(clientOrderId: ClientOrderId, reply: RestReply): CreateReport {
  const body = decodeBody(reply, createReply);
  if (!body.ok) return unknown(clientOrderId, `${reply.status} but ${body.error}`);
  const told = body.value.client_order_id;
  if (told && told !== clientOrderId)
    return unknown(clientOrderId, `${reply.status} names another client order id`);
  return {
    kind: 'order-accepted',
    clientOrderId,
    venueOrderId: venueOrderId(body.value.order_id),
    filled: body.value.fill_count,
    remaining: body.value.remaining_count,
    venueAt: body.value.ts_ms,
  };
}

/**
 * F28–F34, F39: 2xx with a readable body is accepted (not a fill); 409 means that the id exists and is to be adopted;
 * other 4xx but 408 are definite refusals; everything else is unknown. Nothing here ever sends again.
 */
export function judgeCreate(clientOrderId: ClientOrderId, outcome: RestOutcome): CreateReport {
  if (outcome.kind === 'lost') return unknown(clientOrderId, outcome.reason);
  if (outcome.kind === 'not-sent')
    return {
      ...{ kind: 'order-rejected', clientOrderId, details: outcome.reason },
      ...NOT_SENT[outcome.because],
    };
  const { status, text } = outcome;
  if (status >= 200 && status < 300) return accepted(clientOrderId, outcome);
  const error = parseErrorBody(status, text);
  const said = `${status} ${error.code}`;
  if (status === 409) return unknown(clientOrderId, `${said}: duplicate client order id`);
  if (status < 400 || status === 408 || status >= 500 || UNKNOWN_CODES.has(error.code))
    return unknown(clientOrderId, said);
  return {
    kind: 'order-rejected',
    clientOrderId,
    httpStatus: status,
    code: error.code,
    details: error.details,
  };
}
