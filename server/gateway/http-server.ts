// One HTTP server: guard first, then /api, then /metrics, then Next. Pages other than sign-in need a session.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { handleApi } from './api.ts';
import type { GatewayContext } from './gateway-context.ts';
import { handleMetrics, METRICS_PATH } from './metrics/metrics-door.ts';
import type { OriginGuard } from './origin-guard.ts';
import { applySecurityHeaders } from './security-headers.ts';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Pages that must open without a session: how else would one sign in. */
const OPEN_PAGES = new Set(['/sign-in', '/setup']);
/** Built assets and icons: the same for everybody, no data in them. */
const OPEN_ASSETS =
  /^\/(_next\/static\/|icons?\/|favicon|manifest\.webmanifest$|apple-icon|[\w-]+\.(svg|png|ico)$)/;

/** Headers that steer Next's internals or claim a proxy never come from outside (ASVS 4.1.3). */
const STEERING_HEADERS =
  /^(x-middleware-|x-nextjs-|x-invoke-|x-matched-path$|x-now-|x-vercel-|x-forwarded-|x-real-ip$|forwarded$|x-http-method|x-original-|x-rewrite-)/;

/** Slow senders hold a connection no longer than this. */
const REQUEST_MS = 10_000;

function isAsset(path: string): boolean {
  return OPEN_ASSETS.test(path);
}

/** The path that both this file and Next will see; null for spellings on which two readers might differ. */
function pathOf(url: string): string | null {
  if (!url.startsWith('/') || /^\/\/|\\|%2f|%5c|%00|%2e/i.test(url.split('?', 1)[0] ?? ''))
    return null;
  const base = 'http://console';
  if (!URL.canParse(url, base)) return null;
  const { pathname } = new URL(url, base);
  return pathname === url.split(/[?#]/, 1)[0] ? pathname : null;
}

export interface HttpOptions {
  readonly guard: OriginGuard;
  readonly context: () => GatewayContext;
  readonly page: PageHandler;
  readonly dev: boolean;
  readonly secure: boolean;
}

function plainText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(`${text}\n`);
}

async function serve(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  applySecurityHeaders(request, response, options);
  const problem = options.guard.problem(request);
  if (problem !== null) {
    plainText(response, 403, problem);
    return;
  }
  const path = pathOf(request.url ?? '/');
  if (path === null) {
    plainText(response, 400, 'this address cannot be read');
    return;
  }
  if (path.startsWith('/api/')) {
    await handleApi(options.context(), request, response, path);
    return;
  }
  if (path === METRICS_PATH && request.method === 'GET') {
    await handleMetrics(options.context(), request, response);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    plainText(response, 405, 'pages are only read');
    return;
  }
  for (const name of Object.keys(request.headers))
    if (STEERING_HEADERS.test(name)) delete request.headers[name];
  const open = OPEN_PAGES.has(path) || isAsset(path) || (options.dev && path.startsWith('/_next/'));
  if (!open) {
    const session = await options.context().sessions.ofCookie(request.headers.cookie);
    if (session === null) {
      response.statusCode = 307;
      response.setHeader('Location', '/sign-in');
      response.setHeader('Cache-Control', 'no-store');
      response.end();
      return;
    }
  }
  if (!isAsset(path)) response.setHeader('Cache-Control', 'no-store');
  // Ours, whatever the browser sent: the document says of what build it is (F112).
  request.headers['x-voltage-build'] = options.context().build;
  await options.page(request, response);
}

/** The gateway's HTTP server, not listening yet. */
export function createConsoleServer(options: HttpOptions): Server {
  const server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      options.context().log.error({ error: String(error), url: request.url }, 'request failed');
      if (response.headersSent) response.destroy();
      else plainText(response, 500, 'the console server failed');
    });
  });
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = REQUEST_MS;
  return server;
}
