// Every reason against a model from elsewhere, one by one, each naming its field; and one that is taken and answers.
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '#lib/domain/ids.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import {
  block,
  integer,
  linearModelToOnnx,
  tensor,
  text,
  valueInfo,
} from '#server/training/onnx-writer.ts';
import { checkModel } from './add-model.ts';
import { createOnnxRunner } from './onnx-runner.ts';
import {
  editManifest,
  FOREIGN,
  foreignRow,
  type LooseManifest,
  replaceFile,
  writeForeign,
} from './testing/foreign-model.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  writeForeign(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function reason(): Promise<string> {
  const checked = await checkModel(folder, null);
  return checked.ok ? 'accepted' : checked.error;
}

async function reasonAfter(edit: (manifest: LooseManifest) => void): Promise<string> {
  editManifest(folder, edit);
  return reason();
}

/** A field by its path, to be spoilt. */
function setAt(manifest: LooseManifest, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: LooseManifest = manifest;
  for (const name of names) at = at[name] as LooseManifest;
  if (value === undefined) delete at[last];
  else at[last] = value;
}

describe('a manifest from elsewhere', () => {
  it('is taken when it says everything', async () => {
    expect(await reason()).toBe('accepted');
  });

  it.each([
    'kind',
    'id',
    'fileSha256',
    'layout',
    'layout.hash',
    'input',
    'input.shape',
    'output',
    'outputMeaning',
    'horizonMinutes',
    'training',
    'training.fromMs',
    'training.toMs',
    'training.dataSha256',
    'training.loss',
    'licence',
    'ranges',
    'golden',
    'golden.3.output',
  ])('without %s is refused by that name', async (path) => {
    const said = await reasonAfter((manifest) => setAt(manifest, path, undefined));
    expect(said).toMatch(/^manifest\.json: /);
    expect(said).toContain(path);
  });

  it.each([
    ['colour', 'unknown field colour'],
    ['layout.colour', 'unknown field layout.colour'],
    ['ranges.2.colour', 'unknown field ranges.2.colour'],
    ['golden.0.tolerance', 'unknown field golden.0.tolerance'],
  ])('with %s is refused: %s', async (path, expected) => {
    expect(await reasonAfter((manifest) => setAt(manifest, path, 1))).toBe(
      `manifest.json: ${expected}`,
    );
  });

  it.each([
    ['id', '../../engine', 'id must be lower-case words'],
    ['id', 'a/b', 'id must be lower-case words'],
    ['id', '.hidden', 'id must be lower-case words'],
    ['id', 'a'.repeat(65), 'id '],
    ['kind', 'flags', 'kind '],
    ['format', 2, 'format '],
    ['horizonMinutes', 7, 'horizonMinutes '],
    ['outputMeaning', 'probability of YES', 'outputMeaning must be "correction of ln(variance'],
    ['training.toMs', 1, 'training.fromMs is not before'],
    ['training.dataSha256', 'abc', 'training.dataSha256 must be a SHA-256'],
    ['training.loss', '', 'training.loss is empty'],
    ['ranges.4.low', 9, 'has its low above its high'],
    ['ranges.4.name', 'other', 'ranges do not name the features in order'],
    ['ranges', [], 'ranges do not name'],
    ['golden.2.output', null, 'golden.2.output '],
    ['golden', [], 'golden '],
    ['parts', ['clock'], 'output shape must be [1, 2]'],
    ['window', { steps: 1, inputs: 35, statics: 0 }, 'only kind window has it'],
    ['layout.names.0', 'other', 'ranges do not name'],
  ])('F105 with %s = %j is refused', async (path, value, expected) => {
    expect(await reasonAfter((manifest) => setAt(manifest, path, value))).toContain(expected);
  });

  it('F108 of a layout this build does not make is refused, and so are other names under its hash', async () => {
    const hash = 'a'.repeat(64);
    expect(await reasonAfter((manifest) => setAt(manifest, 'layout.hash', hash))).toMatch(
      /^layout: it was trained on feature layout v\d aaaaaaaaaaaa…, this build has v2/,
    );
    writeForeign(folder);
    const renamed = await reasonAfter((manifest) => {
      setAt(manifest, 'layout.names.0', 'other');
      setAt(manifest, 'ranges.0.name', 'other');
    });
    expect(renamed).toBe('layout.names: they are not the names of its layout hash');
  });

  it('that is not JSON is refused', async () => {
    writeFileSync(join(folder, 'manifest.json'), 'kind: row');
    expect(await reason()).toBe('manifest.json is not JSON');
  });
});

