// /api/pnl: results of a span of time for a signed-in operator, as JSON and as CSV files. In: from, to. Out: a report.
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { PnlReply } from '#lib/wire/pnl-http.ts';
import type { PositionRow } from '#lib/wire/trade-rows.ts';
import { type ApiAnswer, type ApiCall, type Handler, plain } from './api-answer.ts';
import { breakdownLines, fillLines } from './pnl/pnl-csv.ts';
import { type PnlReport, pnlReport } from './pnl/pnl-report.ts';

/** Fills told to the page; the file has all. */
const SHOWN_FILLS = 200;

const instant = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const spanSchema = z
  .strictObject({ from: instant.optional(), to: instant.optional() })
  .refine(({ from = 0, to = Number.POSITIVE_INFINITY }) => from < to, 'from must lie before to');

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');

type Answering = (report: PnlReport) => ApiAnswer;

/** Reads the span that the address names; 400 for what is no span, 503 without a database. */
async function reported(call: ApiCall, answer: Answering): Promise<ApiAnswer> {
  if (call.session === null) return SIGNED_OUT;
  const { searchParams } = new URL(call.request.url ?? '/', 'http://console');
  const wanted = spanSchema.safeParse(Object.fromEntries(searchParams));
  if (!wanted.success) return plain(400, 'bad-span', z.prettifyError(wanted.error));
  // What is booked in this very millisecond is in it.
  const { from = null, to = Math.floor(call.context.clock.wall()) + 1 } = wanted.data;
  try {
    return answer(pnlReport(await call.context.pnl.readPnl({ from, to }), { from, to }));
  } catch (error) {
    call.context.log.error({ path: call.path, error: String(error) }, 'results cannot be read');
    return plain(503, 'store-down', 'the database does not answer: results cannot be read now');
  }
}

/** Open and late positions as the engine tells them now; null while it is not connected. */
function positionsOf({ context }: ApiCall): readonly PositionRow[] | null {
  if (context.engine.connectedSince() === null) return null;
  const [table] = context.engine.snapshots(['positions']);
  if (table === undefined) return null;
  return Object.values(table.rows).filter((row): row is PositionRow => 'unrealisedMicro' in row);
}

/** Day and minute of an instant, as a file may be named. */
function nameOf(at: number | null): string {
  return at === null ? 'first' : new Date(at).toISOString().slice(0, 16).replace(':', '');
}

function csvFile(
  call: ApiCall,
  name: string,
  report: PnlReport,
  lines: Iterable<string>,
): ApiAnswer {
  const span = `${nameOf(report.cut?.from ?? report.from)}-to-${nameOf(report.to)}`;
  const file = {
    name: `voltage-${name}-${call.context.mode}-${span}.csv`,
    type: 'text/csv',
    chunks: Readable.from(lines),
  };
  return { status: 200, body: {}, file };
}

/** GET /api/pnl?from=&to=: the report, with the newest fills. */
export const readPnl: Handler = (call) =>
  reported(call, (report) => {
    const body: PnlReply = { ok: true, ...report, fills: report.fills.slice(0, SHOWN_FILLS) };
    return { status: 200, body: { ...body } };
  });

/** GET /api/pnl/breakdown.csv?from=&to=: every group of every grouping. */
export const exportBreakdown: Handler = (call) =>
  reported(call, (report) =>
    csvFile(call, 'pnl', report, breakdownLines(report, positionsOf(call))),
  );

/** GET /api/pnl/fills.csv?from=&to=: every fill that was read. */
export const exportPnlFills: Handler = (call) =>
  reported(call, (report) => csvFile(call, 'fills', report, fillLines(report.fills)));
