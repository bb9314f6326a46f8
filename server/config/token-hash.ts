// What is kept of a random token in place of itself. In: the token. Out: SHA-256, hex.
import { createHash } from 'node:crypto';

/** For tokens that cannot be guessed only: a password needs a slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