describe('the file of a model from elsewhere', () => {
  it('F101 is refused when missing, F102 when another byte stands in it', async () => {
    writeFileSync(join(folder, 'model.onnx'), linearModelToOnnx({ ...FOREIGN, bias: 0.03 }));
    expect(await reason()).toContain("the manifest's fileSha256 says");
    unlinkSync(join(folder, 'model.onnx'));
    expect(await reason()).toBe('model.onnx is missing');
  });

  it('F101 is refused when it is no ONNX', async () => {
    replaceFile(folder, Buffer.from('not a model'));
    expect(await reason()).toContain('model.onnx does not load');
  });

  it('F105 is refused when its input is narrower or named otherwise than the manifest says', async () => {
    replaceFile(folder, linearModelToOnnx({ ...FOREIGN, weights: [1, 2] }));
    expect(await reason()).toBe('the input has shape [1,2], the manifest [1,35]');
    replaceFile(folder, linearModelToOnnx({ ...FOREIGN, inputName: 'other' }));
    expect(await reason()).toBe('the file has inputs other, the manifest X');
    replaceFile(folder, linearModelToOnnx({ ...FOREIGN, outputName: 'other' }));
    expect(await reason()).toBe('the file has outputs other, the manifest variable');
  });

  it('F108 is refused when a golden row comes out otherwise', async () => {
    replaceFile(folder, linearModelToOnnx({ ...FOREIGN, bias: FOREIGN.bias + 3e-5 }));
    expect(await reason()).toMatch(/^golden row 0 gave /);
  });

  it('F104 is refused when it answers NaN', async () => {
    replaceFile(folder, linearModelToOnnx({ ...FOREIGN, bias: Number.NaN }));
    expect(await reason()).toMatch(/^golden row 0 gave NaN, which is not finite/);
  });

  it('is refused when it wants its weights from another file of the machine', async () => {
    writeFileSync(join(folder, 'weights.bin'), new Uint8Array(4 * 35));
    for (const location of ['weights.bin', '../weights.bin', '/etc/hostname']) {
      replaceFile(folder, withOutsideWeights(location));
      expect(await reason()).toBe(
        'model.onnx keeps weights in another file: export it with its weights inside',
      );
    }
  });

  it.each(['model.onnx', 'manifest.json', 'weights.json', 'model-card.md'])(
    'is refused when %s is a symbolic link',
    async (name) => {
      rmSync(join(folder, name), { force: true });
      symlinkSync('/etc/hostname', join(folder, name));
      expect(await reason()).toBe(`${name} is a symbolic link`);
    },
  );

  it('is refused when a part is a folder', async () => {
    mkdirSync(join(folder, 'weights.json'));
    expect(await reason()).toBe('weights.json is not a file');
  });

  it('is refused when it is larger than it may be', async () => {
    truncateSync(join(folder, 'model.onnx'), 64 * 2 ** 20 + 1);
    expect(await reason()).toBe('model.onnx has 64.0 MiB, more than 64 MiB');
  });
});

/** A matrix product whose matrix lies at `location`: field 13 external_data, field 14 data_location = EXTERNAL. */
function withOutsideWeights(location: string): Uint8Array {
  const matrix = [
    ...integer(1, 35),
    ...integer(1, 1),
    ...integer(2, 1),
    ...text(8, 'weights'),
    ...block(13, [...text(1, 'location'), ...text(2, location)]),
    ...integer(14, 1),
  ];
  const product = [
    ...text(1, 'X'),
    ...text(1, 'weights'),
    ...text(2, 'variable'),
    ...text(4, 'MatMul'),
  ];
  const graph = [
    ...block(1, product),
    ...text(2, 'outside'),
    ...block(5, matrix),
    ...block(11, valueInfo('X', [1, 35])),
    ...block(12, valueInfo('variable', [1, 1])),
  ];
  return modelBytes(graph);
}

