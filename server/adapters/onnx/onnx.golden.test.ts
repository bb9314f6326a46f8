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
const NAME = 'gbdt-15m';

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
  golden: { input: (number | null)[]; output: number; parts?: number[] }[];
}

function readManifest(name = NAME): LooseManifest {
  return JSON.parse(readFileSync(join(MODELS, name, 'manifest.json'), 'utf8'));
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
      manifest.input = { ...manifest.input, name: 'other' };
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

  async function setUp(name = NAME) {
    cpSync(join(MODELS, name), join(directory, name), { recursive: true });
    const runner = await createOnnxRunner(parts());
    const model = runner.models().find((each) => each.id === name);
    if (!model) throw new Error('the copied model did not load');
    const row = readManifest(name).golden[0];
    if (!row) throw new Error('the manifest has no golden row');
    const request: ModelRequest = {
      requestedAt: wallMs(0),
      modelId: model.id,
      modelHash: model.hash,
      shape: model.inputShape,
      input: Float32Array.from(row.input, (each) => each ?? Number.NaN),
      inputHash: HASH,
    };
    const ask = async (change: Partial<ModelRequest> = {}) => {
      const answer = await runner.run({ ...request, ...change });
      return answer.kind === 'answered' ? answer.output : answer.reason;
    };
    /** Asks with one value replaced. */
    const spoil = (place: number, value: number) => {
      const input = request.input.slice();
      input[place] = value;
      return ask({ input });
    };
    return { runner, model, request, row, ask, spoil };
  }

  it('answers with the request’s hash and the expected output', async () => {
    const { runner, request, row } = await setUp();
    const answer = await runner.run(request);
    expect(answer).toMatchObject({ kind: 'answered', inputHash: HASH, tookMs: 0.25 });
    if (answer.kind === 'answered') expect(answer.output[0]).toBeCloseTo(row.output, 5);
  });

  it('F108 a tree answers with its training mean and a part for each column, which add up to it', async () => {
    const { runner, model, request } = await setUp();
    expect(model.parts).toEqual(['training mean', ...model.layoutNames]);
    for (const { input } of readManifest().golden) {
      const row = Float32Array.from(input, (each) => each ?? Number.NaN);
      const answer = await runner.run({ ...request, input: row });
      if (answer.kind !== 'answered') throw new Error(answer.reason);
      const [correction = Number.NaN, ...rest] = answer.output;
      expect(rest).toHaveLength(36);
      expect(rest.reduce((sum, each) => sum + each, 0)).toBeCloseTo(correction, 5);
    }
  });

  it('F108 a sequence answers with the parts its file holds', async () => {
    const { model, row, ask } = await setUp('gru-15m');
    expect(model.parts).toEqual(['prices', 'volume', 'clock']);
    const output = await ask();
    if (typeof output === 'string') throw new Error(output);
    for (const [i, each] of [row.output, ...(row.parts ?? [])].entries())
      expect(output[i]).toBeCloseTo(each, 5);
  });

  it('gives byte-identical outputs for the same input, whatever was asked before (F109)', async () => {
    const { ask, spoil } = await setUp();
    const first = await ask();
    for (let i = 0; i < 20; i++) {
      await spoil(i % 4, 0.1 * i);
      expect(await ask()).toEqual(first);
    }
  });

  it('keeps what it answered before', async () => {
    const { ask, spoil } = await setUp('gru-15m');
    const first = await ask();
    const copy = structuredClone(first);
    await spoil(0, 3);
    expect(first).toEqual(copy);
  });

  it('F106 refuses a question before the last one is answered', async () => {
    const { ask } = await setUp();
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(typeof first).toBe('object');
    expect(second).toContain('the last question is not answered yet');
    expect(await ask()).toEqual(first);
  });

  it('F103 a missing value is for the trees to judge, and refused by name in a window', async () => {
    const tree = await setUp();
    expect(typeof (await tree.spoil(5, Number.NaN))).toBe('object');
    const sequence = await setUp('gru-15m');
    expect(await sequence.spoil(8, Number.NaN)).toBe('feature return is not finite');
    expect(await tree.spoil(5, Number.POSITIVE_INFINITY)).toBe('feature rv·1440m is not finite');
  });

  it('F107 refuses what lies beyond half again its training range, and names the feature', async () => {
    const { spoil } = await setUp();
    // rv·1m was −4.605 … 3.375 in training: its centre −0.615, half its width 3.990.
    expect(typeof (await spoil(0, -0.615 + 1.49 * 3.99))).toBe('object');
    expect(await spoil(0, -0.615 + 1.51 * 3.99)).toContain('feature rv·1m = 5.410 is far outside');
    expect(await spoil(0, -0.615 - 1.51 * 3.99)).toContain('feature rv·1m');
    const sequence = await setUp('gru-15m');
    expect(await sequence.spoil(8 * 63 + 4, 30)).toContain('feature volume = 30.000');
    expect(await sequence.spoil(8 * 64, 30)).toContain('feature rv·5m = 30.000');
  });

  it('F105 refuses a wrong shape, an unknown model and another hash without throwing', async () => {
    const { runner, request } = await setUp();
    for (const wrong of [{ shape: [1, 23] }, { modelId: 'nobody' }, { modelHash: HASH }])
      expect((await runner.run({ ...request, ...wrong })).kind).toBe('refused');
    const short = { shape: [1, 35], input: request.input.slice(1) };
    expect((await runner.run({ ...request, ...short })).kind).toBe('refused');
  });
});
