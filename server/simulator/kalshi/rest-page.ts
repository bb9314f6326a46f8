// Paging: limits and opaque cursors. In: sorted rows and the query. Out: one page and its cursor.
// Source: kalshi-api §3: the last page has cursor "", a garbage cursor is a first page, a large limit a bare-msg 400.
import { bareMessage, type RestResponse } from './rest-call.ts';

export interface PageRule {
  /** As the error text names it, e.g. GetMarkets. */
  readonly endpoint: string;
  readonly defaultLimit: number;
  readonly maxLimit: number;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly cursor: string;
}

function encodeCursor(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function decodeCursor(cursor: string | null): string | undefined {
  if (cursor === null || cursor === '') return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  return text.startsWith('after:') ? text.slice('after:'.length) : undefined;
}

function limitError(rule: PageRule, tag: string): RestResponse {
  const key = `${rule.endpoint}Params.Limit`;
  return bareMessage(
    rule.endpoint,
    `Key: '${key}' Error:Field validation for 'Limit' failed on the '${tag}' tag`,
  );
}

/** The page of `rows` that the query asks for; `keyOf` names a row for the cursor. */
export function pageOf<T>(
  rows: readonly T[],
  terms: { query: URLSearchParams; rule: PageRule; keyOf: (row: T) => string },
): Page<T> | RestResponse {
  const { query, rule, keyOf } = terms;
  const asked = query.get('limit');
  const limit = asked === null || asked === '0' ? rule.defaultLimit : Number(asked);
  if (!Number.isSafeInteger(limit) || limit < 0) return limitError(rule, 'gte');
  if (limit > rule.maxLimit) return limitError(rule, 'lte');
  const after = decodeCursor(query.get('cursor'));
  const at = after === undefined ? -1 : rows.findIndex((row) => keyOf(row) === after);
  const page = rows.slice(at + 1, at + 1 + limit);
  const last = page.at(-1);
  const hasMore = at + 1 + limit < rows.length;
  return { rows: page, cursor: hasMore && last !== undefined ? encodeCursor(keyOf(last)) : '' };
}

/** Whether paging answered with an error. */
export function isResponse<T>(value: Page<T> | RestResponse): value is RestResponse {
  return 'bodyText' in value;
}

/** A query value as a whole number, undefined when absent or not one. */
export function queryInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || !/^-?\d+$/.test(text)) return undefined;
  return Number(text);
}

/** Comma-separated values as a set, undefined when absent. */
export function querySet(query: URLSearchParams, name: string): ReadonlySet<string> | undefined {
  const text = query.get(name);
  return text === null || text === '' ? undefined : new Set(text.split(','));
}

/** Whether an instant lies in [min_ts, max_ts] (seconds) of the query. */
export function isInRange(query: URLSearchParams, atMs: number, prefix = ''): boolean {
  const min = queryInteger(query, `min_${prefix}ts`);
  const max = queryInteger(query, `max_${prefix}ts`);
  return (min === undefined || atMs >= min * 1_000) && (max === undefined || atMs <= max * 1_000);
}
