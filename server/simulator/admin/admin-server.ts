// The simulator's control port, loopback only, behind a token. In: HTTP requests. Out: the venue's state, or a fault injected.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { assertCondition } from '#lib/check.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { applyFault, type FaultTargets } from './apply-fault.ts';
import { readBurst, readFault, readSpeed } from './fault.ts';
import { venueState } from './venue-state.ts';

const MOST_BODY_BYTES = 16_384;

export interface AdminParts extends FaultTargets {
  readonly port: number;
  /** At least 16 characters. */
  readonly token: string;
  readonly traderId: string;
  readonly speed: () => number;
  readonly setSpeed: (speed: number) => void;
}

export interface AdminServer {
  /** http://127.0.0.1:port */
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Compares hashes, so that neither length nor content of the token leaks through time. */
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

async function readBody(request: IncomingMessage): Promise<Result<unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > MOST_BODY_BYTES) return fail(`body: more than ${MOST_BODY_BYTES} bytes`);
    chunks.push(piece);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return ok(body);
  } catch {
    return fail('body: not JSON');
  }
}

function refusal(error: string): Answer {
  return { status: 400, body: { error } };
}

function inject(parts: AdminParts, body: unknown): Answer {
  const fault = readFault(body);
  if (!fault.ok) return refusal(fault.error);
  const applied = applyFault(parts, fault.value);
  return applied.ok
    ? { status: 200, body: { applied: fault.value, atMs: parts.nowMs() } }
    : refusal(applied.error);
}

function changeSpeed(parts: AdminParts, body: unknown): Answer {
  const asked = readSpeed(body);
  if (!asked.ok) return refusal(asked.error);
  parts.setSpeed(asked.value.speed);
  return { status: 200, body: { speed: parts.speed() } };
}

function burst(parts: AdminParts, body: unknown): Answer {
  const asked = readBurst(body);
  if (!asked.ok) return refusal(asked.error);
  const { ticker, orders } = asked.value;
  return parts.world.burst(ticker, orders, parts.nowMs())
    ? { status: 200, body: { ticker, orders } }
    : refusal(`ticker: ${ticker} does not trade`);
}

async function answerTo(parts: AdminParts, request: IncomingMessage): Promise<Answer> {
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /state') return { status: 200, body: venueState(parts) };
  const act = { 'POST /fault': inject, 'POST /speed': changeSpeed, 'POST /trade-burst': burst };
  const handler = Object.entries(act).find(([name]) => name === route)?.[1];
  if (handler === undefined) return { status: 404, body: { error: `no route ${route}` } };
  const body = await readBody(request);
  return body.ok ? handler(parts, body.value) : refusal(body.error);
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
}

/** Listens on 127.0.0.1 (port 0 = any free one). 401 without the token, 400 naming the field that is wrong. */
export async function serveAdmin(parts: AdminParts): Promise<AdminServer> {
  assertCondition(parts.token.length >= 16, 'the admin token must have at least 16 characters');
  const server = createServer((request, response) => {
    if (!isToken(request.headers.authorization, parts.token)) {
      send(response, { status: 401, body: { error: 'a bearer token is needed' } });
      return;
    }
    answerTo(parts, request).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, { status: 500, body: { error: String(error) } }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : parts.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
