// What the engine found, as rows: asked, only compared, or not asked with its reason.
import { expect, it } from 'vitest';
import { sha256Hex } from '#lib/domain/ids.ts';
import type { SignalModel } from '#server/core/3-models/signal-model.ts';
import type { LoadedModel } from '#server/ports/model-runner.ts';
import { modelRows } from './model-rows.ts';

const HASH = sha256Hex('a'.repeat(64));

function loaded(id: string, changes: Partial<LoadedModel> = {}): LoadedModel {
  return {
    ...{ id, hash: HASH, origin: 'shipped', kind: 'row', memberKind: 'tree', horizonMinutes: 15 },
    ...{ inputShape: [1, 1], outputCount: 1, parts: [], ranges: [], layoutNames: ['x'] },
    ...{ weights: null, ...changes },
  };
}

function asked(id: string): SignalModel {
  return {
    ...{ id, hash: HASH, kind: 'row', minutes: 15, shape: [1, 1], parts: [] },
    memberKind: 'tree',
  };
}

it('every model that was found has one row, and a refused one its reason', () => {
  const rows = modelRows({
    loaded: [
      loaded('gbdt-15m'),
      loaded('mine', { origin: 'added', memberKind: 'added' }),
      loaded('dlinear-15m', { kind: 'window', memberKind: null }),
      loaded('twin', { origin: 'added', memberKind: 'added' }),
    ],
    asked: [asked('gbdt-15m'), asked('mine')],
    leftOut: [
      { id: 'gru-15m', cause: 'left-out', reason: 'not loaded: manifest.json is missing' },
      { id: 'twin', cause: 'left-out', reason: 'there is already a member gbdt at 15 min' },
    ],
    combination: [{ minutes: 15, value: ['har-tod', 'gbdt', 'gru'] }],
  });
  expect(rows['gbdt-15m']).toMatchObject({
    ...{ standing: 'asked', reason: null, voice: 'gbdt', minutes: 15, isWanted: true },
    ...{ origin: 'shipped', hash: HASH },
  });
  expect(rows['mine']).toMatchObject({ standing: 'asked', origin: 'added', isWanted: false });
  expect(rows['dlinear-15m']).toMatchObject({
    ...{ standing: 'comparison', voice: null, isWanted: false },
  });
  expect(rows['gru-15m']).toMatchObject({
    ...{ standing: 'not-asked', reason: 'not loaded: manifest.json is missing', hash: null },
    isWanted: false,
  });
  expect(rows['twin']).toMatchObject({ standing: 'not-asked', hash: HASH, isWanted: false });
  expect(rows['twin']?.reason).toContain('already a member');
});
