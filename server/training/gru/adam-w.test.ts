// The optimiser's own rules; its steps are compared with PyTorch's in gru-network.test.ts.
import { expect, it } from 'vitest';
import { createAdamW } from './adam-w.ts';

const OPTIONS = { learningRate: 0.1, weightDecay: 0, clipNorm: 1 };

it('a step moves every parameter against its gradient in proportion to the pace, and not at all at pace zero', () => {
  const after = (pace: number) => {
    const parameters = Float64Array.of(1, 1, 1);
    createAdamW(parameters, OPTIONS)(Float64Array.of(0.3, -0.2, 0), pace);
    return parameters;
  };
  expect([...after(0)]).toEqual([1, 1, 1]);
  const [down = 0, up = 0, still] = after(1);
  expect(down).toBeCloseTo(0.9, 6);
  expect(up).toBeCloseTo(1.1, 6);
  expect(still).toBe(1);
  expect(after(0.5)[0]).toBeCloseTo(0.95, 6);
});

it('decay pulls to zero even where the gradient is zero', () => {
  const parameters = Float64Array.of(2);
  createAdamW(parameters, { ...OPTIONS, weightDecay: 0.5 })(Float64Array.of(0), 1);
  expect(parameters[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5), 12);
});

it('a gradient longer than the limit is scaled to it, a shorter one is left alone', () => {
  const long = Float64Array.of(30, 40);
  createAdamW(new Float64Array(2), OPTIONS)(long, 1);
  expect(Math.hypot(...long)).toBeCloseTo(1, 6);
  expect((long[0] ?? 0) / (long[1] ?? 1)).toBeCloseTo(0.75, 12);
  const short = Float64Array.of(0.3, 0.4);
  createAdamW(new Float64Array(2), OPTIONS)(short, 1);
  expect([...short]).toEqual([0.3, 0.4]);
});

it('options that cannot train are refused', () => {
  for (const wrong of [{ learningRate: 0 }, { weightDecay: -1 }, { clipNorm: 0 }])
    expect(() => createAdamW(new Float64Array(1), { ...OPTIONS, ...wrong })).toThrow('AdamW');
});
