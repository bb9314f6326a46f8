// /api/settings: the login that asks and the system as it runs. In: a call. Out: facts without secrets, or why none.
import { WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { SettingsReply } from '#lib/wire/settings-http.ts';
import { type Handler, plain } from './api-answer.ts';
import { OPERATOR } from './gateway-context.ts';
import { IDLE_MS } from './session.ts';

/** 401 signed out, 503 without a database: whether a password is set is not guessed. */
export const readSettings: Handler = async ({ session, context, path }) => {
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  try {
    const operator = await context.store.findOperator(OPERATOR);
    const body: SettingsReply = {
      ok: true,
      login: {
        operator: session.operator,
        passwordSet: (operator?.passwordHash ?? null) !== null,
        beganAt: session.createdAt,
        expiresAt: session.expiresAt,
        idleMs: IDLE_MS,
      },
      system: {
        mode: context.mode,
        startedAt: context.running.startedAt,
        build: context.build,
        engineBuild: context.engine.build(),
        engineSince: context.engine.connectedSince(),
        wireVersion: WIRE_VERSION,
        nodeVersion: process.version,
      },
      configuration: context.running.settings,
    };
    return { status: 200, body: { ...body } };
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'settings cannot be read');
    return plain(503, 'store-down', 'the database does not answer: the login cannot be read now');
  }
};
