// Learned models among the other members. In: a model with its profile and floor. Out: a member of the forecast family.
// Source: models B5, lesson 5: each log-forecast within base − 1.5 … base + 2 and above a floor from the hourly profile.

import { floorAt, type HourFloor } from '#server/core/2-features/minutes/hour-floor.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import type { MinuteProfile } from '#server/core/2-features/minutes/minute-profile.ts';
import { boundedLog as boundedBy } from '#server/core/3-models/members/bounds.ts';
import { evaluatePlain, type PlainModel } from '#server/core/3-models/plain-model.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import { flatInput } from './flat-input.ts';

/** What a learned member is made of: one horizon. */
export interface LearnedParts {
  readonly model: PlainModel;
  readonly minutes: number;
  readonly profile: MinuteProfile;
  readonly floor: HourFloor;
}

/** ln of variance per minute, kept in its bounds; null without a base. */
export function boundedLog(
  parts: Pick<LearnedParts, 'floor'>,
  at: { readonly series: RecordedSeries; readonly index: number },
  correction: number,
): number | null {
  const base = levelBase(at.series, at.index);
  if (Number.isNaN(base)) return null;
  return boundedBy(base + correction, base, floorAt(parts.floor, at.series, at.index));
}

/** The member of one kind: answers at the horizons it has a model for, null elsewhere. */
export function learnedMember(id: string, models: readonly LearnedParts[]): VolatilityMember {
  return {
    id,
    horizons: models.map((each) => each.minutes),
    predict: ({ series, index, horizonMinutes }) => {
      const parts = models.find((each) => each.minutes === horizonMinutes);
      if (!parts || Number.isNaN(levelBase(series, index))) return null;
      const input = flatInput(parts.model, series, {
        index,
        horizonMinutes,
        profile: parts.profile,
      });
      const log = boundedLog(parts, { series, index }, evaluatePlain(parts.model, input));
      return log === null ? null : Math.exp(log);
    },
  };
}
