// Models the trader added, through the wiring of an engine: a voice without weight, named when refused, never in the way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Forecast } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { unwrap } from '#lib/result.ts';
import { createOnnxRunner, type OnnxRunner } from '#server/adapters/onnx/onnx-runner.ts';
import { editManifest, writeForeign } from '#server/adapters/onnx/testing/foreign-model.ts';
import { answersToForecast } from '#server/core/3-models/answers-to-forecast.ts';
import { planSignal } from '#server/core/3-models/signal-plan.ts';
import { questionsAbout } from '#server/core/3-models/testing/made-up-models.ts';
import { PLAIN_SIGNAL, plainRow } from '#server/core/3-models/testing/plain-signal.ts';
import { createDriver } from '#server/core/journeys/testing/spine-driver.ts';
import { askedModels } from './engine-model.ts';
import { createWorldPublisher } from './publish/publish-world.ts';
import { createTopicTables } from './topic-tables.ts';

const ADDED = mkdtempSync(join(tmpdir(), 'added-'));
afterAll(() => rmSync(ADDED, { recursive: true, force: true }));
writeForeign(join(ADDED, 'my-model'));
writeForeign(join(ADDED, 'spoilt'), 'spoilt');
editManifest(join(ADDED, 'spoilt'), (manifest) => {
  manifest['fileSha256'] = 'e'.repeat(64);
});

/** Only the last fallback reads features, and here it never speaks. */
const NO_FEATURES = {
  layout: { names: [], version: 1, hash: sha256Hex('0'.repeat(64)) },
  values: new Float64Array(0),
  present: new Uint8Array(0),
};

const SHIPPED = ['gbdt-15m', 'gbdt-1m', 'gbdt-5m', 'gbdt-60m', 'gru-15m', 'gru-60m'];
const clock = { wall: () => wallMs(0), mono: () => monoNs(0) };

function runner(parts: { readonly addedDirectory?: string }): Promise<OnnxRunner> {
  const directory = join(import.meta.dirname, '..', 'models');
  return createOnnxRunner({ directory, clock, log: () => undefined, ...parts });
}

/** The forecast of a quiet row by everybody who is asked; `named` may name the added model in the combination. */
async function forecastBy(models: OnnxRunner, signal = PLAIN_SIGNAL): Promise<Forecast> {
  const share = (place: number) => (MINUTE_FEATURES[place]?.startsWith('bipower') ? 1 : 0);
  const row = plainRow({}, share);
  const questions = questionsAbout(row, null, askedModels(models, signal).models);
  for (const question of questions) question.answer = await models.run(question.request);
  return unwrap(
    answersToForecast({
      at: row.at,
      plan: planSignal(signal, MINUTE_FEATURES),
      row,
      knownMinutes: 240,
      features: { at: row.at, ...NO_FEATURES },
      questions,
      notAsked: [],
    }),
  );
}

function fifteen(forecast: Forecast) {
  const found = forecast.horizons.find((each) => each.minutes === 15);
  if (found === undefined) throw new Error('no forecast at 15 min');
  return found;
}

describe('models the trader added', () => {
  it('F102 a refused one is named and stops nobody: all others are asked', async () => {
    const { models, leftOut } = askedModels(await runner({ addedDirectory: ADDED }), PLAIN_SIGNAL);
    expect(models.map((each) => each.id)).toEqual([...SHIPPED, 'my-model']);
    expect(leftOut).toEqual([
      { id: 'spoilt', cause: 'left-out', reason: expect.stringContaining('fileSha256 says') },
    ]);
  });

  it('F102 a refused one is named in the status', async () => {
    const { leftOut } = askedModels(await runner({ addedDirectory: ADDED }), PLAIN_SIGNAL);
    const driver = createDriver();
    driver.boot();
    const tables = createTopicTables('test', () => undefined);
    const facts = { build: 'test', startedAt: 0, eventSeq: 1, loopDelayMs: 0, queueLength: 0 };
    const event = {
      kind: 'timer',
      timer: 'second',
      seq: 1,
      at: driver.now(),
      mono: monoNs(0),
    } as const;
    createWorldPublisher(tables).publish(driver.world, event, {
      ...facts,
      replaySpeed: null,
      modelsLeftOut: leftOut,
    });
    const status = tables.snapshot('status', driver.now()).rows['engine'];
    expect(status?.forecastRefused).toEqual(leftOut);
  });

  it('one that is not named in the combination speaks without weight: the forecast is the same bit for bit', async () => {
    const alone = await forecastBy(await runner({}));
    const beside = await forecastBy(await runner({ addedDirectory: ADDED }));
    const added = fifteen(beside).members.find((each) => each.id === 'my-model');
    expect(added).toMatchObject({ kind: 'added', weight: 0, source: 'onnx' });
    const others = fifteen(beside).members.filter((each) => each.id !== 'my-model');
    expect({ ...fifteen(beside), members: others }).toEqual(fifteen(alone));
    expect(beside.modelHash).toBe(alone.modelHash);
  });

  it('one that is named in the combination counts', async () => {
    const combination = PLAIN_SIGNAL.combination.map((each) => ({
      ...each,
      value: [...each.value, 'my-model'],
    }));
    const models = await runner({ addedDirectory: ADDED });
    const forecast = await forecastBy(models, { ...PLAIN_SIGNAL, combination });
    const added = fifteen(forecast).members.find((each) => each.id === 'my-model');
    expect(added?.weight).toBeCloseTo(1 / 5, 12);
    expect(forecast.modelId).toContain('my-model');
  });
});
