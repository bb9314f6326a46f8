// What the engine forecasts is what was scored: the live members and their combination against those of training.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { profileMean } from '#server/core/2-features/minutes/minute-profile.ts';
import {
  appendMinute,
  createMinuteSeries,
  LIVE_CAPACITY,
  measured,
} from '#server/core/2-features/minutes/minute-series.ts';
import { seriesToRow } from '#server/core/2-features/minutes/series-to-row.ts';
import { horizonForecast, type LearnedAnswer } from '#server/core/3-models/horizon-forecast.ts';
import { boundedLog } from '#server/core/3-models/members/bounds.ts';
import { evaluatePlain } from '#server/core/3-models/plain-model.ts';
import { planSignal } from '#server/core/3-models/signal-plan.ts';
import { membersOf } from '../baselines/fit-baselines.ts';
import { toMinuteSeries } from '../data/recorded-series.ts';
import { madeUpBars } from '../made-up-series.ts';
import { readTrained } from './artefact-folder.ts';
import { flatInput } from './flat-input.ts';
import { trainedMembers } from './trained-members.ts';

const SIGNAL = unwrap(loadSignal());
const PLAN = planSignal(SIGNAL, MINUTE_FEATURES);
const TRAINED = readTrained(join(import.meta.dirname, '..', '..', 'models')).members;
const BARS = madeUpBars({ id: 'made-up', fromMs: 1_795_359_600_000, minutes: 2_000, seed: 11 });
const RECORDED = toMinuteSeries(BARS);
const BASELINES = membersOf(SIGNAL);
const SCORED = [...BASELINES, ...trainedMembers(TRAINED, BASELINES, SIGNAL)];

/** The shipped files' answers at minute `index`, by their plain evaluators. */
function answersAt(index: number, minutes: number): readonly LearnedAnswer[] {
  return TRAINED.filter((each) => each.parts.minutes === minutes && each.kind !== 'dlinear').map(
    ({ id, kind, parts, manifest }) => {
      const at = { index, horizonMinutes: minutes, profile: parts.profile };
      return {
        model: {
          id,
          hash: sha256Hex(manifest.fileSha256),
          kind: kind === 'gbdt' ? 'row' : 'window',
          minutes,
          shape: [1, 0],
          parts: [],
          memberKind: kind === 'gbdt' ? 'tree' : 'sequence',
        },
        output: [evaluatePlain(parts.model, flatInput(parts.model, RECORDED, at))],
      };
    },
  );
}

describe('live members', () => {
  it('say what training scored, each within its bounds, and so does their combination', () => {
    const live = createMinuteSeries({ capacity: LIVE_CAPACITY, garch: SIGNAL.garch });
    let compared = 0;
    for (let i = 0; i < BARS.endMs.length; i++) {
      const at = (column: Float64Array) => column[i] ?? Number.NaN;
      const { open, high, low, close, volume, endMs } = BARS;
      const bar = {
        open: at(open),
        high: at(high),
        low: at(low),
        close: at(close),
        volume: at(volume),
      };
      appendMinute(live, at(endMs), measured(bar));
      if (i < 1_450 || i % 61 !== 0) continue;
      const row = seriesToRow(live, live.length - 1, { parameters: SIGNAL, at: wallMs(at(endMs)) });
      for (const plan of PLAN.horizons) {
        const { minutes } = plan;
        const made = horizonForecast(PLAN, plan, { row, answers: answersAt(i, minutes) });
        const factor = Math.log(profileMean(SIGNAL.profile, row.at, minutes)) + Math.log(60);
        const logOf = (id: string) => {
          const scored = SCORED.find((each) => each.id === id);
          const context = { series: RECORDED, index: i, horizonMinutes: minutes };
          const variance = scored?.predict(context) ?? null;
          if (variance === null) throw new Error(`${id} has no forecast at ${minutes} min`);
          return boundedLog(Math.log(variance), row.base, row.floors[plan.floor] ?? Number.NaN);
        };
        for (const { id, logVariance } of made?.forecast.members ?? []) {
          expect(logVariance + factor, `${id} at ${minutes} min`).toBeCloseTo(logOf(id), 5);
          compared += 1;
        }
        const combined = Math.log(made?.forecast.variancePerSecond ?? Number.NaN) + factor;
        expect(combined).toBeCloseTo(logOf('combination'), 5);
      }
    }
    expect(compared).toBeGreaterThan(9 * 4 * 7);
  });
});
