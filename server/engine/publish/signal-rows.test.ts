// Speakers and monitors on the wire: rounded finely, never shown without a fair value, one row a monitor and subject.
import { describe, expect, it } from 'vitest';
import { probability } from '#lib/domain/probability.ts';
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';
import { FAIR } from '#server/core/4-gate/testing/sample-input.ts';
import { healthTable } from './health-table.ts';
import { signalRow } from './signal-row.ts';

describe('signal row', () => {
  it('without a fair value there are no speakers', () => {
    expect(signalRow(null)).toBeNull();
  });

  it('rounds to a thousandth of a cent and keeps a silent speaker silent', () => {
    const views = { ...FAIR.views, tree: null, combined: probability(1 / 3) };
    const row = signalRow({ ...FAIR, views });
    expect(row?.views).toEqual({ ...views, combined: 0.33333 });
    expect(row).toMatchObject({ modelLow: FAIR.modelLow, modelHigh: FAIR.modelHigh });
    expect(row?.confidenceParts).toEqual(FAIR.confidenceParts);
  });
});

describe('signal health rows', () => {
  const health: SignalHealthRow = {
    monitor: 'psi',
    subject: 'rv·5m',
    level: 'waiting',
    value: null,
    threshold: 0.1,
    text: '3 of 6 hours seen',
    action: 'none',
  };

  it('keys a row by monitor and subject', () => {
    const other = { ...health, subject: 'rv·15m' };
    expect(healthTable([health, other])).toEqual({
      'psi|rv·5m': health,
      'psi|rv·15m': other,
    });
  });
});
