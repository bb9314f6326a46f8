// The password asked for once more, for one act. In: the password, a session. Out: null, or why it is not taken.
import { NO_PASSWORD } from '#lib/domain/password.ts';
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
  if (stored === null) return NO_PASSWORD;
  try {
    await context.guesses.consume(`step-up:${session.tokenHash}`);
  } catch {
    return 'too many tries: wait a minute';
  }
  return (await passwordFits(stored, password ?? '')) ? null : 'the password does not fit';
}
