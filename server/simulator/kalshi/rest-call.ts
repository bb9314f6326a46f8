// What a REST handler gets and gives. Types and the answer constructors with the venue's four error shapes.
// Source: kalshi-api §1.5.
import type { RunningExchange } from './exchange.ts';
import type { VenueReject } from './order-shapes.ts';
import type { Account, Venue } from './venue.ts';

/** One HTTP request, already read. `path` has no query; header names are lower case. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bodyText: string;
  /** Exchange time. */
  readonly nowMs: number;
  /** The venue's wall clock for the signature check; equals nowMs unless skewed. */
  readonly wallMs: number;
}

export interface RestResponse {
  readonly status: number;
  /** Empty for 204. */
  readonly bodyText: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request after routing and authentication. */
export interface Call {
  readonly exchange: RunningExchange;
  readonly venue: Venue;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly bodyText: string;
  readonly nowMs: number;
  /** The instant reads answer for: now minus the read lag. */
  readonly asOfMs: number;
}

/** A call on a signed route. */
export interface SignedCall extends Call {
  readonly account: Account;
}

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

/** Any JSON answer. */
export function answer(status: number, body: unknown): RestResponse {
  return { status, bodyText: JSON.stringify(body), headers: JSON_HEADERS };
}

/** 204. */
export function emptyAnswer(): RestResponse {
  return { status: 204, bodyText: '', headers: {} };
}

function messageOf(code: string): string {
  return code === 'authentication_error' ? code : code.replaceAll('_', ' ');
}

/** `{code, message, details?}` as it stands inside the nested shape and in batches. */
export function errorBody(reject: Pick<VenueReject, 'code' | 'details'>): Record<string, string> {
  const { code, details } = reject;
  const message = messageOf(code);
  return details === undefined ? { code, message } : { code, message, details };
}

/** Shape 1: nested; authentication and engine refusals. */
export function refused(reject: VenueReject): RestResponse {
  return answer(reject.httpStatus, { error: errorBody(reject) });
}

/** Shape 1 from its parts. */
export function nested(status: number, code: string, details?: string): RestResponse {
  const reject = { ok: false as const, httpStatus: status, code };
  return refused(details === undefined ? reject : { ...reject, details });
}

/** Shape 2: flat; request bodies that do not decode. */
export function flatBadRequest(details: string): RestResponse {
  return answer(400, errorBody({ code: 'bad_request', details }));
}

/** Shape 3: bare message; query parameters that do not validate. */
export function bareMessage(endpoint: string, text: string): RestResponse {
  return answer(400, { msg: `Parameter validation failed for ${endpoint}: ${text}` });
}

/** Shape 4: the rate limit. */
export function tooManyRequests(): RestResponse {
  return answer(429, { error: 'too many requests' });
}

/** Whether a value is an engine refusal. */
export function isReject(value: unknown): value is VenueReject {
  return typeof value === 'object' && value !== null && 'httpStatus' in value;
}
