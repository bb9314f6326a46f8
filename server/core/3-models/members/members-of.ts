// Every baseline member at one horizon. In: plan, minute row. Out: ln variance per minute of each, null where it cannot say.
import type { MinuteHorizon, MinuteRow } from '#lib/domain/minute-row.ts';
import type { HorizonPlan } from '../signal-plan.ts';
import { ewmaLog, naiveLog, riskMetricsLog } from './averages.ts';
import { boundedLog } from './bounds.ts';
import { garchMean } from './garch.ts';
import { linearCorrection } from './linear.ts';

/** What a member says, in ln of variance per minute over its horizon. */
export interface MemberLog {
  readonly id: string;
  /** Within its bounds; null when the member cannot say. */
  readonly log: number | null;
}

/** Members without fitted weights, and the last fallback: names no model may speak under. */
export const AVERAGE_IDS = ['naive', 'riskmetrics', 'ewma', 'garch', 'statistical'] as const;

/** The floor of this horizon, NaN while no day is known. */
export function floorOf(row: MinuteRow, plan: HorizonPlan): number {
  return row.floors[plan.floor] ?? Number.NaN;
}

/** Plainest first: naive, riskmetrics, ewma, garch, then the regressions. All null without a base. */
export function membersOf(
  plan: HorizonPlan,
  row: MinuteRow,
  horizon: MinuteHorizon,
): readonly MemberLog[] {
  const { minutes } = plan;
  const floor = floorOf(row, plan);
  const member = (id: string, log: number): MemberLog => {
    const bounded = boundedLog(log, row.base, floor);
    return { id, log: Number.isFinite(bounded) ? bounded : null };
  };
  const at = { base: row.base, columns: horizon.columns };
  const naive = horizon.columns[plan.naive] ?? Number.NaN;
  const next = Math.exp(row.levels.garch);
  return [
    member('naive', naiveLog(row, naive)),
    member('riskmetrics', riskMetricsLog(row)),
    member('ewma', ewmaLog(row, minutes)),
    member('garch', Math.log(garchMean(plan.garch, next, minutes))),
    ...plan.linear.map((each) => member(each.id, row.base + linearCorrection(each.plan, at))),
  ];
}
