// Drift monitors in words: worst first, waiting is never counted as ok, values without a unit stay short.
import { describe, expect, it } from 'vitest';
import type { HealthLevel, SignalHealthRow } from '#lib/domain/signal-health.ts';
import { byLevel, healthNumber, healthSummary, LEVEL_WORD, troubleCount } from './health-view.ts';

function row(subject: string, level: HealthLevel): SignalHealthRow {
  return {
    ...{ monitor: 'psi', subject, level, value: null, threshold: 0.1, text: '' },
    action: 'none',
  };
}

const ROWS = [
  row('b', 'ok'),
  row('a', 'waiting'),
  row('d', 'alarm'),
  row('c', 'warn'),
  row('a', 'ok'),
];

describe('health view', () => {
  it('is worst first and by name within a level', () => {
    expect(byLevel(ROWS).map((each) => `${each.level} ${each.subject}`)).toEqual([
      'alarm d',
      'warn c',
      'waiting a',
      'ok a',
      'ok b',
    ]);
  });

  it('subjects are in the order of their numbers', () => {
    const subjects = ['10 min', '2 min', '1 min'].map((subject) => row(subject, 'ok'));
    expect(byLevel(subjects).map((each) => each.subject)).toEqual(['1 min', '2 min', '10 min']);
  });

  it('waiting is neither ok nor trouble, and is counted by its own name', () => {
    expect(LEVEL_WORD.waiting).not.toContain('ok');
    expect(troubleCount(ROWS)).toBe(2);
    expect(healthSummary(ROWS)).toBe('1 alarm, 1 warn, 1 waiting, 2 ok');
    expect(healthSummary([row('a', 'waiting')])).toBe('1 waiting');
  });

  it('numbers keep three digits, missing stays missing', () => {
    expect([0.1034, -12.34, 250.4, null, Number.NaN].map(healthNumber)).toEqual([
      '0.10',
      '−12.3',
      '250',
      '–',
      '–',
    ]);
  });
});
