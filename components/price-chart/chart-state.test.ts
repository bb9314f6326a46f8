// What the chart may show: spans that hold still, a cone only on fresh sources, figures at the close.
import { describe, expect, it } from 'vitest';
import { bandText, type ChartInput, chartStateOf, spanTo } from './chart-state.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const CONE = {
  closeAt: NOW + 10 * MINUTE,
  at: NOW - 200,
  forecastAt: NOW - 500,
  levels: LEVELS,
  points: [
    { at: NOW, usd: [99, 99, 99, 100, 101, 101, 101] },
    { at: NOW + 10 * MINUTE, usd: [90, 94, 97, 100, 103, 106, 110] },
  ],
  reason: '',
};
const INPUT: ChartInput = {
  nowMs: NOW,
  isLinked: true,
  closeAt: CONE.closeAt,
  cone: CONE,
  spot: { bookAt: NOW - 1_000, indexAt: NOW - 900 },
  volatility: { [NOW / 1000 - 5]: { forecastVolAnnual: 0.45, realisedVolAnnual: null } },
};

describe('span of the view', () => {
  it('a third of the width is the past, and the steps are few', () => {
    expect([1, 3, 6, 15, 20, 21, 60].map((minutes) => spanTo(minutes * MINUTE))).toEqual([
      300, 300, 600, 1_800, 1_800, 5_400, 5_400,
    ]);
  });

  it('a close that is over or more than an hour away is not in view', () => {
    expect(spanTo(0)).toBeNull();
    expect(spanTo(61 * MINUTE)).toBeNull();
  });
});

describe('state of the chart', () => {
  it('fresh sources show the cone and say nothing', () => {
    expect(chartStateOf(INPUT)).toMatchObject({ cone: CONE, reason: '', spanSeconds: 1_800 });
  });

  it.each([
    ['a stale book', { spot: { bookAt: NOW - 6_001, indexAt: NOW } }, 'Kraken book stale'],
    ['a stale index', { spot: { bookAt: NOW, indexAt: NOW - 1_501 } }, 'BRTI stale'],
    ['an index never seen', { spot: { bookAt: NOW, indexAt: null } }, 'no BRTI'],
    ['a stale forecast', { cone: { ...CONE, forecastAt: NOW - 3_001 } }, 'forecast stale'],
    ['a reason of the engine', { cone: { ...CONE, reason: 'no profile' } }, 'no profile'],
    ['a missing row', { cone: undefined }, 'not known for this close'],
    ['a lost line', { isLinked: false }, 'offline'],
    ['a close that is over', { closeAt: NOW }, 'the event has closed'],
    ['an unknown time', { nowMs: null }, 'the engine has not spoken yet'],
  ])('%s hides the cone with a word', (_name, change, reason) => {
    expect(chartStateOf({ ...INPUT, ...change })).toMatchObject({ cone: null, reason });
  });

  it('the newest volatility counts while it is not too old', () => {
    expect(chartStateOf(INPUT).volatility?.forecastVolAnnual).toBe(0.45);
    expect(chartStateOf({ ...INPUT, nowMs: NOW + MINUTE }).volatility).toBeNull();
    expect(chartStateOf({ ...INPUT, volatility: {} }).volatility).toBeNull();
  });
});

describe('figures at the close', () => {
  it('a band is said by its edges at the last point', () => {
    expect(bandText(CONE, 0.1, 0.9)).toBe('94–106');
  });

  it('missing is a dash', () => {
    expect(bandText(null, 0.1, 0.9)).toBe('–');
    expect(bandText({ ...CONE, points: [] }, 0.1, 0.9)).toBe('–');
  });
});
