// Headers on every response: a nonce CSP and the usual hardening (ASVS 3.4).
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Sets the response headers and hands the nonce to Next through the request's own CSP header, which is where
 * Next looks for it. Scripts run by nonce only; styles may be inline because chart libraries write them.
 */
export function applySecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: { readonly dev: boolean; readonly secure: boolean },
): void {
  const nonce = randomBytes(16).toString('base64');
  const scripts = options.dev
    ? `'self' 'nonce-${nonce}' 'unsafe-eval'`
    : `'nonce-${nonce}' 'strict-dynamic'`;
  const policy = [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
  request.headers['content-security-policy'] = policy;
  request.headers['x-nonce'] = nonce;
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  if (options.secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}
