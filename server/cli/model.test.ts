// The model and features commands together: export, a stranger's trees, manifest, check, add, list, remove.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { createTreeModel, type TreeModel } from '#server/core/3-models/tree-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { VOLATILITY_TRAIN } from '#server/training/data/splits.ts';
import { openFeatureFile } from '#server/training/export/open-feature-file.ts';
import { treesToOnnx } from '#server/training/gbdt/trees-to-onnx.ts';
import { madeUpBars, writeBars } from '#server/training/made-up-series.ts';
import { linearModelToOnnx } from '#server/training/onnx-writer.ts';
import { UsageError } from './command.ts';
import { featuresCommand } from './features.ts';
import { modelCommand } from './model.ts';

const ROOM = mkdtempSync(join(tmpdir(), 'model-command-'));
const HOME = join(ROOM, 'home');
const ROWS = join(ROOM, 'rows.parquet');
const MINE = join(ROOM, 'my-trees');
afterAll(() => rmSync(ROOM, { recursive: true, force: true }));

async function run(command: typeof modelCommand, argv: readonly string[]) {
  const lines: string[] = [];
  const code = await command.run(argv, { out: (line) => lines.push(line), json: true });
  return { code, answer: JSON.parse(lines.join('')) };
}
const model = (...argv: readonly string[]) => run(modelCommand, [...argv, '--home', HOME]);

/** One split on each of two features; a missing value goes left in the first tree and right in the second. */
const TREES: TreeModel = createTreeModel({
  width: MINUTE_FEATURES.length,
  base: 0.01,
  roots: Int32Array.of(0, 3),
  feature: Int32Array.of(1, -1, -1, 5, -1, -1),
  threshold: Float32Array.of(-0.5, 0, 0, 0.1, 0, 0),
  missingLeft: Uint8Array.of(1, 0, 0, 0, 0, 0),
  left: Int32Array.of(1, 0, 0, 4, 0, 0),
  value: Float32Array.of(0, -0.3, 0.2, 0, 0.05, 0.4),
  cover: Float32Array.of(10, 5, 5, 10, 5, 5),
});

const MANIFEST = ['--rows', ROWS, '--loss', 'QLIKE', '--licence', 'mine'];

beforeAll(async () => {
  const fromMs = VOLATILITY_TRAIN.toMs - 2_200 * 60_000;
  writeBars(ROOM, madeUpBars({ id: 'venue', fromMs, minutes: 2_600, seed: 6 }));
  mkdirSync(MINE);
  const names = { name: 'stranger', inputName: 'X', outputName: 'variable', metadata: {} };
  writeFileSync(join(MINE, 'model.onnx'), treesToOnnx(TREES, names));
  const { code } = await run(featuresCommand, ['export', '--data', ROOM, '--out', ROWS]);
  expect(code).toBe(0);
});

/** The trainer's own predictions for the first forty rows. */
async function goldenFile(shift: number): Promise<string> {
  const file = await openFeatureFile(ROWS);
  if (!file.ok) throw new Error(file.error);
  const group = await file.value.groups().next();
  const golden = (group.done ? [] : group.value.slice(0, 40)).map(({ inputs }) => ({
    input: inputs,
    output:
      shift +
      predictTrees(
        TREES,
        Float32Array.from(inputs, (each) => each ?? Number.NaN),
      ),
  }));
  const path = join(ROOM, 'golden.json');
  writeFileSync(path, JSON.stringify(golden));
  return path;
}

describe('npx voltage features export', () => {
  it('counts its rows by split and names the layout the engine makes', async () => {
    const argv = ['export', '--data', ROOM, '--out', join(ROOM, 'again.parquet')];
    const { answer } = await run(featuresCommand, [...argv, '--horizon', '60']);
    expect(answer).toMatchObject({ kind: 'row', horizonMinutes: 60, layout: { version: 2 } });
    expect(answer.rows).toBe(answer.splits.train + answer.splits.validation);
  });

  it('keeps to --from and --to, and answers 1 when nothing lies between', async () => {
    const until = new Date(VOLATILITY_TRAIN.toMs).toISOString();
    const out = join(ROOM, 'early.parquet');
    const early = await run(featuresCommand, [
      'export',
      '--data',
      ROOM,
      '--out',
      out,
      '--to',
      until,
    ]);
    expect(Object.keys(early.answer.splits)).toEqual(['train']);
    const argv = ['export', '--data', ROOM, '--out', out, '--from', '2030-01-01'];
    expect(await run(featuresCommand, argv)).toMatchObject({ code: 1, answer: { rows: 0 } });
  });

  it.each([
    [[], 'features export'],
    [['export'], '--data is missing'],
    [['export', '--data', ROOM], '--out is missing'],
    [['export', '--data', ROOM, '--out', 'x', '--horizon', '7'], '--horizon takes 1, 5, 15, 60'],
    [['export', '--data', ROOM, '--out', 'x', '--kind', 'tree'], '--kind "tree"'],
    [['export', '--data', join(ROOM, 'nowhere'), '--out', 'x'], 'does not exist'],
  ])('refuses %j by name', async (argv, reason) => {
    const failed = run(featuresCommand, argv);
    await expect(failed).rejects.toThrow(UsageError);
    await expect(failed).rejects.toThrow(reason);
  });
});

