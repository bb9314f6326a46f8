// Trained members beside the baselines. In: what was read from disk, the baselines. Out: members, each alone and combined.

import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import { byKind, type TrainedMember } from './artefact-folder.ts';
import { combination } from './combination.ts';
import { boundedLog, learnedMember } from './learned-member.ts';

/**
 * Who is in the combination, with equal weights: two regressions (one knows the venue's level, one does not), one of trees,
 * one of sequences. HAR with time of day came in on validation: every mean on Binance and Tiingo was lower with it
 * than without.
 */
const COMBINED = ['har-tod', 'har-x', 'gbdt', 'gru'] as const;

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

/** Members of the trained kinds, then the combination of COMBINED when all of them are there. */
export function trainedMembers(
  trained: readonly TrainedMember[],
  baselines: readonly VolatilityMember[],
): readonly VolatilityMember[] {
  const kinds = byKind(trained);
  const learned = [...kinds].map(([kind, models]) => remembering(learnedMember(kind, models)));
  const pool = [...baselines, ...learned];
  const chosen = COMBINED.flatMap((id) => pool.find((each) => each.id === id) ?? []);
  if (chosen.length < COMBINED.length) return learned;
  const floors = new Map([...kinds.values()].flat().map((each) => [each.minutes, each.floor]));
  const combined = combination('combination', chosen, (log, context) => {
    const floor = floors.get(context.horizonMinutes);
    const base = levelBase(context.series, context.index);
    return floor ? (boundedLog({ floor }, context, log - base) ?? log) : log;
  });
  return [...learned, combined];
}
