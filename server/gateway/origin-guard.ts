// Exact Host and Origin checks, on HTTP and on socket upgrades alike (DNS rebinding, CSRF, socket hijack).
import type { IncomingMessage } from 'node:http';

export interface OriginGuard {
  /** Null when the request may go on, else the reason for a 403/421. */
  problem(request: IncomingMessage): string | null;
}

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/**
 * `origin` is the one origin browsers use. On a loopback origin 127.0.0.1, localhost and [::1] of the same port are
 * one and the same console. Requests that change anything must carry exactly one of these origins.
 */
export function createOriginGuard(origin: string): OriginGuard {
  const url = new URL(origin);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'];
  const names = loopback.includes(url.hostname) ? loopback : [url.hostname];
  const port = url.port === '' ? '' : `:${url.port}`;
  const hosts = new Set(names.map((name) => `${name}${port}`));
  const origins = new Set(names.map((name) => `${url.protocol}//${name}${port}`));
  return {
    problem(request) {
      const host = request.headers.host;
      if (host === undefined || !hosts.has(host)) return 'this host name is not the console';
      const from = request.headers.origin;
      const isUpgrade = request.headers.upgrade !== undefined;
      const mustHaveOrigin = isUpgrade || !SAFE_METHODS.has(request.method ?? 'GET');
      const site = request.headers['sec-fetch-site'];
      // A page of another origin may load this one by a link, but may touch neither its data nor its stream: another
      // local port counts as the same site, so the cookie alone would let it.
      const isData = /^\/(api|socket\.io)(\/|$|\?)/.test(request.url ?? '/');
      const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
      if ((mustHaveOrigin || isData) && isForeign) return 'cross-site requests are refused';
      if (from === undefined) return mustHaveOrigin ? 'the Origin header is missing' : null;
      return origins.has(from) ? null : 'this origin may not talk to the console';
    },
  };
}
