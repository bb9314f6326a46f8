// What is kept of the past and what is asked again: an end of the journal is an end only until it grows.
import { expect, test } from 'vitest';
import type { MomentAnswer, MomentFrame } from '#lib/wire/moment-http.ts';
import { againMs, keptMs, REPLAYING } from './moment-age.ts';

const ready = (isLastWord: boolean): MomentAnswer => ({
  state: 'ready',
  frame: { isLastWord } as never as MomentFrame,
});
const WORKING: MomentAnswer = { state: 'working', text: 'opening', reachedAt: null };

test('a past moment is kept, and what failed is not tried by itself', () => {
  expect(keptMs(ready(false))).toBe(Number.POSITIVE_INFINITY);
  expect(keptMs({ state: 'failed', text: 'died' })).toBe(Number.POSITIVE_INFINITY);
});

test('the end of the journal and what it did not hold are asked for again', () => {
  expect(keptMs(ready(true))).toBe(0);
  expect(keptMs({ state: 'not-recorded', text: 'not yet' })).toBe(0);
  expect(keptMs(undefined)).toBe(0);
});

test('while it works it is asked again, and while another page is first, more slowly', () => {
  expect(againMs(WORKING, undefined)).toBe(500);
  expect(againMs(undefined, REPLAYING)).toBe(2_000);
  expect(againMs(ready(true), undefined)).toBe(false);
  expect(againMs(undefined, 'signed-out')).toBe(false);
});
