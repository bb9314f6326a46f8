// One HTTP server: guard first, then /api, then Next. Pages other than sign-in need a session.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { handleApi } from './api.ts';
import type { GatewayContext } from './gateway-context.ts';
import type { OriginGuard } from './origin-guard.ts';
import { applySecurityHeaders } from './security-headers.ts';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Pages that must open without a session: how else would one sign in. */
const OPEN_PAGES = new Set(['/sign-in', '/setup']);
/** Built assets and icons: the same for everybody, no data in them. */
const OPEN_ASSETS =
  /^\/(_next\/static\/|icons?\/|favicon|manifest\.webmanifest$|apple-icon|[\w-]+\.(svg|png|ico)$)/;

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
  const path = new URL(request.url ?? '/', 'http://console').pathname;
  if (path.startsWith('/api/')) {
    await handleApi(options.context(), request, response, path);
    return;
  }
  // Headers that steer Next's internals never come from outside.
  for (const name of Object.keys(request.headers))
    if (name.startsWith('x-middleware-') || name.startsWith('x-nextjs-'))
      delete request.headers[name];
  const open =
    OPEN_PAGES.has(path) || OPEN_ASSETS.test(path) || (options.dev && path.startsWith('/_next/'));
  if (!open) {
    const session = await options.context().sessions.ofCookie(request.headers.cookie);
    if (session === null) {
      response.statusCode = 307;
      response.setHeader('Location', '/sign-in');
      response.setHeader('Cache-Control', 'no-store');
      response.end();
      return;
    }
    response.setHeader('Cache-Control', 'no-store');
  }
  await options.page(request, response);
}

/** The gateway's HTTP server, not listening yet. */
export function createConsoleServer(options: HttpOptions): Server {
  return createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      options.context().log.error({ error: String(error), url: request.url }, 'request failed');
      if (!response.headersSent) plainText(response, 500, 'the console server failed');
    });
  });
}
