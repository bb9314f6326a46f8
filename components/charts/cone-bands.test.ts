// The cone's geometry: levels pair up from outside, the polygon closes, the axis does not creep.
import { describe, expect, it } from 'vitest';
import { bandsOf, polygonOf, rangeOf } from './cone-bands.ts';

const LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
const POINTS = [
  { at: 1_000, usd: [99, 99.5, 99.8, 100, 100.2, 100.5, 101] },
  { at: 9_000, usd: [90, 94.5, 97, 100, 103, 105.5, 110] },
];

describe('bands of the cone', () => {
  it('seven levels make the 95, 80 and 50 % bands, the widest first', () => {
    const bands = bandsOf(LEVELS, POINTS);
    expect(bands.map((band) => band.percent)).toEqual([95, 80, 50]);
    expect(bands[1]?.edges).toEqual([
      { at: 1_000, lowUsd: 99.5, highUsd: 100.5 },
      { at: 9_000, lowUsd: 94.5, highUsd: 105.5 },
    ]);
  });

  it('a band goes out along its top and comes back along its bottom', () => {
    const [widest] = bandsOf(LEVELS, POINTS);
    expect(widest && polygonOf(widest)).toEqual([
      [1_000, 101],
      [9_000, 110],
      [9_000, 90],
      [1_000, 99],
    ]);
  });

  it('the range holds the 80 % band and stays the same while the band moves a little', () => {
    const range = rangeOf(bandsOf(LEVELS, POINTS));
    const moved = POINTS.map(({ at, usd }) => ({ at, usd: usd.map((each) => each + 0.3) }));
    expect(range).toEqual({ minValue: 94, maxValue: 106 });
    expect(rangeOf(bandsOf(LEVELS, moved))).toEqual(range);
  });

  it('without points there is nothing to hold in view', () => {
    expect(rangeOf(bandsOf(LEVELS, []))).toBeNull();
  });
});
