// The queue of what is due, against sorting: same entries, same order, however pushes and pops are mixed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Due, DueQueue } from './due-queue.ts';

test('an empty queue has no first entry and gives none', () => {
  const queue = new DueQueue<Due>();
  expect(queue.first()).toBeUndefined();
  expect(queue.pop()).toBeUndefined();
});

test('entries leave by time, equal times in order of entry, whatever was taken in between', () => {
  const step = fc.option(fc.integer({ min: 0, max: 9 }), { nil: 'pop' as const });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new DueQueue<Due>();
      let sorted: Due[] = [];
      steps.forEach((what, order) => {
        if (what === 'pop') {
          expect(queue.pop()).toBe(sorted[0]);
          sorted = sorted.slice(1);
        } else {
          const due = { atMs: what, order };
          queue.push(due);
          sorted = [...sorted, due].toSorted((a, b) => a.atMs - b.atMs || a.order - b.order);
        }
        expect(queue.first()).toBe(sorted[0]);
      });
    }),
  );
});
