// What the engine found, as rows: asked, only compared, or not asked with its reason.
import { expect, it } from 'vitest';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { SignalModel } from '#server/core/3-models/signal-model.ts';
import type { LoadedModel } from '#server/ports/model-runner.ts';
import { modelRows, switchedRows } from './model-rows.ts';

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

it("a person's word stands on its row alone, and the rows stay the same object until another word", () => {
  const found = modelRows({
    ...{ loaded: [loaded('gbdt-15m'), loaded('gru-15m')], leftOut: [], combination: [] },
    asked: [asked('gbdt-15m'), asked('gru-15m')],
  });
  const rowsOf = switchedRows(found);
  const word = { model: 'gru-15m', isOn: false, at: wallMs(5), by: 'anna', reason: 'drifts' };
  const off = new Map([[word.model, word]]);
  const rows = rowsOf(off);
  expect(rows['gru-15m']).toEqual({
    ...found['gru-15m'],
    switchedOff: { by: 'anna', at: 5, reason: 'drifts' },
  });
  expect(rows['gbdt-15m']).toBe(found['gbdt-15m']);
  expect(rowsOf(off)).toBe(rows);
  expect(rowsOf(new Map())).toEqual(found);
});
