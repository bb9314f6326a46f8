// The inverse normal distribution at known points.
import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

describe('normal quantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963985],
    [0.841344746, 1],
    [0.001, -3.090232306],
  ])('of %f is %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });

  it('does not exist at 0 and 1', () => {
    expect(normalQuantile(0)).toBeNull();
    expect(normalQuantile(1)).toBeNull();
  });
});
