// The layouts a model may name are those that are really made: hashes and sizes recomputed from the trainer's own names.
import { expect, it } from 'vitest';
import { canonical, sha256 } from '#lib/hash.ts';
import { SEQUENCE_CHANNELS, SEQUENCE_STATICS, SEQUENCE_STEPS } from '#server/training/sequences.ts';
import { WINDOW_FEATURES } from '#server/training/windows.ts';
import { KNOWN_LAYOUTS } from './layouts.ts';

const hashOf = (version: number, names: readonly string[]) => sha256(canonical({ version, names }));

it('F108 the row layout is that of the trainer’s rows', () => {
  const { version, hash } = KNOWN_LAYOUTS.row;
  expect(hash).toBe(hashOf(version, WINDOW_FEATURES));
});

it('F108 the window layout is that of the trainer’s windows', () => {
  const { version, hash, window } = KNOWN_LAYOUTS.window;
  expect(hash).toBe(hashOf(version, [...SEQUENCE_CHANNELS, ...SEQUENCE_STATICS]));
  expect(window).toEqual({
    steps: SEQUENCE_STEPS,
    inputs: SEQUENCE_CHANNELS.length,
    statics: SEQUENCE_STATICS.length,
  });
});
