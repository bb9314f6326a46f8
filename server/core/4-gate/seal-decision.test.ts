// Sealing: equal in, equal out; any difference that matters changes the hash.
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { probability } from '#lib/domain/probability.ts';
import { decide } from './decide.ts';
import { changedEnough, sealDecision } from './seal-decision.ts';
import { FAIR, GOOD, inputWith, NOW } from './testing/sample-input.ts';

describe('sealing a decision', () => {
  test('I22 gives the same bytes for the same input, and binds the intent to its decision', () => {
    const first = sealDecision(decide(GOOD));
    expect(sealDecision(decide(structuredClone(GOOD)))).toEqual(first);
    expect(first.intent?.decisionId).toBe(first.id);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes both hashes when any input differs', () => {
    const first = sealDecision(decide(GOOD));
    const other = { ...FAIR, probability: probability(0.550_000_002) };
    for (const input of [
      inputWith({ eventSeq: 8 }),
      inputWith({ fair: other }),
      inputWith({ ordersLastMinute: 1 }),
    ]) {
      const sealed = sealDecision(decide(input));
      expect(sealed.inputHash).not.toBe(first.inputHash);
      expect(sealed.hash).not.toBe(first.hash);
    }
  });

  test('seals a decision on a non-finite number instead of dying on it', () => {
    const sealed = sealDecision(decide(inputWith({ fair: { ...FAIR, meanUsd: Number.NaN } })));
    expect(sealed.inputHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is news when the verdict, a failing check or the intent changes, or a second has passed', () => {
    const before = sealDecision(decide(GOOD));
    expect(changedEnough(null, decide(GOOD))).toBe(true);
    expect(changedEnough(before, decide(GOOD))).toBe(false);
    expect(changedEnough(before, decide(inputWith({ killed: true })))).toBe(true);
    expect(changedEnough(before, decide(inputWith({ at: wallMs(NOW + 1_000) })))).toBe(true);
    const killed = sealDecision(decide(inputWith({ killed: true })));
    expect(changedEnough(killed, decide(inputWith({ killed: true })))).toBe(false);
    expect(changedEnough(killed, decide(inputWith({ killed: true, cash: null })))).toBe(true);
  });
});
