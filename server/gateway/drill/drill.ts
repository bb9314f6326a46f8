// /api/drill: a rehearsal of the kill levels from the console. In: a call, for a beginning with the password. Out: how it stands.
import { z } from 'zod';
import { KILL_LEVELS } from '#lib/domain/kill.ts';
import type { DrillReply } from '#lib/wire/drill-http.ts';
import type { Session } from '#server/ports/auth-store.ts';
import { type ApiAnswer, type ApiCall, type Handler, plain } from '../api-answer.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { stepUp } from '../step-up.ts';

const callSchema = z.strictObject({
  level: z.enum(KILL_LEVELS).nullable(),
  password: z.string().max(256),
});

const SIGNED_OUT = plain(401, 'signed-out', 'sign in first');
const TAKEN = plain(409, 'drill-running', 'a rehearsal is under way: one at a time');

function replyOf({ drills }: GatewayContext): ApiAnswer {
  const reply: DrillReply = { ok: true, run: drills.run(), refusal: drills.refusal() };
  return { status: 200, body: { ...reply } };
}

function storeDown({ context, path }: ApiCall, error: unknown): ApiAnswer {
  context.log.error({ path, error: String(error) }, 'a rehearsal cannot be recorded');
  const text = 'the database does not answer: a rehearsal that nobody can look up is not begun';
  return plain(503, 'store-down', text);
}

function audit(context: GatewayContext, by: string, action: string, detail: object) {
  const at = context.clock.wall();
  return context.store.appendAudit({ at, by, action, detail: JSON.stringify(detail) });
}

/** How the rehearsal stands, or the last one, and why none may begin. */
export const readDrill: Handler = async ({ session, context }) =>
  session === null ? SIGNED_OUT : replyOf(context);

/** Why it may not begin, with the audit row of a refusal or of the beginning; null when it may. */
async function admit(
  { context }: ApiCall,
  session: Session,
  { level, password }: z.infer<typeof callSchema>,
): Promise<ApiAnswer | null> {
  const problem = await stepUp(context, password, session);
  await audit(
    ...([context, session.operator] as const),
    problem === null ? 'drill' : 'drill-refused',
    problem === null ? { level: level ?? 'all' } : { problem },
  );
  return problem === null ? null : plain(403, 'step-up', problem);
}

/** Begins one: 400 names the field, 403 without the password, 409 while one runs or none may, 503 without a database. */
export const beginDrill: Handler = async (call) => {
  const { session, context } = call;
  if (session === null) return SIGNED_OUT;
  const parsed = callSchema.safeParse(call.body);
  if (!parsed.success) return plain(400, 'bad-body', z.prettifyError(parsed.error));
  const { drills } = context;
  if (drills.run()?.state === 'running') return TAKEN;
  const refusal = drills.refusal();
  if (refusal !== null) return plain(409, 'drill-refused', refusal);
  try {
    const problem = await admit(call, session, parsed.data);
    if (problem !== null) return problem;
  } catch (error) {
    return storeDown(call, error);
  }
  const hasBegun = drills.begin({ by: session.operator, level: parsed.data.level });
  if (hasBegun) return replyOf(context);
  const why = drills.refusal();
  return why === null ? TAKEN : plain(409, 'drill-refused', why);
};

/** Ends the one under way; 409 when there is none. Stopping needs no password and no database. */
export const stopDrill: Handler = async ({ session, context }) => {
  if (session === null) return SIGNED_OUT;
  if (!context.drills.stop(`by ${session.operator}`))
    return plain(409, 'no-drill', 'no rehearsal is under way');
  return replyOf(context);
};

/** What came of it, for the audit; `log` hears where that cannot be written. */
export function recordEnd(
  { store, clock, log }: Pick<GatewayContext, 'store' | 'clock' | 'log'>,
  run: NonNullable<DrillReply['run']>,
): void {
  const { by, state, text, results } = run;
  const detail = JSON.stringify({ state, text, results });
  store
    .appendAudit({ at: clock.wall(), by, action: 'drill-ended', detail })
    .catch((error: unknown) => log.error({ error: String(error) }, 'a rehearsal is not recorded'));
}
