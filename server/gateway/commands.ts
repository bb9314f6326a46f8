// Commands from a browser: shape, session, step-up password, then on to the engine. Kill needs a session, nothing more.
import { z } from 'zod';
import type { CommandBody, CommandReply } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import { raisedIds } from '#lib/domain/limit-change.ts';
import { NO_PASSWORD } from '#lib/domain/password.ts';
import { commandBodySchema } from '#server/adapters/link/link-schema.ts';
import type { Session } from '#server/ports/auth-store.ts';
import { mustSetPassword } from './api.ts';
import type { GatewayContext } from './gateway-context.ts';
import { limitsInForce } from './limits/limits-in-force.ts';
import { stepUp } from './step-up.ts';

/** A command lives at most this long, whatever the browser asks for. */
const MAX_TTL_MS = 10_000;
const REPLY_WITHIN_MS = 5_000;
const KILL_TTL_MS = 60_000;
const KILL_REPLY_WITHIN_MS = 1_500;

const killSchema = z.object({
  id: z.string().min(8).max(64).catch('kill-without-id'),
  body: commandBodySchema.refine((body) => body.kind === 'kill' || body.kind === 'flatten'),
});

const callSchema = z.strictObject({
  id: z.string().min(8).max(64),
  build: z.string().max(64),
  // A browser's clock estimate may be a fraction; a fraction cannot be stored.
  issuedAt: z.number().transform(Math.round),
  expiresAt: z.number().transform(Math.round),
  body: commandBodySchema,
  password: z.string().max(256).optional(),
});

/** What to do when the engine does not answer a kill: the watchdog's own way to stop. */
export type FallbackKill = (
  by: string,
  reason: string,
  level: 'kill' | 'flatten',
) => Promise<CommandReply>;

function refusal(context: GatewayContext, id: string, code: string, text: string): CommandReply {
  return { id: commandId(id), ok: false, code, text, at: wallMs(context.clock.wall()) };
}

/** True for what raises risk; limits that nobody can tell apart from looser ones count as such. */
function needsStepUp(context: GatewayContext, body: CommandBody): boolean {
  if (body.kind === 'release') return true;
  if (body.kind === 'arm') return context.mode === 'live';
  if (body.kind !== 'change-limits') return false;
  const limits = limitsInForce(context);
  return limits === null || raisedIds(limits, body.changes).length > 0;
}

/** True for whatever can be read as a wish to stop: it needs a session, and no more than that. */
export function isKill(input: unknown): boolean {
  return killSchema.safeParse(input).success;
}

/**
 * Stops trading for `by`: the engine first, the watchdog when the engine does not say yes. Reads no database, checks no
 * time, id or length: stopping must work when nothing else does (F73).
 */
async function runKill(
  context: GatewayContext,
  by: string,
  input: unknown,
  fallbackKill: FallbackKill,
): Promise<CommandReply> {
  const { id, body } = killSchema.parse(input);
  const level = body.kind === 'flatten' ? 'flatten' : 'kill';
  const reason = 'reason' in body ? body.reason : level;
  const at = wallMs(Math.round(context.clock.wall()));
  const command = {
    id: commandId(id),
    by,
    issuedAt: at,
    expiresAt: addMs(at, KILL_TTL_MS),
    body: { kind: level, reason },
  } as const;
  const reply = await context.engine.command(command, KILL_REPLY_WITHIN_MS);
  if (reply.ok) return reply;
  const fallback = await fallbackKill(by, reason, level);
  return { ...fallback, id: command.id };
}

/** Runs one command of `session` and resolves with the stored answer. Never throws on bad input. */
export async function runCommand(
  context: GatewayContext,
  session: Session,
  input: unknown,
  fallbackKill: FallbackKill,
): Promise<CommandReply> {
  if (isKill(input)) return runKill(context, session.operator, input, fallbackKill);
  const parsed = callSchema.safeParse(input);
  if (!parsed.success)
    return refusal(context, 'malformed-command', 'bad-command', z.prettifyError(parsed.error));
  const { id, body, password, build } = parsed.data;
  if (build !== context.build)
    return refusal(context, id, 'old-page', 'this page is of another build: reload it');
  const at = context.clock.wall();
  if (at > parsed.data.expiresAt)
    return refusal(context, id, 'too-late', 'the command arrived after its time: press again');
  if (await mustSetPassword(context)) return refusal(context, id, 'password-needed', NO_PASSWORD);
  const risky = needsStepUp(context, body);
  if (risky) {
    const problem = await stepUp(context, password, session);
    if (problem !== null) {
      await context.store.appendAudit({
        at,
        by: session.operator,
        action: `${body.kind}-refused`,
        detail: JSON.stringify({ problem }),
      });
      return refusal(context, id, 'step-up', problem);
    }
  }
  const command = {
    id: commandId(id),
    by: session.operator,
    ...(risky ? { isSteppedUp: true } : {}),
    issuedAt: wallMs(parsed.data.issuedAt),
    expiresAt: wallMs(Math.min(parsed.data.expiresAt, Math.round(at) + MAX_TTL_MS)),
    body,
  };
  return context.engine.command(command, REPLY_WITHIN_MS);
}
