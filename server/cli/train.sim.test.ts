// The train command end to end on a small made-up folder: processes, artefacts, the ONNX runtime, a second run that skips.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import { loadModels } from '#server/adapters/onnx/model-store.ts';
import { createOnnxRunner } from '#server/adapters/onnx/onnx-runner.ts';
import { VOLATILITY_TRAIN } from '#server/training/data/splits.ts';
import { madeUpBars, writeBars } from '#server/training/made-up-series.ts';
import { readTrained } from '#server/training/train/artefact-folder.ts';
import { KINDS } from '#server/training/train/job.ts';
import { ROOT } from './build-console.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'train-'));
const OUT = join(FOLDER, 'out');
const MINUTES = 15_000;
writeBars(
  FOLDER,
  madeUpBars({
    id: 'venue',
    fromMs: VOLATILITY_TRAIN.toMs - 13_000 * 60_000,
    minutes: MINUTES,
    seed: 5,
  }),
);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const train = (...flags: readonly string[]) =>
  promisify(execFile)(
    process.execPath,
    ['server/cli/voltage.ts', 'train', '--data', FOLDER, '--out', OUT, '--quick', ...flags],
    { cwd: ROOT, maxBuffer: 1 << 24 },
  );

const bytes = (id: string, file: string) => readFileSync(join(OUT, id, file));

describe('npx voltage train', () => {
  let first: { stdout: string; stderr: string };
  beforeAll(async () => {
    first = await train('--horizons', '15', '--folds', '2', '--json');
  }, 120_000);

  it('writes members that the ONNX runtime loads: hash, shapes and golden rows ≤ 1e-5', async () => {
    const answer = JSON.parse(first.stdout);
    const folds = [1, 2].flatMap((fold) => KINDS.map((kind) => `${kind}-15m in fold ${fold}`));
    expect(answer.trained).toEqual([...KINDS.map((kind) => `${kind}-15m`), ...folds]);
    expect([answer.failed, answer.refused]).toEqual([[], []]);
    const { models, refused } = await loadModels(OUT);
    expect(refused).toEqual([]);
    expect(models.map((each) => each.id)).toEqual(['dlinear-15m', 'gbdt-15m', 'gru-15m']);
  });

  it('scores them and their combination beside every baseline, with intervals, and says so on the card', () => {
    const [period] = JSON.parse(first.stdout).report.periods;
    const hour = period.series[0].horizons.find((each: { minutes: number }) => each.minutes === 15);
    const ids = hour.members.map((each: { id: string }) => each.id);
    expect(ids.slice(-5)).toEqual(['har-x', 'gbdt', 'gru', 'dlinear', 'combination']);
    for (const { difference } of hour.members)
      expect(difference.low).toBeLessThanOrEqual(difference.high);
    const card = bytes('gru-15m', 'model-card.md').toString();
    expect(card).toContain('| **gru** |');
    expect(card).toContain('| combination |');
  });

  it('walks them forward through the training span, for the report and for the card', () => {
    const { walkForward } = JSON.parse(first.stdout).report;
    expect(walkForward).toMatchObject({ purgeMinutes: 60, embargoMinutes: 1_440, leftOut: [] });
    const [{ folds, together }] = walkForward.series;
    expect(folds.length).toBe(2);
    const quarter = together.find((each: { minutes: number }) => each.minutes === 15);
    const ids = quarter.members.map((each: { id: string }) => each.id);
    expect(ids).toEqual(['har-tod', 'gbdt', 'gru', 'dlinear', 'combination']);
    expect(JSON.parse(readFileSync(join(OUT, 'report.json'), 'utf8')).walkForward).toEqual(
      walkForward,
    );
    const gru = quarter.members.find((each: { id: string }) => each.id === 'gru').difference.mean;
    const card = bytes('gru-15m', 'model-card.md').toString();
    expect(card).toContain(`${gru < 0 ? '−' : '+'}${Math.abs(gru).toFixed(4)} [`);
  });

  it('shows how far it is, and the time that is left', () => {
    expect(first.stderr).toMatch(/training \d+ %/);
  });

  it('skips what is finished, and trains again what is not whole', async () => {
    const before = bytes('gru-15m', 'model.onnx');
    writeFileSync(join(OUT, 'gbdt-15m', 'model.onnx'), 'spoiled');
    const fold = join('.walk-forward', 'fold-2', 'gbdt-15m');
    const learnt = bytes(fold, 'model.onnx');
    writeFileSync(join(OUT, fold, 'model.onnx'), 'spoiled');
    const { stdout } = await train('--horizons', '15', '--folds', '2', '--json');
    const answer = JSON.parse(stdout);
    expect(answer.trained).toEqual(['gbdt-15m', 'gbdt-15m in fold 2']);
    expect(answer.skipped.length).toBe(7);
    expect(bytes(fold, 'model.onnx')).toEqual(learnt);
    expect(answer.report.walkForward).toEqual(JSON.parse(first.stdout).report.walkForward);
    expect(bytes('gru-15m', 'model.onnx')).toEqual(before);
    expect(readTrained(OUT).refused).toEqual([]);
  }, 120_000);
});

