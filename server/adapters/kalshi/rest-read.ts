// Reading over REST: a path and a schema come in, a checked body goes out. Only reads are ever repeated.
import type { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';
import { parseErrorBody } from './error-body.ts';
import type { KalshiOptions } from './options.ts';
import type { RestCall, RestOutcome, RestReply } from './rest-call.ts';
import type { Transport } from './rest-transport.ts';

export type Query = Readonly<Record<string, string | number>>;

export interface Reader {
  /** One GET, repeated with jitter on 429, 408, 5xx, time-outs and network faults until its budget is used up. */
  get<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<Result<T>>;
  /** All pages in order; fails as a whole when any page fails, so a success proves absence. */
  pages<T>(path: string, query: Query, schema: z.ZodType<T & Page>): Promise<Result<readonly T[]>>;
  /** The last reply itself, for bodies that also come with an error status. */
  raw(path: string, query?: Query): Promise<RestOutcome>;
}

export interface Page {
  readonly cursor: string;
}

const MAX_ATTEMPTS = 3;
const READ_BUDGET_MS = 8_000;
const BACKOFF_MS = 200;
/** A listing longer than this is a fault (a cursor that never ends), not an account of ours. */
const MAX_PAGES = 100;

function worthRepeating(outcome: RestOutcome): boolean {
  if (outcome.kind === 'not-sent') return false;
  return (
    outcome.kind === 'lost' ||
    outcome.status === 429 ||
    outcome.status === 408 ||
    outcome.status >= 500
  );
}

/** Why a read gave nothing, in one line. */
export function describeOutcome(outcome: RestOutcome): string {
  if (outcome.kind !== 'reply') return outcome.reason;
  const error = parseErrorBody(outcome.status, outcome.text);
  return `${error.httpStatus} ${error.code}${error.details ? `: ${error.details}` : ''}`;
}

/** Checks the body of a reply; a body that does not fit is a failure, never a partial row. */
export function decodeBody<T>(reply: RestReply, schema: z.ZodType<T>): Result<T> {
  let body: unknown;
  try {
    body = JSON.parse(reply.text);
  } catch {
    return fail(`${reply.status} with a body that is not JSON`);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail(`unexpected body: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

/** Reads through `transport`, waiting through the timers port. */
export function createReader(options: KalshiOptions, transport: Transport): Reader {
  async function sendRepeating(call: RestCall): Promise<RestOutcome> {
    const startMs = options.clock.mono() / 1e6;
    for (let attempt = 1; ; attempt++) {
      const outcome = await transport.send(call);
      if (!worthRepeating(outcome) || attempt >= MAX_ATTEMPTS) return outcome;
      const waitMs = Math.ceil(options.entropy.random() * BACKOFF_MS * 2 ** attempt);
      if (options.clock.mono() / 1e6 + waitMs - startMs > READ_BUDGET_MS) return outcome;
      await new Promise<void>((resolve) => options.timers.after(waitMs, resolve));
    }
  }

  async function get<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<Result<T>> {
    const outcome = await sendRepeating({ method: 'GET', path, query });
    if (outcome.kind !== 'reply' || outcome.status !== 200)
      return fail(`GET ${path}: ${describeOutcome(outcome)}`);
    const body = decodeBody(outcome, schema);
    return body.ok ? body : fail(`GET ${path}: ${body.error}`);
  }

  async function pages<T>(
    path: string,
    query: Query,
    schema: z.ZodType<T & Page>,
  ): Promise<Result<readonly T[]>> {
    const found: T[] = [];
    const seen = new Set<string>();
    let cursor = '';
    while (found.length < MAX_PAGES) {
      const page = await get(path, cursor === '' ? query : { ...query, cursor }, schema);
      if (!page.ok) return page;
      found.push(page.value);
      cursor = page.value.cursor;
      if (cursor === '') return ok(found);
      if (seen.has(cursor)) return fail(`GET ${path}: the cursor repeats`);
      seen.add(cursor);
    }
    return fail(`GET ${path}: more than ${MAX_PAGES} pages`);
  }

  return { get, pages, raw: (path, query = {}) => sendRepeating({ method: 'GET', path, query }) };
}
