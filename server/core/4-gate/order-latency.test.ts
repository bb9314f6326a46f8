// Order latency: assumed until measured, quick to rise, slow to fall, deaf to stepped clocks.
import { expect, test } from 'vitest';
import { afterAck, latencyMs, NO_ACKS } from './order-latency.ts';

const after = (...acks: readonly number[]) => acks.reduce(afterAck, NO_ACKS);

test('a quarter second is assumed until an ack was measured', () => {
  expect(latencyMs(NO_ACKS)).toBe(250);
  expect(latencyMs(after(80))).toBe(80);
});

test('a slow ack counts at once, a quick one only by and by', () => {
  expect(latencyMs(after(80, 900))).toBe(900);
  expect(latencyMs(after(900, 80))).toBeCloseTo(818);
  expect(latencyMs(after(1, 1))).toBe(20);
  expect(latencyMs(after(30_000))).toBe(5_000);
});

test('F96 a time from a stepped clock teaches nothing', () => {
  expect(after(-5, Number.NaN, 3_600_000)).toBe(NO_ACKS);
});
