// Which loaded models are asked, and under whose voice.
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '#lib/domain/ids.ts';
import { PLAIN_SIGNAL } from '#server/core/3-models/testing/plain-signal.ts';
import type { LoadedModel } from '#server/ports/model-runner.ts';
import { askedModels, signalModels } from './engine-model.ts';

function loaded(id: string, change: Partial<LoadedModel> = {}): LoadedModel {
  return {
    id,
    hash: sha256Hex('a'.repeat(64)),
    origin: 'shipped',
    kind: 'row',
    memberKind: 'tree',
    horizonMinutes: 15,
    inputShape: [1, 35],
    outputCount: 1,
    parts: [],
    ranges: [],
    layoutNames: [],
    weights: null,
    ...change,
  };
}

const ids = (models: readonly LoadedModel[]) =>
  signalModels(models, PLAIN_SIGNAL).models.map((each) => each.id);

describe('the models that are asked', () => {
  it('are every tree, sequence and added one with a horizon, in the runner’s order', () => {
    const models = [
      loaded('gbdt-15m'),
      loaded('dlinear-15m', { memberKind: null, kind: 'window' }),
      loaded('gru-60m', { memberKind: 'sequence', kind: 'window', horizonMinutes: 60 }),
      loaded('old', { kind: 'flags', horizonMinutes: null }),
      loaded('my-model', { memberKind: 'added', origin: 'added' }),
    ];
    expect(ids(models)).toEqual(['gbdt-15m', 'gru-60m', 'my-model']);
    expect(signalModels(models, PLAIN_SIGNAL).models[1]).toMatchObject({
      kind: 'window',
      minutes: 60,
      shape: [1, 35],
      memberKind: 'sequence',
    });
  });

  it('leave out by name what would speak as a member that is there already', () => {
    const added = { memberKind: 'added', origin: 'added' } as const;
    const models = [
      loaded('gbdt-15m'),
      loaded('gbdt', added),
      loaded('har-tod-15m', added),
      loaded('ewma', added),
      loaded('gbdt-60m', { horizonMinutes: 60 }),
    ];
    const { leftOut } = signalModels(models, PLAIN_SIGNAL);
    expect(ids(models)).toEqual(['gbdt-15m', 'gbdt-60m']);
    expect(leftOut).toEqual([
      { id: 'gbdt', cause: 'left-out', reason: 'there is already a member gbdt at 15 min' },
      {
        id: 'har-tod-15m',
        cause: 'left-out',
        reason: 'there is already a member har-tod at 15 min',
      },
      { id: 'ewma', cause: 'left-out', reason: 'there is already a member ewma at 15 min' },
    ]);
  });
});

describe('a wanted model that is not there', () => {
  const WANTED = ['gbdt-15m', 'gru-15m', 'gbdt-60m', 'gru-60m'];
  const there = (out: readonly string[]) =>
    WANTED.filter((id) => !out.includes(id)).map((id) =>
      loaded(id, { horizonMinutes: id.endsWith('60m') ? 60 : 15 }),
    );
  const asked = (models: readonly LoadedModel[], refused: readonly string[] = []) =>
    askedModels(
      { models: () => models, refused: () => refused.map((id) => ({ id, reason: 'spoilt' })) },
      PLAIN_SIGNAL,
    );

  it('F102 is named, whether its folder is gone or was refused, and once', () => {
    expect(asked(there([])).leftOut).toEqual([]);
    expect(asked(there(['gru-15m'])).leftOut).toEqual([
      {
        id: 'gru-15m',
        cause: 'left-out',
        reason: 'not there: the combination at 15 min wants it',
      },
    ]);
    expect(asked(there(['gru-15m']), ['gru-15m']).leftOut).toEqual([
      { id: 'gru-15m', cause: 'left-out', reason: 'not loaded: spoilt' },
    ]);
  });

  it('F102 an added model never takes the place of a shipped one that was refused', () => {
    const added = { memberKind: 'added', origin: 'added' } as const;
    const { models, leftOut } = asked(
      [...there(['gbdt-15m']), loaded('gbdt', added), loaded('mine', added)],
      ['gbdt-15m'],
    );
    expect(models.map((each) => each.id)).toEqual(['gru-15m', 'gbdt-60m', 'gru-60m', 'mine']);
    expect(leftOut.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
      'gbdt-15m: not loaded: spoilt',
      'gbdt: it would speak for gbdt-15m, which was refused',
    ]);
  });
});