describe('a trained member behind the runner port', () => {
  const clock = { wall: () => wallMs(0), mono: () => monoNs(0) };
  const runner = () => createOnnxRunner({ directory: OUT, clock, log: () => undefined });

  async function ask(id: string, edit: (input: Float32Array) => void) {
    const port = await runner();
    const model = port.models().find((each) => each.id === id);
    const trained = readTrained(OUT).members.find((each) => each.id === id);
    const golden = trained?.manifest.golden[3];
    if (!model || !golden) throw new Error(`${id} is missing`);
    const input = Float32Array.from(golden.input, (each) => each ?? Number.NaN);
    edit(input);
    const request: ModelRequest = {
      requestedAt: wallMs(0),
      modelId: id,
      modelHash: model.hash,
      shape: model.inputShape,
      input,
      inputHash: sha256Hex('a'.repeat(64)),
    };
    return { answer: await port.run(request), expected: golden.output };
  }

  it.each([
    ['gbdt-15m', 37],
    ['gru-15m', 4],
    ['dlinear-15m', 1],
  ])('%s answers as its plain evaluator does, with its %d numbers', async (id, outputs) => {
    const { answer, expected } = await ask(id, () => undefined);
    expect(answer.kind).toBe('answered');
    if (answer.kind === 'answered') expect(answer.output[0]).toBeCloseTo(expected, 5);
    if (answer.kind === 'answered') expect(answer.output.length).toBe(outputs);
  });

  it('F103 a missing value is for the trees to judge, and refused by name in a window', async () => {
    const spoil = (input: Float32Array) => {
      input[5] = Number.NaN;
    };
    expect((await ask('gbdt-15m', spoil)).answer.kind).toBe('answered');
    const { answer } = await ask('gru-15m', spoil);
    expect(answer).toMatchObject({ kind: 'refused', reason: 'feature minute·cos is not finite' });
  });

  it('F107 a value far outside its training range is refused by the name of its channel', async () => {
    const { answer } = await ask('gru-15m', (input) => {
      input[8 * 63] = 900;
    });
    expect(answer.kind === 'refused' && answer.reason).toContain('feature return = 900.000');
  });

  it.each([
    ['"kind":"window"', '"kind":"row"', 'input shape must be'],
    ['"steps":64', '"steps":63', 'input shape must be'],
    ['"inputs":8', '"inputs":9', 'inputs and statics'],
    ['"hash":"', '"hash":"0', 'layout.hash'],
    ['"parts":["prices","volume","clock"]', '"parts":["prices"]', 'output shape must be'],
  ])('F105 a manifest with %s as %s is refused', async (from, to, reason) => {
    const copy = mkdtempSync(join(tmpdir(), 'refused-'));
    try {
      cpSync(join(OUT, 'gru-15m'), join(copy, 'gru-15m'), { recursive: true });
      const path = join(copy, 'gru-15m', 'manifest.json');
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
      const { models, refused } = await loadModels(copy);
      expect(models).toEqual([]);
      expect(refused[0]?.reason).toContain(reason);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
