// The gamma regression finds what was put in.
import { describe, expect, it } from 'vitest';
import { fitGamma, qlike } from './fit-gamma.ts';

/** Uniforms in (0, 1) from a seed. */
function uniforms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 4_294_967_296;
  };
}

describe('gamma regression', () => {
  it('recovers weights put into made-up data, and the ridge pulls them to zero', () => {
    const next = uniforms(3);
    const inputs: Float64Array[] = [];
    const targets: number[] = [];
    for (let i = 0; i < 4_000; i++) {
      const x = next() * 4 - 2;
      inputs.push(Float64Array.from([x, 1]));
      targets.push(Math.exp(0.7 * x - 3) * -Math.log(next()));
    }
    const rows = { inputs, offsets: inputs.map(() => 0), targets };
    const [slope = 0, constant = 0] = fitGamma(rows, 0);
    expect(slope).toBeCloseTo(0.7, 1);
    expect(constant).toBeCloseTo(-3, 1);
    const [pulled = 1] = fitGamma(rows, 1e6);
    expect(Math.abs(pulled)).toBeLessThan(0.02);
  });

  it('QLIKE is zero at the truth and positive elsewhere', () => {
    expect(qlike(2, 2)).toBe(0);
    expect(qlike(2, 1)).toBeGreaterThan(0);
    expect(qlike(2, 4)).toBeGreaterThan(0);
  });
});
