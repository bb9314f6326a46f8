// Every model artefact in the repository, and every way a load or a run must refuse.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import { loadModels } from './model-store.ts';
import { createOnnxRunner } from './onnx-runner.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');
const NAME = 'har-first-light';

let directory = '';
let clockNs = 0;
function tickingMono() {
  clockNs += 250_000;
  return monoNs(clockNs);
}

/** The parts of a manifest that tests spoil. */
interface LooseManifest {
  fileSha256: string;
  input: { name: string; shape: number[] };
  layout: { hash: string };
  golden: { input: number[]; output: number }[];
}

function readManifest(): LooseManifest {
  return JSON.parse(readFileSync(join(directory, NAME, 'manifest.json'), 'utf8'));
}
const parts = () => ({
  directory,
  clock: { wall: () => wallMs(0), mono: tickingMono },
  log: () => undefined,
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'models-'));
  cpSync(join(MODELS, NAME), join(directory, NAME), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function editManifest(edit: (manifest: LooseManifest) => void): void {
  const manifest = readManifest();
  edit(manifest);
  writeFileSync(join(directory, NAME, 'manifest.json'), JSON.stringify(manifest));
}

async function reasonOfRefusal(): Promise<string> {
  const { models, refused } = await loadModels(directory);
  expect(models).toEqual([]);
  return refused[0]?.reason ?? '';
}

describe('model artefacts', () => {
  it('F108 every shipped model loads: hash, names, shapes and golden rows agree', async () => {
    const { models, refused } = await loadModels(MODELS);
    expect(refused).toEqual([]);
    expect(models.map((model) => model.id)).toContain(NAME);
  });

  it('F101 a truncated file is refused by its hash, a missing one by its name', async () => {
    const file = join(directory, NAME, 'model.onnx');
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    expect(await reasonOfRefusal()).toContain('hash');
    unlinkSync(file);
    expect(await reasonOfRefusal()).toBe('model.onnx is missing');
  });

  it('F101 a file that is no model is refused even when its hash agrees', async () => {
    const garbage = Buffer.from('not a model');
    writeFileSync(join(directory, NAME, 'model.onnx'), garbage);
    editManifest((manifest) => {
      manifest.fileSha256 = createHash('sha256').update(garbage).digest('hex');
    });
    expect(await reasonOfRefusal()).toContain('does not load');
  });

  it('F102 a changed byte is refused', async () => {
    const file = join(directory, NAME, 'model.onnx');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await reasonOfRefusal()).toContain('hash');
  });

  it('F105 an input name that is not the file’s is refused', async () => {
    editManifest((manifest) => {
      manifest.input = { name: 'other', shape: [1, 24] };
    });
    expect(await reasonOfRefusal()).toContain('the manifest other');
  });

  it('F108 a wrong golden row is refused', async () => {
    editManifest((manifest) => {
      const row = manifest.golden[3];
      if (row) row.output += 1e-3;
    });
    expect(await reasonOfRefusal()).toContain('golden row 3');
  });

  it('F108 another feature layout is refused', async () => {
    editManifest((manifest) => {
      manifest.layout = { ...manifest.layout, hash: 'a'.repeat(64) };
    });
    expect(await reasonOfRefusal()).toContain('feature layout');
  });

  it('names the refused model and its reason in the log', async () => {
    const lines: string[] = [];
    unlinkSync(join(directory, NAME, 'model-card.md'));
    const runner = await createOnnxRunner({
      ...parts(),
      log: (severity, text) => lines.push(`${severity} ${text}`),
    });
    expect(runner.models()).toEqual([]);
    expect(lines).toEqual([`critical model ${NAME} refused: model-card.md is missing`]);
    expect(runner.refused()).toEqual([
      { id: NAME, origin: 'shipped', reason: 'model-card.md is missing' },
    ]);
  });
});

describe('inference', () => {
  const HASH = sha256Hex('b'.repeat(64));

  async function setUp() {
    const runner = await createOnnxRunner(parts());
    const model = runner.models()[0];
    if (!model) throw new Error('the copied model did not load');
    const row = readManifest().golden[0];
    if (!row) throw new Error('the manifest has no golden row');
    const request: ModelRequest = {
      requestedAt: wallMs(0),
      modelId: model.id,
      modelHash: model.hash,
      shape: model.inputShape,
      input: Float32Array.from(row.input),
      inputHash: HASH,
    };
    return { runner, request, expected: row.output };
  }

  it('answers with the request’s hash and the expected output', async () => {
    const { runner, request, expected } = await setUp();
    const answer = await runner.run(request);
    expect(answer).toMatchObject({ kind: 'answered', inputHash: HASH, tookMs: 0.25 });
    if (answer.kind === 'answered') expect(answer.output[0]).toBeCloseTo(expected, 5);
  });

  it('gives byte-identical outputs for the same input (F109)', async () => {
    const { runner, request } = await setUp();
    const outputs = new Set<number>();
    for (let i = 0; i < 20; i++) {
      const answer = await runner.run(request);
      if (answer.kind === 'answered') outputs.add(answer.output[0] ?? Number.NaN);
    }
    expect(outputs.size).toBe(1);
  });

  it('F103 refuses a value that is not finite and names the feature', async () => {
    const { runner, request } = await setUp();
    const input = request.input.slice();
    input[2] = Number.NaN;
    const answer = await runner.run({ ...request, input });
    expect(answer).toMatchObject({ kind: 'refused', reason: 'feature rv·60m is not finite' });
  });

  it('F107 refuses a value far outside the training range and names the feature', async () => {
    const { runner, request } = await setUp();
    const input = request.input.slice();
    input[0] = 40;
    input[12] = 1;
    const answer = await runner.run({ ...request, input });
    expect(answer.kind === 'refused' && answer.reason).toContain('rv·5m = 40.000');
  });

  it('F105 refuses a wrong shape, an unknown model and another hash without throwing', async () => {
    const { runner, request } = await setUp();
    for (const wrong of [{ shape: [1, 23] }, { modelId: 'nobody' }, { modelHash: HASH }])
      expect((await runner.run({ ...request, ...wrong })).kind).toBe('refused');
  });
});
