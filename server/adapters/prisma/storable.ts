// Between our values and what PostgreSQL can hold: exact integers as bigint, text and JSON without NUL characters.
import { createHash } from 'node:crypto';
import { assertInvariant } from '#lib/check.ts';
import { canonical } from '#lib/hash.ts';
import type { Prisma } from './generated/client.ts';

/** An integer value (money, count, price, Unix ms) as the database keeps it. Throws on a fraction: money is never a float (I17). */
export function exactBigint(value: number): bigint {
  assertInvariant(Number.isSafeInteger(value), `${value} is not an exact integer`);
  return BigInt(value);
}

/** A stored integer as a number. Throws beyond 2^53: such a row was not written by us. */
export function exactNumber(value: bigint): number {
  const number = Number(value);
  assertInvariant(Number.isSafeInteger(number), `stored ${value} is not a safe integer`);
  return number;
}

/** Text as PostgreSQL accepts it: NUL and half surrogates, which a venue's error text might hold, become U+FFFD. */
export function plainText(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\u0000', '\uFFFD');
}

/** A plain JSON copy of `value` under the same rule for text. */
export function plainJson(value: object): Prisma.InputJsonObject {
  return JSON.parse(
    JSON.stringify(value, (_, field) => (typeof field === 'string' ? plainText(field) : field)),
  );
}

/** SHA-256 over the canonical text of `value`: the natural key of a row that has no better one. */
export function contentHash(value: object): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}
