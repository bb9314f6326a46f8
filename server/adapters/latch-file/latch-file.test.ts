// The kill latch on disk: what was written is read, what cannot be read is a latch, a full disk still takes one.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { createLatchFile } from './latch-file.ts';

const LATCH: KillLatch = {
  id: 'k-1',
  at: wallMs(1_795_186_800_000),
  by: 'operator',
  reason: 'test “ü”',
  steps: [{ name: 'gate-closed', at: wallMs(1_795_186_800_001), detail: '' }],
  confirmedAt: null,
};

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latch-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('latch file', () => {
  test('F75 what one process wrote another reads, until it is cleared', () => {
    const file = createLatchFile(home);
    expect(file.read()).toBeNull();
    expect(file.write(LATCH)).toBe(true);
    expect(createLatchFile(home).read()).toEqual(LATCH);
    file.clear();
    expect(createLatchFile(home).read()).toBeNull();
  });

  test.each(['', '{"id":"k', '[]', '{"id":1}'])('doubt never trades: %j is a latch', (text) => {
    const file = createLatchFile(home);
    writeFileSync(join(home, 'kill', 'latch.json'), text);
    expect(file.read()?.id).toBe('unreadable-latch');
  });

  test('F73 a disk without room takes the latch in the space kept for it', () => {
    const file = createLatchFile(home);
    expect(statSync(join(home, 'kill', 'reserve')).size).toBe(64 * 1024);
    // A draft that cannot be made is what a full disk looks like from here.
    mkdirSync(join(home, 'kill', `latch.json.${process.pid}.new`));
    expect(file.write(LATCH)).toBe(true);
    expect(file.read()).toEqual({ ...LATCH, steps: [] });
    file.clear();
    expect(existsSync(join(home, 'kill', 'reserve'))).toBe(true);
  });

  test('a disk that takes nothing at all is told, not hidden', () => {
    const file = createLatchFile(home);
    rmSync(join(home, 'kill'), { recursive: true });
    expect(file.write(LATCH)).toBe(false);
  });
});
