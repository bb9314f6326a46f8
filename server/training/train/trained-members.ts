// Trained members beside the baselines. In: what was read from disk, the baselines. Out: members, each alone and combined.

import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import type { ForecastContext, VolatilityMember } from '../baselines/member.ts';
import { byKind, type TrainedMember } from './artefact-folder.ts';
import { COMBINATION_ID, combination } from './combination.ts';
import { boundedLog, learnedMember } from './learned-member.ts';

/** Keeps the last answer: a member is asked for its own score and again for the combination's. */
function remembering(member: VolatilityMember): VolatilityMember {
  let last: { readonly key: readonly unknown[]; readonly value: number | null } | null = null;
  return {
    ...member,
    predict: (context) => {
      const key = [context.series, context.index, context.horizonMinutes];
      if (!last?.key.every((each, i) => each === key[i]))
        last = { key, value: member.predict(context) };
      return last.value;
    },
  };
}

/**
 * Members of the trained kinds, then the combination: at each horizon the named members with equal weights, each within
 * its bounds, where all of them are there.
 */
export function trainedMembers(
  trained: readonly TrainedMember[],
  baselines: readonly VolatilityMember[],
  signal: Pick<SignalParameters, 'combination' | 'floors'>,
): readonly VolatilityMember[] {
  const kinds = byKind(trained);
  const learned = [...kinds].map(([kind, models]) => remembering(learnedMember(kind, models)));
  const pool = [...baselines, ...learned];
  const floors = new Map(signal.floors.map((each) => [each.minutes, each.value]));
  const bound = (log: number, context: ForecastContext) => {
    const floor = floors.get(context.horizonMinutes);
    const base = levelBase(context.series, context.index);
    return floor ? (boundedLog({ floor }, context, log - base) ?? log) : log;
  };
  const parts = signal.combination.flatMap(({ minutes, value }): readonly VolatilityMember[] => {
    const members = value.flatMap((id) => pool.find((each) => each.id === id) ?? []);
    const whole = members.length === value.length;
    const fit = members.every((each) => each.horizons?.includes(minutes) ?? true);
    return whole && fit
      ? [{ ...combination(COMBINATION_ID, members, bound), horizons: [minutes] }]
      : [];
  });
  return parts.length === 0 ? learned : [...learned, byHorizon(COMBINATION_ID, parts)];
}

/** One member made of members for single horizons. */
function byHorizon(id: string, parts: readonly VolatilityMember[]): VolatilityMember {
  return {
    id,
    horizons: parts.flatMap((each) => each.horizons ?? []),
    predict: (context) =>
      parts.find((each) => each.horizons?.includes(context.horizonMinutes))?.predict(context) ??
      null,
  };
}
