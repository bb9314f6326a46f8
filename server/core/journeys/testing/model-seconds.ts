// Seconds in which made-up models are asked: history before the start, questions out, answers back. In: a driver. Out: effects.
import type { ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { MADE_UP_MODELS, madeUpModel } from '../../3-models/testing/made-up-models.ts';
import type { Effect } from '../../effect.ts';
import type { WorldOptions } from '../../world.ts';
import { createDriver, type Driver, optionsOf } from './spine-driver.ts';

const MINUTE_MS = 60_000;

/** Five hours of candles that end at the last whole minute, with moves of a few basis points. */
export function history(driver: Driver): readonly Effect[] {
  const lastMs = Math.floor(driver.now() / MINUTE_MS) * MINUTE_MS;
  let usd = 95_000;
  const bars = Array.from({ length: 300 }, (_, i) => {
    const open = usd;
    usd *= 1 + 4e-4 * Math.sin(i * 1.7);
    const [low, high] = [Math.min(open, usd) - 5, Math.max(open, usd) + 5];
    const endMs = wallMs(lastMs - (299 - i) * MINUTE_MS);
    return { endMs, open, high, low, close: usd, volume: 3 + Math.sin(i) };
  });
  return driver.send({ kind: 'history', bars });
}

/** What the models are asked in these effects. */
export function requestsIn(effects: readonly Effect[]): readonly ModelRequest[] {
  return effects.flatMap((each) => (each.kind === 'run-model' ? each.requests : []));
}

export function answerTo(request: ModelRequest, correction = 0.1): ModelAnswer {
  const { parts } = madeUpModel(request.modelId);
  return {
    kind: 'answered',
    modelId: request.modelId,
    modelHash: request.modelHash,
    inputHash: request.inputHash,
    output: [correction, ...parts.map(() => 0.01)],
    tookMs: 0.1,
  };
}

export const answerAll = (driver: Driver, requests: readonly ModelRequest[]) =>
  requests.flatMap((request) => driver.send({ kind: 'answer', answer: answerTo(request) }));

/** Past the first minute of own seconds, so that whole minutes end now. */
export function readyForModels(change: Partial<WorldOptions> = {}): Driver {
  const driver = createDriver(optionsOf({ models: MADE_UP_MODELS, ...change }));
  driver.boot();
  history(driver);
  for (let i = 0; i < 70; i++) answerAll(driver, requestsIn(driver.second()));
  return driver;
}
