// The blocked products against the definition, for sizes that fill tiles and sizes that do not.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { addTimesTransposed, addTransposedTimes } from './matrix-product.ts';

const size = fc.integer({ min: 1, max: 11 });

it.each([
  ['left · rightᵀ', true],
  ['leftᵀ · right', false],
] as const)('%s equals the sum of products at every place', (_, isRowWise) => {
  fc.assert(
    fc.property(size, size, size, fc.integer(), (rows, columns, depth, seed) => {
      const rng = createRng(seed);
      const draw = (length: number) => Float64Array.from({ length }, rng.normal);
      const into = draw(2 + rows * columns);
      const left = draw(3 + rows * depth);
      const right = draw(1 + columns * depth);
      const before = into.slice();
      const add = isRowWise ? addTimesTransposed : addTransposedTimes;
      add({ into, intoAt: 2, left, leftAt: 3, right, rightAt: 1, rows, columns, depth });
      expect([...into.subarray(0, 2)]).toEqual([...before.subarray(0, 2)]);
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          let sum = before[2 + i * columns + j] ?? 0;
          for (let k = 0; k < depth; k++) {
            const a = left[3 + (isRowWise ? i * depth + k : k * rows + i)] ?? 0;
            const b = right[1 + (isRowWise ? j * depth + k : k * columns + j)] ?? 0;
            sum += a * b;
          }
          expect(into[2 + i * columns + j]).toBeCloseTo(sum, 10);
        }
    }),
  );
});
