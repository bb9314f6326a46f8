// The password asked for once more, for one act. In: the password, a session. Out: null, or why it is not taken.
import { needsPassword } from '#lib/domain/mode.ts';
import type { Session } from '#server/ports/auth-store.ts';
import { type GatewayContext, OPERATOR } from './gateway-context.ts';
import { passwordFits } from './password.ts';

/** Null when the password fits; otherwise why nothing is done. Guesses are counted a session. */
export async function stepUp(
  context: GatewayContext,
  password: string | undefined,
  session: Session,
): Promise<string | null> {
  const operator = await context.store.findOperator(OPERATOR);
  const stored = operator?.passwordHash ?? null;
  if (stored === null)
    return needsPassword(context.mode)
      ? 'set a password first'
      : 'this needs your password: set one first (Settings → password)';
  try {
    await context.guesses.consume(`step-up:${session.tokenHash}`);
  } catch {
    return 'too many tries: wait a minute';
  }
  return (await passwordFits(stored, password ?? '')) ? null : 'the password does not fit';
}
