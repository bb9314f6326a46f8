// The file of fitted numbers: read whole, or refused with the field that is wrong.
import { describe, expect, it } from 'vitest';
import { PLAIN_SIGNAL } from '#server/core/3-models/testing/plain-signal.ts';
import { loadSignal, parseSignal } from './signal-file.ts';

function refusal(change: object): string {
  const read = parseSignal(JSON.stringify({ ...PLAIN_SIGNAL, ...change }), 'signal.json');
  return read.ok ? '' : read.error;
}

describe('signal file', () => {
  it('gives back what was written, number by number', () => {
    const read = parseSignal(JSON.stringify(PLAIN_SIGNAL), 'signal.json');
    expect(read).toEqual({ ok: true, value: PLAIN_SIGNAL });
  });

  it('the one that comes with the code is whole', () => {
    const read = loadSignal();
    expect(read).toMatchObject({ ok: true });
  });

  it.each<[string, object, string]>([
    ['an unknown field', { extra: 1 }, 'extra'],
    ['another format', { format: 2 }, 'format'],
    ['a profile of 59 minutes', { profile: PLAIN_SIGNAL.profile.slice(1) }, 'profile'],
    ['a minute without variance', { profile: PLAIN_SIGNAL.profile.map(() => 0) }, 'profile'],
    [
      'a horizon without a combination',
      { combination: PLAIN_SIGNAL.combination.slice(1) },
      'lacks a horizon',
    ],
    ['a horizon named twice', { tails: [...PLAIN_SIGNAL.tails, ...PLAIN_SIGNAL.tails] }, 'twice'],
    ['a horizon nobody makes', { residualSd: [{ minutes: 30, value: 0.6 }] }, 'minutes'],
    ['ν below 3', { tails: [{ minutes: 15, value: { nu: 2.5, scale: 1 } }] }, 'nu'],
    [
      'a fit whose lists differ',
      {
        linear: [
          {
            id: 'har',
            names: ['base'],
            fits: [{ minutes: 15, value: { mean: [0], sd: [1], weights: [], bias: 0 } }],
          },
        ],
      },
      'lists differ',
    ],
    [
      'a fit of other columns than its names',
      {
        linear: [
          {
            id: 'har',
            names: [],
            fits: [{ minutes: 15, value: { mean: [0], sd: [1], weights: [1], bias: 0 } }],
          },
        ],
      },
      'another number of columns',
    ],
    [
      'a number that is none',
      { garch: { longRun: null, persistence: 0.9, reaction: 0.1 } },
      'longRun',
    ],
  ])('refuses %s by name', (_what, change, named) => {
    expect(refusal(change)).toContain(named);
  });

  it('refuses what is no JSON and what is not there', () => {
    expect(parseSignal('{', 'signal.json')).toMatchObject({ ok: false });
    expect(loadSignal('/nowhere/signal.json')).toEqual({
      ok: false,
      error: '/nowhere/signal.json cannot be read',
    });
  });
});
