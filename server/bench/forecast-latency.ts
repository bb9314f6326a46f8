// What one 1 Hz forecast with attribution costs. In: signal parameters. Out: latencies, back to back and one per 20 ms.
// The whole second: close it, row of whole minutes, hash, requests, the runtime with exact tree parts, combination, causes.
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import type { FeatureRow } from '#lib/domain/features.ts';
import type { Forecast } from '#lib/domain/forecast.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES, type MinuteRow } from '#lib/domain/minute-row.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { unwrap } from '#lib/result.ts';
import { describeModel } from '#server/adapters/onnx/load-model.ts';
import { loadModels } from '#server/adapters/onnx/model-store.ts';
import { createOnnxRunner } from '#server/adapters/onnx/onnx-runner.ts';
import { infer } from '#server/adapters/onnx/session.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import {
  closeMinuteSecond,
  createMinuteClocks,
  currentMinuteRow,
  type MinuteClocks,
} from '#server/core/2-features/minutes/minute-clocks.ts';
import { addHistory } from '#server/core/2-features/minutes/minute-history.ts';
import { answersToForecast } from '#server/core/3-models/answers-to-forecast.ts';
import { minuteRowHash } from '#server/core/3-models/row-hash.ts';
import { rowToRequest } from '#server/core/3-models/row-to-request.ts';
import type { Question, SignalModel } from '#server/core/3-models/signal-model.ts';
import { planSignal, type SignalPlan } from '#server/core/3-models/signal-plan.ts';
import { signalModels } from '#server/engine/engine-model.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import { createRng, type Rng } from '#server/simulator/seeded/rng.ts';
import { createCoreWait } from './core-wait.ts';
import { type Percentiles, percentilesOf } from './timing.ts';

const MODELS = join(import.meta.dirname, '..', 'models');
const START_MS = 1_795_359_600_000;
const MINUTE_MS = 60_000;
/** A day and a bit: every look-back is known. */
const HISTORY_MINUTES = 1_500;
/** sd of the log return of one second at 50 % a year. */
const SECOND_SD = 0.5 / Math.sqrt(31_536_000);
const WARM_UP = 90;
/** Enough for a 99th percentile of each. */
const USUAL = { hotCalls: 2_000, coldCalls: 400 };
const COLD_PAUSE_MS = 20;
/** Hot calls and their reference take turns in so many parts. */
const PARTS = 20;

/** Only the last fallback reads features, and here it never speaks. */
const NO_FEATURES: Omit<FeatureRow, 'at'> = {
  layout: { names: [], version: 1, hash: sha256Hex('0'.repeat(64)) },
  values: new Float64Array(0),
  present: new Uint8Array(0),
};

/** Seconds of a made-up market, each with its whole forecast. */
class ForecastSeconds {
  readonly #clocks: MinuteClocks;
  readonly #plan: SignalPlan;
  readonly #runner: ModelRunner;
  readonly #models: readonly SignalModel[];
  readonly #rng: Rng;
  #usd = 90_000;
  #ms = START_MS;

  constructor(signal: SignalParameters, runner: ModelRunner) {
    this.#clocks = createMinuteClocks(signal);
    this.#plan = planSignal(signal, MINUTE_FEATURES);
    this.#runner = runner;
    this.#models = signalModels(runner.models(), signal).models;
    this.#rng = createRng('forecast-latency');
    this.#addPast();
  }

