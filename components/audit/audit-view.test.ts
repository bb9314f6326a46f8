// Audit rows and the check of their chain, in words.
import { describe, expect, test } from 'vitest';
import { detailFields, detailLine } from './detail-fields.ts';
import { verdictText } from './verdict-text.ts';

describe('the detail of a row', () => {
  test('every value stands beside its place, whatever the nesting', () => {
    const detail = JSON.stringify({
      body: { kind: 'kill', reason: 'enough' },
      changed: ['a 1 → 2', 'b 3 → 4'],
      steps: [{ name: 'cancel', ok: true }],
      none: null,
      empty: {},
    });
    expect(detailFields(detail)).toEqual([
      { name: 'body.kind', value: 'kill' },
      { name: 'body.reason', value: 'enough' },
      { name: 'changed', value: 'a 1 → 2, b 3 → 4' },
      { name: 'steps.0.name', value: 'cancel' },
      { name: 'steps.0.ok', value: 'true' },
      { name: 'none', value: 'null' },
      { name: 'empty', value: '{}' },
    ]);
    expect(detailLine('{"ok":true,"code":"armed"}')).toBe('ok true · code armed');
  });

  test('nothing is shown for an empty detail, and text that is no JSON stands as it is', () => {
    expect(detailFields('{}')).toEqual([]);
    expect(detailFields('')).toEqual([]);
    expect(detailLine('as it was')).toBe('as it was');
    expect(detailLine('0')).toBe('0');
  });
});

describe('the check of the chain', () => {
  const whole = { ok: true, isWhole: true, brokenAt: null, at: 0 } as const;

  test('a whole chain says its length and its head in full', () => {
    const head = 'a1'.repeat(32);
    expect(verdictText({ ...whole, rows: 1_203, head })).toBe(
      `1,203 rows, chain whole, head ${head}`,
    );
    expect(verdictText({ ...whole, rows: 1, head })).toContain('1 row, chain whole');
  });

  test('a broken chain names its first bad row and what is wrong with it', () => {
    const broken = { ...whole, isWhole: false, head: 'b'.repeat(64) };
    expect(verdictText({ ...broken, rows: 40, brokenAt: 'row 41 was changed' })).toBe(
      `Chain broken: row 41 was changed; 40 rows before it fit, up to hash ${'b'.repeat(64)}`,
    );
    expect(verdictText({ ...broken, rows: 0, brokenAt: 'row 1 is missing' })).toBe(
      'Chain broken: row 1 is missing; no row before it fits',
    );
  });
});
