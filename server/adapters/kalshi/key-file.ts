// An API key that lives in a file: path and key id come in, a key that can be read anew goes out.
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { fail, ok, type Result } from '#lib/result.ts';
import { type KalshiKey, loadKalshiKey } from './sign.ts';

function readKey(file: string, keyId: string): Result<KalshiKey> {
  try {
    return loadKalshiKey(readFileSync(file, 'utf8'), keyId);
  } catch {
    return fail(`the private key file ${file} cannot be read`);
  }
}

/**
 * The key in `file`. Whoever holds it signs with the newest reading: a rotation needs no second holder (F36). What can
 * no longer be read leaves the last good key in use.
 */
export function openKeyFile(file: string, keyId: string): Result<KalshiKey> {
  const first = readKey(file, keyId);
  if (!first.ok) return first;
  let current = first.value;
  const shown = () => `${String(current)} of a file`;
  const key = {
    keyId,
    get algorithm() {
      return current.algorithm;
    },
    sign: (message: string) => current.sign(message),
    reload() {
      const again = readKey(file, keyId);
      if (again.ok) current = again.value;
    },
    toJSON: shown,
    toString: shown,
    [inspect.custom]: shown,
  };
  return ok(Object.freeze(key));
}
