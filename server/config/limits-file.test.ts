// The limits file and the desk's editor take and refuse the same values: what one stores the other must be able to read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isPlainLimit, LIMIT_RULES, type PlainLimit } from '#lib/domain/limit-change.ts';
import { loadLimits } from './limits-file.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'limits-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const FILE = join(FOLDER, 'limits.json');

function read(id: PlainLimit, value: number | boolean) {
  writeFileSync(FILE, JSON.stringify({ [id]: value }));
  return loadLimits(FILE);
}

/** How many of the kept unit make one of the file's, found out by the file's own reader. */
function scaleOf(id: PlainLimit): number {
  const one = read(id, 1);
  if (one.ok) return Number(one.value[id]);
  return 1;
}

test.each(Object.keys(LIMIT_RULES).filter(isPlainLimit))(
  '%s has the same bounds in the file and on the desk',
  (id) => {
    const { kind, min, max } = LIMIT_RULES[id];
    if (kind === 'switch') {
      expect(read(id, true)).toMatchObject({ ok: true, value: { [id]: true } });
      expect(read(id, 1).ok).toBe(false);
      return;
    }
    const scale = scaleOf(id);
    const step = kind === 'whole' ? 1 : 0.0001;
    expect(read(id, min / scale)).toMatchObject({ ok: true, value: { [id]: min } });
    expect(read(id, max / scale)).toMatchObject({ ok: true, value: { [id]: max } });
    expect(read(id, (min - step) / scale).ok).toBe(false);
    expect(read(id, (max + step) / scale).ok).toBe(false);
  },
);
