// A model as somebody else would bring it: an ONNX by our own writer under a stranger's names. In: a folder. Out: its files.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import {
  evaluateLinear,
  type LinearModel,
  linearModelToOnnx,
} from '#server/training/onnx-writer.ts';
import { KNOWN_LAYOUTS } from '../layouts.ts';
import { correctionMeaning } from '../manifest.ts';

/** As JSON has it: tests spoil any part. */
export type LooseManifest = Record<string, unknown>;

const WIDTH = MINUTE_FEATURES.length;

/** A stranger's regression on a row, with a stranger's tensor names. */
export const FOREIGN: LinearModel = {
  name: 'stranger',
  inputName: 'X',
  outputName: 'variable',
  weights: MINUTE_FEATURES.map((_, i) => (i % 5) / 50 - 0.04),
  bias: 0.02,
  lowest: -1.5,
  highest: 2,
  metadata: { producer: 'elsewhere' },
};

/** Row k of the made-up inputs: within ±1, never twice the same. */
export function foreignRow(k: number): readonly number[] {
  return Array.from({ length: WIDTH }, (_, i) => Math.fround(Math.sin(1 + 7 * k + 3 * i)));
}

/** A manifest that says everything an added model must. */
function foreignManifest(file: Uint8Array, id = 'my-model'): LooseManifest {
  return {
    format: 1,
    kind: 'row',
    id,
    fileSha256: createHash('sha256').update(file).digest('hex'),
    layout: {
      version: KNOWN_LAYOUTS.row.version,
      hash: KNOWN_LAYOUTS.row.hash,
      names: MINUTE_FEATURES,
    },
    input: { name: 'X', shape: [1, WIDTH] },
    output: { name: 'variable', shape: [1, 1] },
    outputMeaning: correctionMeaning(15),
    horizonMinutes: 15,
    training: { fromMs: 1, toMs: 2, dataSha256: 'c'.repeat(64), loss: 'squared error' },
    licence: 'mine',
    ranges: MINUTE_FEATURES.map((name) => ({ name, low: -1, high: 1 })),
    goldenFrom: 'trainer',
    golden: Array.from({ length: 8 }, (_, k) => ({
      input: foreignRow(k),
      output: evaluateLinear(FOREIGN, foreignRow(k)),
    })),
  };
}

/** Writes the folder of a whole foreign model. */
export function writeForeign(folder: string, id = 'my-model'): void {
  mkdirSync(folder, { recursive: true });
  const file = linearModelToOnnx(FOREIGN);
  writeFileSync(join(folder, 'model.onnx'), file);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(foreignManifest(file, id)));
}

/** Changes the manifest of a folder. */
export function editManifest(folder: string, edit: (manifest: LooseManifest) => void): void {
  const path = join(folder, 'manifest.json');
  const manifest: LooseManifest = JSON.parse(readFileSync(path, 'utf8'));
  edit(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

/** Another ONNX file in the folder, and its hash in the manifest. */
export function replaceFile(folder: string, file: Uint8Array): void {
  writeFileSync(join(folder, 'model.onnx'), file);
  editManifest(folder, (manifest) => {
    manifest['fileSha256'] = createHash('sha256').update(file).digest('hex');
  });
}
