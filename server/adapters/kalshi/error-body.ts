// The venue's four error shapes and the edge's non-JSON bodies: status and text come in, one VenueError goes out.
import { z } from 'zod';

/** One refusal as the venue or its edge told it. Callers branch on `httpStatus`, then on `code`, never on text. */
export interface VenueError {
  readonly httpStatus: number;
  readonly code: string;
  readonly details: string;
}

const nested = z.looseObject({
  error: z.looseObject({
    code: z.string(),
    message: z.string().optional(),
    details: z.string().optional(),
  }),
});
const flat = z.looseObject({
  code: z.string(),
  message: z.string().optional(),
  details: z.string().optional(),
});
const bareMessage = z.looseObject({ msg: z.string() });
const rateLimit = z.looseObject({ error: z.string() });

/** What an operator should look at, where the venue's own code misleads (F37: a skewed clock is not a bad key). */
const HINTS: Readonly<Record<string, string>> = {
  header_timestamp_expired: 'our clock is off: the venue refused the time of the signature',
  deprecated_v1_order_endpoint: 'the venue removed this endpoint: a newer client is needed',
  insufficient_balance: 'not enough collateral on the shard of this market',
};

function withHint(httpStatus: number, code: string, parts: readonly (string | undefined)[]) {
  const said = parts.filter((part) => part !== undefined && part !== '' && part !== code);
  const hint = HINTS[code];
  return { httpStatus, code, details: [...said, ...(hint ? [hint] : [])].join(' · ') };
}

/** Reads any error body (kalshi-api §1.5). A body of no known shape becomes code `http_<status>`. */
export function parseErrorBody(httpStatus: number, text: string): VenueError {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return withHint(httpStatus, `http_${httpStatus}`, [text.trim().slice(0, 120)]);
  }
  const inner = nested.safeParse(body);
  if (inner.success) {
    const { code, message, details } = inner.data.error;
    return withHint(httpStatus, code, [details ?? message]);
  }
  const outer = flat.safeParse(body);
  if (outer.success)
    return withHint(httpStatus, outer.data.code, [outer.data.details ?? outer.data.message]);
  const bare = bareMessage.safeParse(body);
  if (bare.success) return withHint(httpStatus, 'invalid_parameters', [bare.data.msg]);
  const limited = rateLimit.safeParse(body);
  if (limited.success) return withHint(httpStatus, 'rate_limited', [limited.data.error]);
  return withHint(httpStatus, `http_${httpStatus}`, [text.slice(0, 120)]);
}
