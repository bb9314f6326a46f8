// GET /metrics for a monitoring system: closed unless a secret was set, and then open to its bearer alone.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hashToken } from '#server/config/token-hash.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { metricsText } from './metrics-text.ts';

export const METRICS_PATH = '/metrics';

/** True for the bearer of the secret whose SHA-256 (hex) this is; hashes are compared, so the time tells nothing. */
function isBearer(header: string | undefined, tokenHash: string): boolean {
  const presented = /^Bearer ([\x21-\x7e]{1,500})$/.exec(header ?? '')?.[1];
  if (presented === undefined) return false;
  return timingSafeEqual(Buffer.from(hashToken(presented)), Buffer.from(tokenHash));
}

/** Answers one scrape; 404 while no secret was set, 401 for anyone but its bearer. A session opens nothing here. */
export async function handleMetrics(
  { metricsTokenHash, engine, clock }: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (metricsTokenHash === null) {
    response.statusCode = 404;
    response.end('metrics are closed: VOLTAGE_METRICS_TOKEN is not set\n');
    return;
  }
  if (!isBearer(request.headers.authorization, metricsTokenHash)) {
    response.statusCode = 401;
    response.setHeader('WWW-Authenticate', 'Bearer');
    response.end('the bearer token is missing or does not fit\n');
    return;
  }
  const text = await metricsText(engine, clock.wall());
  response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
  response.end(text);
}
