// Ages in the past: they are those of the moment asked for, also where nothing was heard for long before it.
import { expect, test } from 'vitest';
import type { MomentFrame } from '#lib/wire/moment-http.ts';
import { feedFacts } from './moment-facts.ts';

const frame = (at: number, eventAt: number) =>
  ({
    ...{ at, eventAt },
    feeds: [{ label: 'Book', state: 'live', detail: '', lastAt: 1_000 }],
  }) as never as MomentFrame;

test('a moment long after the last event shows the silence between them', () => {
  expect(feedFacts(frame(31_000, 1_000))).toEqual([{ name: 'Book', value: 'live, 30s old' }]);
});

test('an event of the same moment that is stamped later counts to its own time', () => {
  expect(feedFacts(frame(2_000, 3_000))).toEqual([{ name: 'Book', value: 'live, 2.0s old' }]);
});