function modelBytes(graph: readonly number[]): Uint8Array {
  const opset = block(8, [...text(1, ''), ...integer(2, 17)]);
  return Uint8Array.from([...integer(1, 8), ...block(7, graph), ...opset]);
}

/** A matrix product with an open batch, as most converters write it. */
function withOpenBatch(): Uint8Array {
  const open = (name: string, width: number) => {
    const dims = [...block(1, text(2, 'N')), ...block(1, integer(1, width))];
    return [...text(1, name), ...block(2, block(1, [...integer(1, 1), ...block(2, dims)]))];
  };
  const product = [
    ...text(1, 'X'),
    ...text(1, 'weights'),
    ...text(2, 'variable'),
    ...text(4, 'MatMul'),
  ];
  return modelBytes([
    ...block(1, product),
    ...text(2, 'open'),
    ...block(5, tensor('weights', [35, 1], FOREIGN.weights)),
    ...block(11, open('X', 35)),
    ...block(12, open('variable', 1)),
  ]);
}

describe('a model from elsewhere behind the runner', () => {
  const HASH = sha256Hex('b'.repeat(64));

  async function runner() {
    const home = mkdtempSync(join(tmpdir(), 'home-'));
    writeForeign(join(home, 'my-model'));
    const port = await createOnnxRunner({
      directory: join(home, 'none'),
      addedDirectory: home,
      clock: { wall: () => wallMs(0), mono: () => monoNs(0) },
      log: () => undefined,
    });
    rmSync(home, { recursive: true, force: true });
    const [model] = port.models();
    if (!model) throw new Error(port.refused()[0]?.reason ?? 'nothing was loaded');
    const ask = (input: readonly number[]) =>
      port.run({
        requestedAt: wallMs(0),
        modelId: model.id,
        modelHash: model.hash,
        shape: model.inputShape,
        input: Float32Array.from(input),
        inputHash: HASH,
      });
    return { model, ask };
  }

  it('is described: origin, kind, horizon, sizes, ranges, names', async () => {
    const { model } = await runner();
    expect(model).toMatchObject({
      id: 'my-model',
      origin: 'added',
      kind: 'row',
      horizonMinutes: 15,
      inputShape: [1, 35],
      outputCount: 1,
      parts: [],
      weights: null,
    });
    expect(model.ranges.map((each) => each.name)).toEqual(model.layoutNames);
  });

  it('answers as the stranger’s own evaluator does', async () => {
    const { ask } = await runner();
    const row = foreignRow(77);
    const answer = await ask(row);
    const expected = FOREIGN.weights.reduce((sum, w, i) => sum + w * (row[i] ?? 0), FOREIGN.bias);
    expect(answer.kind === 'answered' && answer.output[0]).toBeCloseTo(expected, 5);
  });

  it('F103 a missing feature it has no answer without is refused by name', async () => {
    const { ask } = await runner();
    const answer = await ask([Number.NaN, ...foreignRow(1).slice(1)]);
    expect(answer).toMatchObject({
      kind: 'refused',
      reason: 'feature rv·1m is missing: it has no answer without',
    });
  });

  it('F107 an input far outside its training range is refused by the feature’s name', async () => {
    const { ask } = await runner();
    const answer = await ask([9, ...foreignRow(1).slice(1)]);
    expect(answer.kind === 'refused' && answer.reason).toContain('feature rv·1m = 9.000');
  });

  it('with an open batch, as converters write it, is taken', async () => {
    replaceFile(folder, withOpenBatch());
    editManifest(folder, (manifest) => {
      manifest['golden'] = Array.from({ length: 8 }, (_, k) => ({
        input: foreignRow(k),
        output: FOREIGN.weights.reduce((sum, w, i) => sum + w * (foreignRow(k)[i] ?? 0), 0),
      }));
    });
    expect(await reason()).toBe('accepted');
  });
});
