// The plain evaluator beside the file: shipped models carry it, and any difference at load refuses the model.
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '#lib/hash.ts';
import { describeModel } from './load-model.ts';
import { loadModels } from './model-store.ts';
import { editManifest } from './testing/foreign-model.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');
const NAMES = ['gbdt-15m', 'gru-15m', 'dlinear-15m'] as const;

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'weights-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A copy of a shipped model whose weights were edited, with or without the hash that goes with them. */
async function reasonAfter(
  name: string,
  edit: (text: string) => string,
  isHashed = true,
): Promise<string> {
  const folder = join(directory, name);
  cpSync(join(MODELS, name), folder, { recursive: true });
  const path = join(folder, 'weights.json');
  const before = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
  const after = edit(before);
  writeFileSync(path, after);
  if (isHashed)
    editManifest(folder, (manifest) => {
      manifest['weightsSha256'] = sha256(after);
    });
  const { models, refused } = await loadModels(directory);
  return models.length > 0 ? 'accepted' : (refused[0]?.reason ?? 'nothing there');
}

/** The first leaf or the bias moved by 1e-3: far less than a trader would see, a hundred times the tolerance. */
function moved(text: string): string {
  const json = JSON.parse(text);
  if (json.model.kind === 'gbdt') json.model.trees.base += 1e-3;
  else json.model.bias += 1e-3;
  return JSON.stringify(json);
}

describe('weights.json', () => {
  it.each(NAMES)('F108 of %s agrees with its file and is handed on', async (name) => {
    expect(await reasonAfter(name, (text) => text)).toBe('accepted');
    const { models } = await loadModels(directory);
    const [described] = models.map(describeModel);
    expect(described?.weights?.minutes).toBe(described?.horizonMinutes);
    expect(described?.weights?.profile).toHaveLength(60);
    expect(`${described?.weights?.model.kind}-15m`).toBe(name);
  });

  it.each(NAMES)('F108 of %s moved by a thousandth refuses the model', async (name) => {
    expect(await reasonAfter(name, moved)).toMatch(
      /^golden row \d+ gave .*, the plain evaluator of weights\.json /,
    );
  });

  it('F102 with another content than the manifest hashed is refused; with other line breaks it is not', async () => {
    expect(await reasonAfter('gbdt-15m', moved, false)).toBe(
      'weights.json has another hash than weightsSha256 of the manifest',
    );
    const broken = (text: string) => text.replaceAll(',', ',\n');
    expect(await reasonAfter('gbdt-15m', broken, false)).toBe('accepted');
  });

  it('F101 is refused when the manifest names it and it is not there', async () => {
    const folder = join(directory, 'gbdt-15m');
    cpSync(join(MODELS, 'gbdt-15m'), folder, { recursive: true });
    unlinkSync(join(folder, 'weights.json'));
    const { refused } = await loadModels(directory);
    expect(refused[0]?.reason).toBe('weights.json is missing');
  });

  it.each([
    ['gbdt-15m', '"minutes":15', '"minutes":60', 'weights.json: minutes is 60'],
    ['gbdt-15m', '"width":35', '"width":36', 'do not read a row of 35 features'],
    ['gru-15m', '"steps":64', '"steps":32', 'gru does not read the manifest'],
    ['gru-15m', '"log-square"', '"squares"', 'gru does not read the manifest'],
    ['gru-15m', '"kind":"gru"', '"kind":"lstm"', 'weights.json: model.kind '],
    ['dlinear-15m', '"staticWeights"', '"others"', 'weights.json: model.staticWeights is missing'],
  ])('F105 of %s with %s as %s is refused', async (name, from, to, reason) => {
    const said = await reasonAfter(name, (text) => text.replace(from, to));
    expect(said).toContain(reason);
  });
});
