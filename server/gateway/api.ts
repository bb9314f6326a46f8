// /api: login, setup, password, logout, session, health, decisions, orders, fills, P&L, audit, rehearsals. Every handler authorises itself; nothing trusts a middleware.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { needsPassword } from '#lib/domain/mode.ts';
import type { SessionReply } from '#lib/wire/http.ts';
import { hashToken } from '#server/config/token-hash.ts';
import {
  type AnswerFile,
  type ApiAnswer,
  type ApiCall,
  type Handler,
  plain,
} from './api-answer.ts';
import { auditNames, exportAudit, listAudit, verifyAudit } from './audit.ts';
import {
  DECISION_PATH,
  exportDecisions,
  lastMarket,
  listDecisions,
  listOffers,
  nearDecisions,
  oneDecision,
} from './decisions.ts';
import { beginDrill, readDrill, stopDrill } from './drill/drill.ts';
import { type GatewayContext, OPERATOR } from './gateway-context.ts';
import { listIncidents } from './incidents.ts';
import { listKills } from './kills.ts';
import { listLimitVersions, previewLimitChange } from './limits/limits.ts';
import { listModels, modelScores } from './models.ts';
import { readMoment } from './moments.ts';
import { exportFills, listFills, listOrders, ORDER_PATH, oneOrder } from './orders.ts';
import { hashPassword, passwordFits } from './password.ts';
import { exportBreakdown, exportPnlFills, readPnl } from './pnl.ts';
import { COOKIE_SECONDS } from './session.ts';
import { readSettings } from './settings.ts';
import { lookAtTicket } from './ticket.ts';

const BODY_LIMIT = 16 * 1024;

const setupBody = z.strictObject({ token: z.string().min(16).max(200) });
const loginBody = z.strictObject({ password: z.string().min(1).max(256) });
const passwordBody = z.strictObject({
  current: z.string().max(256).optional(),
  next: z.string().min(1).max(256),
});

/** Takes one guess from the caller's budget; null when there is none left. */
async function mayGuess(call: ApiCall, kind: string): Promise<ApiAnswer | null> {
  try {
    await call.context.guesses.consume(`${kind}:${call.address}`);
    await call.context.allGuesses.consume(kind);
    return null;
  } catch {
    return plain(429, 'too-many-tries', 'too many tries: wait a minute');
  }
}

async function beginSession(call: ApiCall, action: string): Promise<ApiAnswer> {
  const { context } = call;
  const { token, session } = await context.sessions.begin(OPERATOR);
  await context.store.appendAudit({
    at: context.clock.wall(),
    by: OPERATOR,
    action,
    detail: JSON.stringify({ address: call.address, session: session.tokenHash.slice(0, 8) }),
  });
  return {
    ...plain(200, 'signed-in', 'signed in'),
    cookie: context.sessions.cookie(token, COOKIE_SECONDS),
  };
}

async function refuse(call: ApiCall, action: string, answer: ApiAnswer): Promise<ApiAnswer> {
  await call.context.store.appendAudit({
    at: call.context.clock.wall(),
    by: 'anonymous',
    action,
    detail: JSON.stringify({ address: call.address }),
  });
  return answer;
}

const setup: Handler = async (call) => {
  const parsed = setupBody.safeParse(call.body);
  if (!parsed.success) return plain(400, 'bad-body', z.prettifyError(parsed.error));
  const limited = await mayGuess(call, 'setup');
  if (limited) return limited;
  const { store, clock } = call.context;
  if (await store.consumeSetupToken(hashToken(parsed.data.token), clock.wall()))
    return beginSession(call, 'setup-link-used');
  return refuse(
    call,
    'setup-link-refused',
    plain(
      403,
      'bad-token',
      'this link was used already or has expired; restart to print a new one',
    ),
  );
};

const login: Handler = async (call) => {
  const parsed = loginBody.safeParse(call.body);
  if (!parsed.success) return plain(400, 'bad-body', z.prettifyError(parsed.error));
  const limited = await mayGuess(call, 'login');
  if (limited) return limited;
  const operator = await call.context.store.findOperator(OPERATOR);
  if (await passwordFits(operator?.passwordHash ?? null, parsed.data.password))
    return beginSession(call, 'signed-in');
  return refuse(call, 'sign-in-refused', plain(403, 'bad-password', 'the password does not fit'));
};

const password: Handler = async (call) => {
  const { context, session } = call;
  if (session === null) return plain(401, 'signed-out', 'sign in first');
  const parsed = passwordBody.safeParse(call.body);
  if (!parsed.success) return plain(400, 'bad-body', z.prettifyError(parsed.error));
  const limited = await mayGuess(call, 'login');
  if (limited) return limited;
  const operator = await context.store.findOperator(OPERATOR);
  const before = operator?.passwordHash ?? null;
  if (before !== null && !(await passwordFits(before, parsed.data.current ?? '')))
    return plain(403, 'bad-password', 'the current password does not fit');
  const hashed = await hashPassword(parsed.data.next);
  if (!hashed.ok) return plain(400, 'weak-password', hashed.error);
  await context.store.setPasswordHash(OPERATOR, hashed.value);
  await context.sessions.endAll(OPERATOR, session.tokenHash);
  context.closeSockets({ allBut: session.tokenHash }, 'the password was changed');
  await context.store.appendAudit({
    at: context.clock.wall(),
    by: session.operator,
    action: before === null ? 'password-set' : 'password-changed',
    detail: '{}',
  });
  return plain(200, 'password-set', 'the password is set; other sessions were ended');
};