describe('npx voltage model manifest', () => {
  it('writes what the rows know; without the trainer’s outputs it says that they prove less', async () => {
    const { code, answer } = await model('manifest', MINE, ...MANIFEST);
    expect(answer).toMatchObject({ accepted: true, id: 'my-trees', goldenFrom: 'file' });
    expect(code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(MINE, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ kind: 'row', horizonMinutes: 15, licence: 'mine' });
    expect(manifest.golden.length).toBeGreaterThan(16);
    expect(manifest.golden[0].input).toContain(null);
    expect(manifest.training.toMs).toBeLessThan(VOLATILITY_TRAIN.toMs);
    expect(manifest.training.series).toEqual(['venue']);
    const weekend = manifest.ranges.find((each: { name: string }) => each.name === 'weekend');
    expect(weekend).toMatchObject({ low: 0, high: 1 });
  });

  it('takes the trainer’s outputs, and refuses a conversion that changed the model', async () => {
    const same = await model('manifest', MINE, ...MANIFEST, '--golden', await goldenFile(0));
    expect(same.answer).toMatchObject({ accepted: true, goldenFrom: 'trainer', goldenRows: 40 });
    const torn = join(MINE, 'torn.json');
    writeFileSync(torn, '[');
    for (const path of [torn, join(MINE, 'none.json')]) {
      const { code, answer } = await model('manifest', MINE, ...MANIFEST, '--golden', path);
      expect([code, answer.reason]).toEqual([1, expect.stringContaining(`--golden ${path}: `)]);
    }
    const other = await model('manifest', MINE, ...MANIFEST, '--golden', await goldenFile(2e-5));
    expect(other.code).toBe(1);
    expect(other.answer.reason).toMatch(/^golden row 0 gave /);
  });

  it('refuses a model that cannot take a missing input, and one of another width', async () => {
    const folder = join(ROOM, 'linear');
    mkdirSync(folder);
    const linear = {
      ...{ name: 'linear', inputName: 'X', outputName: 'Y', bias: 0, lowest: -1, highest: 1 },
      weights: MINUTE_FEATURES.map(() => 0.1),
      metadata: {},
    };
    writeFileSync(join(folder, 'model.onnx'), linearModelToOnnx(linear));
    const { answer } = await model('manifest', folder, ...MANIFEST);
    expect(answer.reason).toMatch(/^the model gives NaN for a row with \d+ missing inputs$/);
    writeFileSync(join(folder, 'model.onnx'), linearModelToOnnx({ ...linear, weights: [1, 2] }));
    const narrow = await model('manifest', folder, ...MANIFEST);
    expect(narrow.answer.reason).toBe("the model's input has 2 values, a row 35");
  });

  it('names a missing flag', async () => {
    await expect(model('manifest', MINE)).rejects.toThrow('--rows is missing');
    await expect(model('manifest', MINE, '--rows', ROWS)).rejects.toThrow('--loss is missing');
  });
});

describe('npx voltage model', () => {
  it('checks, adds, lists and removes', async () => {
    await model('manifest', MINE, ...MANIFEST, '--golden', await goldenFile(0));
    expect(await model('check', MINE)).toMatchObject({ code: 0, answer: { outcome: 'accepted' } });
    expect(
      (await model('list')).answer.models.map((each: { id: string }) => each.id),
    ).not.toContain('my-trees');
    expect(await model('add', MINE)).toMatchObject({ code: 0, answer: { outcome: 'added' } });
    expect(await model('add', MINE)).toMatchObject({ answer: { outcome: 'there already' } });
    const listed = await model('list');
    expect(listed.code).toBe(0);
    expect(listed.answer.models.at(-1)).toMatchObject({
      ...{ id: 'my-trees', origin: 'added', accepted: true, kind: 'row', horizonMinutes: 15 },
    });
    expect((await model('remove', 'my-trees')).answer).toEqual({ removed: 'my-trees' });
    expect(await model('remove', 'my-trees')).toMatchObject({ code: 1 });
  });

  it('lists a refused model with its reason beside the others, and answers 1', async () => {
    cpSync(MINE, join(HOME, 'models', 'my-trees'), { recursive: true });
    writeFileSync(join(HOME, 'models', 'my-trees', 'model.onnx'), 'spoilt');
    const { code, answer } = await model('list');
    expect(code).toBe(1);
    expect(answer.models.at(-1)).toMatchObject({ id: 'my-trees', accepted: false });
    expect(answer.models.at(-1).reason).toContain('model.onnx has hash');
    expect(answer.models.length).toBeGreaterThan(1);
    expect((await model('remove', 'my-trees')).code).toBe(0);
  });

  it('says to people what was added and from when on it answers', async () => {
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: false };
    expect(await modelCommand.run(['add', MINE, '--as', 'other', '--home', HOME], io)).toBe(0);
    expect(lines[0]).toMatch(/^added: other · row · 15 min · [0-9a-f]{12}…$/);
    expect(lines.at(-1)).toContain('it answers from the next start');
  });

  it('says why a folder is refused, with exit code 1', async () => {
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: false };
    expect(await modelCommand.run(['check', HOME], io)).toBe(1);
    expect(lines).toEqual(['refused: model.onnx is missing']);
  });

  it.each([[[]], [['teach']], [['add']], [['add', 'a', 'b']], [['remove']], [['add', '/nowhere']]])(
    'refuses the call %j',
    async (argv) => {
      await expect(model(...argv)).rejects.toThrow(UsageError);
    },
  );
});
