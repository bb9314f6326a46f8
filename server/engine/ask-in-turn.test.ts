// One question after the other, with turns of the loop between them.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelAnswer } from '#lib/domain/forecast.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { createOnnxRunner } from '#server/adapters/onnx/onnx-runner.ts';
import { questionsAbout } from '#server/core/3-models/testing/made-up-models.ts';
import { PLAIN_SIGNAL, plainRow } from '#server/core/3-models/testing/plain-signal.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import { askInTurn } from './ask-in-turn.ts';
import { signalModels } from './engine-model.ts';

const REQUESTS = questionsAbout(plainRow(), null).map((each) => each.request);

describe('asking in turn', () => {
  it('puts the next question when the last one is answered, and hands on every answer at once', async () => {
    const seen: string[] = [];
    const runner: ModelRunner = {
      models: () => [],
      run: async ({ modelId, inputHash }) => {
        seen.push(`ask ${modelId}`);
        await new Promise((resolve) => setImmediate(resolve));
        return { kind: 'refused', modelId, inputHash, reason: 'test' };
      },
    };
    await askInTurn(runner, REQUESTS, (answer) => seen.push(`answer ${answer.modelId}`));
    expect(seen).toEqual(
      REQUESTS.flatMap(({ modelId }) => [`ask ${modelId}`, `answer ${modelId}`]),
    );
  });

  it('lets the loop turn between the runs of the real models', async () => {
    const runner = await createOnnxRunner({
      directory: join(import.meta.dirname, '..', 'models'),
      clock: { wall: () => wallMs(0), mono: () => monoNs(0) },
      log: () => undefined,
    });
    const { models } = signalModels(runner.models(), PLAIN_SIGNAL);
    expect(models.map((each) => each.id)).toEqual([
      'gbdt-15m',
      'gbdt-1m',
      'gbdt-5m',
      'gbdt-60m',
      'gru-15m',
      'gru-60m',
    ]);
    const share = (place: number) => (MINUTE_FEATURES[place]?.startsWith('bipower') ? 1 : 0);
    const row = plainRow({}, share);
    const requests = questionsAbout(row, null, models).map((each) => each.request);
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const answers: ModelAnswer[] = [];
    const turnsAt: number[] = [];
    await askInTurn(runner, requests, (answer) => {
      answers.push(answer);
      turnsAt.push(turns);
    });
    isDone = true;
    expect(answers.map((each) => each.kind)).toEqual(models.map(() => 'answered'));
    for (let i = 1; i < turnsAt.length; i++)
      expect(turnsAt[i]).toBeGreaterThan(turnsAt[i - 1] ?? Number.POSITIVE_INFINITY);
  });
});