const logout: Handler = async (call) => {
  const { context, session } = call;
  if (session !== null) {
    await context.sessions.end(session);
    context.closeSockets({ session: session.tokenHash }, 'signed out');
  }
  return { ...plain(200, 'signed-out', 'signed out'), cookie: context.sessions.cookie('', 0) };
};

const whoAmI: Handler = async ({ context, session }) => {
  const operator = await context.store.findOperator(OPERATOR);
  const passwordSet = (operator?.passwordHash ?? null) !== null;
  const body: SessionReply = {
    signedIn: session !== null,
    operator: session?.operator ?? null,
    passwordSet,
    mode: context.mode,
    build: context.build,
    expiresAt: session?.expiresAt ?? null,
  };
  return { status: 200, body };
};

const health: Handler = ({ context }) => {
  const up = context.engine.connectedSince() !== null;
  return Promise.resolve({ status: up ? 200 : 503, body: { ok: up, engine: up } });
};

const ROUTES: Readonly<Record<string, Handler>> = {
  'POST /api/setup': setup,
  'POST /api/login': login,
  'POST /api/password': password,
  'POST /api/logout': logout,
  'GET /api/session': whoAmI,
  'GET /api/health': health,
  'GET /api/decisions': listDecisions,
  'GET /api/decisions.csv': exportDecisions,
  'GET /api/decisions/near': nearDecisions,
  'GET /api/last-market': lastMarket,
  'GET /api/offers': listOffers,
  'GET /api/replay': readMoment,
  'GET /api/orders': listOrders,
  'GET /api/fills': listFills,
  'GET /api/fills.csv': exportFills,
  'GET /api/pnl': readPnl,
  'GET /api/pnl/breakdown.csv': exportBreakdown,
  'GET /api/pnl/fills.csv': exportPnlFills,
  'GET /api/audit': listAudit,
  'GET /api/audit/names': auditNames,
  'GET /api/audit/export': exportAudit,
  'POST /api/audit/verify': verifyAudit,
  'GET /api/kills': listKills,
  'GET /api/drill': readDrill,
  'POST /api/drill': beginDrill,
  'POST /api/drill/stop': stopDrill,
  'GET /api/incidents': listIncidents,
  'GET /api/settings': readSettings,
  'GET /api/ticket': lookAtTicket,
  'GET /api/models': listModels,
  'GET /api/models/scores': modelScores,
  'GET /api/limits/versions': listLimitVersions,
  'POST /api/limits/preview': previewLimitChange,
};

function handlerOf(method: string | undefined, path: string): Handler | undefined {
  const route = `${method} ${path}`;
  if (Object.hasOwn(ROUTES, route)) return ROUTES[route];
  if (method !== 'GET') return undefined;
  if (path.startsWith(ORDER_PATH)) return oneOrder;
  return path.startsWith(DECISION_PATH) ? oneDecision : undefined;
}

/** The parsed body; `undefined` when it is not JSON, `null` is a body too. Stops reading at the limit. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  const body = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

async function answerOf(
  context: GatewayContext,
  request: IncomingMessage,
  path: string,
): Promise<ApiAnswer> {
  const handler = handlerOf(request.method, path);
  if (!handler) return plain(404, 'no-such-route', 'there is nothing here');
  let body: unknown = null;
  if (request.method === 'POST') {
    if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? ''))
      return plain(415, 'json-only', 'send application/json');
    body = await readJson(request);
    if (body === undefined) return plain(400, 'bad-body', 'the body is not JSON or too large');
  }
  const address = request.socket.remoteAddress ?? 'unknown';
  let session: ApiCall['session'];
  try {
    session = await context.sessions.ofCookie(request.headers.cookie);
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'sessions cannot be read');
    return plain(503, 'store-down', 'the database does not answer: nothing can be looked up now');
  }
  return handler({ context, request, path, body, session, address });
}

async function sendFile(response: ServerResponse, { name, type, chunks }: AnswerFile) {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  await pipeline(Readable.from(chunks), response);
}

/** Answers one /api request; the caller has checked Host and Origin. Never throws. */
export async function handleApi(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  let answer: ApiAnswer;
  try {
    answer = await answerOf(context, request, path);
  } catch (error) {
    context.log.error({ path, error: String(error) }, 'api handler failed');
    answer = plain(500, 'failed', 'the console server failed; nothing was changed');
  }
  // What is left of a body that was not read must not pass for the next request.
  if (!request.complete) response.setHeader('Connection', 'close');
  if (answer.cookie !== undefined) response.setHeader('Set-Cookie', answer.cookie);
  response.setHeader('Cache-Control', 'no-store');
  response.statusCode = answer.status;
  if (answer.file !== undefined) {
    await sendFile(response, answer.file).catch((error: unknown) =>
      context.log.error({ path, error: String(error) }, 'a file was broken off'),
    );
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(answer.body));
}

/** True when the mode asks for a password that is not set yet: nothing but the password page is served. */
export async function mustSetPassword(context: GatewayContext): Promise<boolean> {
  if (!needsPassword(context.mode)) return false;
  const operator = await context.store.findOperator(OPERATOR);
  return (operator?.passwordHash ?? null) === null;
}