  #addPast(): void {
    const step = SECOND_SD * Math.sqrt(60);
    const bars = Array.from({ length: HISTORY_MINUTES }, (_, i) => {
      const open = this.#usd;
      this.#usd *= Math.exp(step * this.#rng.normal());
      const reach = 0.5 * step * this.#usd;
      return {
        endMs: wallMs(START_MS - (HISTORY_MINUTES - 1 - i) * MINUTE_MS),
        open,
        high: Math.max(open, this.#usd) + reach,
        low: Math.min(open, this.#usd) - reach,
        close: this.#usd,
        volume: 2 + this.#rng.uniform(),
      };
    });
    addHistory(this.#clocks, bars);
  }

  /** One second passes; the row of its whole minutes. */
  #nextRow(): MinuteRow | null {
    this.#ms += 1_000;
    this.#usd *= Math.exp(SECOND_SD * this.#rng.normal());
    const volumeBtc = (2 + this.#rng.uniform()) / 60;
    closeMinuteSecond(this.#clocks, { at: this.#ms, midUsd: this.#usd, volumeBtc });
    return currentMinuteRow(this.#clocks, wallMs(this.#ms));
  }

  async #ask(row: MinuteRow): Promise<readonly Question[]> {
    const hash = minuteRowHash(row);
    const questions: Question[] = [];
    for (const model of this.#models) {
      const request = unwrap(rowToRequest(row, hash, model));
      questions.push({ model, request, answer: await this.#runner.run(request) });
    }
    return questions;
  }

  /** The forecast of the next second. */
  async next(): Promise<Forecast> {
    const row = this.#nextRow();
    const at = wallMs(this.#ms);
    return unwrap(
      answersToForecast({
        at,
        plan: this.#plan,
        row,
        knownMinutes: 240,
        features: { at, ...NO_FEATURES },
        questions: row === null ? [] : await this.#ask(row),
        notAsked: [],
      }),
    );
  }
}

/** A made-up market with every shipped model loaded, past its first minute. */
export async function createForecastSeconds(signal: SignalParameters): Promise<{
  /** The forecast of the next second. */
  readonly next: () => Promise<Forecast>;
}> {
  const runner = await createOnnxRunner({
    directory: MODELS,
    clock: createSystemClock(),
    log: () => undefined,
  });
  const seconds = new ForecastSeconds(signal, runner);
  // In the first minute no whole minute of our own ends, and the averages would answer: they need features.
  for (let i = 0; i < WARM_UP; i++) await seconds.next().catch(() => undefined);
  return { next: () => seconds.next() };
}

/** The reference: the runtime alone, each asked model once on a stored row, without attribution and all around it. */
async function createBareRuns(): Promise<() => Promise<void>> {
  const { models } = await loadModels(MODELS);
  const asked = models
    .filter((model) => describeModel(model).memberKind !== null)
    .map(({ session, manifest }) => {
      const input = Float32Array.from(manifest.golden[0]?.input ?? [], (x) => x ?? Number.NaN);
      return () => infer(session, manifest, input);
    });
  return async () => {
    for (const ask of asked) await ask();
  };
}

/** As the clock on the wall saw it, and less the time in which it was ready and another process had the core. */
export interface Latency {
  readonly wall: Percentiles;
  /** Null where the system does not tell such waits. */
  readonly own: Percentiles | null;
}

export interface ForecastLatency {
  /** Back to back. */
  readonly hot: Latency;
  /** One call per 20 ms: caches and branches of a 1 Hz caller. */
  readonly cold: Latency;
  /** The bare runs of the same models, in turns with the hot calls. */
  readonly bare: Percentiles;
  /** Processor time of one call on average, all threads, µs. The kernel's clock is too coarse for percentiles of it. */
  readonly hotCpuUs: number;
  readonly coldCpuUs: number;
}

const coreWait = createCoreWait();

/** Single calls, µs. */
class Calls {
  readonly #wallUs: number[] = [];
  readonly #waitedUs: number[] = [];

  async time(work: () => Promise<unknown>): Promise<void> {
    const waitedNs = coreWait?.() ?? 0;
    const startedMs = performance.now();
    await work();
    this.#wallUs.push((performance.now() - startedMs) * 1000);
    this.#waitedUs.push(((coreWait?.() ?? 0) - waitedNs) / 1000);
  }

  wall(): Percentiles {
    return percentilesOf(this.#wallUs);
  }

  latency(): Latency {
    const ownUs = this.#wallUs.map((us, i) => Math.max(0, us - (this.#waitedUs[i] ?? 0)));
    return { wall: this.wall(), own: coreWait === null ? null : percentilesOf(ownUs) };
  }
}

/** Processor time per call of `calls` of them. */
async function cpuUsOf(calls: number, work: () => Promise<unknown>): Promise<number> {
  const before = cpuUsage();
  for (let i = 0; i < calls; i++) await work();
  const { user, system } = cpuUsage(before);
  return (user + system) / calls;
}

/** Measures whole forecasts. */
export async function forecastLatency(
  signal: SignalParameters,
  { hotCalls, coldCalls } = USUAL,
): Promise<ForecastLatency> {
  const { next } = await createForecastSeconds(signal);
  const bareRuns = await createBareRuns();
  const [hot, cold, bare] = [new Calls(), new Calls(), new Calls()];
  for (let i = 0; i < hotCalls / 4; i++) {
    await next();
    await bareRuns();
  }
  // In turns, so that a slow moment of the machine hits both.
  let hotCpuUs = 0;
  for (let part = 0; part < PARTS; part++) {
    hotCpuUs += (await cpuUsOf(hotCalls / PARTS, () => hot.time(next))) / PARTS;
    for (let i = 0; i < hotCalls / PARTS; i++) await bare.time(bareRuns);
  }
  const coldCpuUs = await cpuUsOf(coldCalls, async () => {
    await new Promise((resolve) => setTimeout(resolve, COLD_PAUSE_MS));
    await cold.time(next);
  });
  return {
    hot: hot.latency(),
    cold: cold.latency(),
    bare: bare.wall(),
    hotCpuUs,
    coldCpuUs,
  };
}
