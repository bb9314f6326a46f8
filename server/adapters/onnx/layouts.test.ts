// The layouts a model may name. A renamed, moved or added feature changes a hash here and refuses every older model.
import { expect, it } from 'vitest';
import { SEQUENCE_CHANNELS, SEQUENCE_STATICS } from '#lib/domain/minute-row.ts';
import { KNOWN_LAYOUTS, layoutProblem } from './layouts.ts';

it('F108 the hashes are those the models so far were trained on', () => {
  const hashes = Object.values(KNOWN_LAYOUTS).map((each) => each.hash.slice(0, 16));
  expect(hashes).toEqual(['6f077ce6dff63f0d', '7bd32018ca9f7172', '64698623caa56f2e']);
});

it('F105 a window of another length is refused even under the right names', () => {
  const { version, hash } = KNOWN_LAYOUTS.window;
  const layout = { version, hash, names: [...SEQUENCE_CHANNELS, ...SEQUENCE_STATICS] };
  const withSteps = (steps: number) =>
    layoutProblem({ kind: 'window', layout, window: { steps, inputs: 8, statics: 13 } });
  expect(withSteps(64)).toBe(null);
  expect(withSteps(32)).toBe('window: this build makes 64 steps of 8 inputs and 13 statics');
});
