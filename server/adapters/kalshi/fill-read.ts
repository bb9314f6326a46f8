// Our fills of both tiers: recent ones and, for a look far back, those the venue has filed away. Out: fill reports.
import type { WallMs } from '#lib/domain/instant.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { ok, type Result } from '#lib/result.ts';
import { isSince, readFill } from './account-rows.ts';
import type { Reader } from './rest-read.ts';
import { cutoffReply, type FillRow, fillsReply } from './rest-schema.ts';

const PAGE_LIMIT = 200;
/** The historical tier begins two weeks back at the earliest (kalshi-api §3.5): a shorter look needs no cutoff. */
const RECENT_MS = 7 * 86_400_000;

export interface FillScope {
  readonly sinceSeconds: number;
  readonly shard: number;
}

async function rowsOf(
  reader: Reader,
  path: string,
  scope: FillScope,
): Promise<Result<readonly FillRow[]>> {
  const { sinceSeconds, shard } = scope;
  const query = { limit: PAGE_LIMIT, min_ts: sinceSeconds };
  const recent = path.startsWith('/portfolio');
  const asked = recent ? { ...query, exchange_index: shard } : query;
  const pages = await reader.pages(path, asked, fillsReply);
  return pages.ok ? ok(pages.value.flatMap((page) => page.fills)) : pages;
}

/** Null when the recent tier reaches back far enough; a cutoff that cannot be read fails the reading (F68). */
async function historicalRows(
  reader: Reader,
  scope: FillScope,
  now: WallMs,
): Promise<Result<readonly FillRow[]>> {
  const sinceMs = scope.sinceSeconds * 1000;
  if (now - sinceMs < RECENT_MS) return ok([]);
  const cutoff = await reader.get('/historical/cutoff', {}, cutoffReply);
  if (!cutoff.ok) return cutoff;
  if (sinceMs >= cutoff.value.trades_created_ts) return ok([]);
  return rowsOf(reader, '/historical/fills', scope);
}

/** Every fill since the scope's start that touched our shard's cash, each once; fails as a whole (F68, F69). */
export async function readFills(
  reader: Reader,
  scope: FillScope,
  now: WallMs,
): Promise<Result<readonly FillReport[]>> {
  const [recent, historical] = await Promise.all([
    rowsOf(reader, '/portfolio/fills', scope),
    historicalRows(reader, scope, now),
  ]);
  if (!recent.ok) return recent;
  if (!historical.ok) return historical;
  const rows = new Map(
    [...historical.value, ...recent.value].map((row) => [`${row.trade_id}:${row.order_id}`, row]),
  );
  const fills: FillReport[] = [];
  for (const row of rows.values()) {
    const shard = row.exchange_index ?? null;
    const isOurs = shard === scope.shard || (shard === null && seriesOf(row.ticker) !== null);
    if (!isOurs || !isSince(row.created_time, scope.sinceSeconds)) continue;
    const fill = readFill(row);
    if (!fill.ok) return fill;
    fills.push(fill.value);
  }
  return ok(fills);
}
