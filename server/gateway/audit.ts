// /api/audit: the audit rows, their names, the check of their chain and an export, for a signed-in operator.
import { z } from 'zod';
import type { AuditRow, AuditVerifyReply } from '#lib/wire/audit-http.ts';
import { type ApiAnswer, type ApiCall, type Handler, plain } from './api-answer.ts';

/** Rows of one page of the list. */
const PAGE = 100;

const nameSchema = z.string().min(1).max(128).optional();
const pageSchema = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .optional(),
  by: nameSchema,
  action: nameSchema,
});

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');

function storeDown(call: ApiCall, error: unknown): ApiAnswer {
  call.context.log.error({ path: call.path, error: String(error) }, 'the audit cannot be read');
  return plain(503, 'store-down', 'the database does not answer: the audit cannot be read now');
}

/** Rows, newest first, a page: `?before=` the last row of the page before, `?by=` and `?action=` one name alone. */
export const listAudit: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const { searchParams } = new URL(call.request.url ?? '/', 'http://console');
  const page = pageSchema.safeParse(Object.fromEntries(searchParams));
  if (!page.success) return plain(400, 'bad-page', z.prettifyError(page.error));
  const { before = null, by = null, action = null } = page.data;
  try {
    const rows = await call.context.audit.list({ before, by, action, limit: PAGE });
    const next = rows.length < PAGE ? null : (rows.at(-1)?.seq ?? null);
    return { status: 200, body: { ok: true, rows, next } };
  } catch (error) {
    return storeDown(call, error);
  }
};

/** Everybody and every action that is in the audit. */
export const auditNames: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  try {
    const { by, actions } = await call.context.audit.names();
    return { status: 200, body: { ok: true, by, actions } };
  } catch (error) {
    return storeDown(call, error);
  }
};

/** Recomputes the chain; 409 while another check is under way, for one reads the whole table already. */
export const verifyAudit: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const check = call.context.audit.verify();
  if (check === null) return plain(409, 'verifying', 'the chain is being verified already: wait');
  try {
    const { ok, rows, head, brokenAt = null } = await check;
    if (!ok) call.context.log.error({ rows, brokenAt }, 'the audit chain is broken');
    const at = call.context.clock.wall();
    const body: AuditVerifyReply = { ok: true, isWhole: ok, rows, brokenAt, head, at };
    return { status: 200, body };
  } catch (error) {
    return storeDown(call, error);
  }
};

async function* linesOf(
  first: IteratorResult<readonly AuditRow[], void>,
  rest: AsyncGenerator<readonly AuditRow[], void, undefined>,
): AsyncGenerator<string, void, undefined> {
  for (let batch = first; batch.done !== true; batch = await rest.next())
    yield batch.value.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The whole chain as JSON Lines, oldest row first; the first batch is read before anything is promised. */
export const exportAudit: Handler = async (call) => {
  if (call.session === null) return SIGNED_OUT;
  const { audit, clock, mode } = call.context;
  try {
    const batches = audit.batches();
    const first = await batches.next();
    const day = new Date(clock.wall()).toISOString().slice(0, 10);
    const file = {
      name: `voltage-audit-${mode}-${day}.jsonl`,
      type: 'application/x-ndjson',
      chunks: linesOf(first, batches),
    };
    return { status: 200, body: {}, file };
  } catch (error) {
    return storeDown(call, error);
  }
};
