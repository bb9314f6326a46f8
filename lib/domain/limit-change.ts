// What of the limits a person may change on the desk: bounds, which way is riskier, and the limits that come of it. Pure.
import { type CentiContracts, count } from './count.ts';
import type { Limits } from './limits.ts';
import { type MicroDollars, money } from './money.ts';

/** A limit with one value: a number or a switch. The calendar has more and comes from the limits file. */
export type PlainLimit = Exclude<keyof Limits, 'version' | 'blackouts' | 'calendarUntil'>;

/** New values by the name of the limit, in the unit the limit is kept in. */
export type LimitChanges = { readonly [Id in PlainLimit]?: number | boolean };

/** up, down: the way that lets more risk through · either: each way changes how a position is left, so neither is the safe one. */
type RiskierWay = 'up' | 'down' | 'either';

export interface LimitRule {
  readonly kind: 'whole' | 'fraction' | 'switch';
  /** Bounds, both allowed, in the unit the limit is kept in. */
  readonly min: number;
  readonly max: number;
  readonly riskier: RiskierWay;
}

const whole = (min: number, max: number, riskier: RiskierWay = 'up'): LimitRule => ({
  ...{ kind: 'whole', min, max, riskier },
});
const fraction = (min: number, max: number, riskier: RiskierWay = 'up'): LimitRule => ({
  ...{ kind: 'fraction', min, max, riskier },
});

const DOLLARS = whole(0, 1_000_000_000_000);
const CONTRACTS = whole(0, 10_000_000);
const GUARD = whole(0, 3_600, 'down');

/** The bounds of the limits file, in the units the limits are kept in. */
export const LIMIT_RULES: Readonly<Record<PlainLimit, LimitRule>> = {
  maxOrderCount: CONTRACTS,
  maxMarketExposure: DOLLARS,
  maxEventExposure: DOLLARS,
  maxSeriesExposure: DOLLARS,
  maxTotalExposure: DOLLARS,
  maxDayLoss: DOLLARS,
  maxDayLossGross: DOLLARS,
  maxDrawdown: DOLLARS,
  maxLossStreak: whole(1, 1_000),
  maxOrdersPer15Seconds: whole(0, 200),
  maxOrdersPerMinute: whole(0, 600),
  maxContractsPer15Seconds: CONTRACTS,
  maxContractsPerMinute: CONTRACTS,
  minEdge: whole(0, 10_000, 'down'),
  minConfidence: fraction(0, 1, 'down'),
  openGuardSeconds: GUARD,
  closeGuardSeconds: GUARD,
  exitBeforeCloseSeconds: whole(0, 3_600, 'either'),
  exitVolatilityRatio: fraction(0, 100, 'either'),
  exitEdge: whole(0, 10_000, 'either'),
  exitSlippage: whole(0, 10_000, 'either'),
  exitPassiveSeconds: whole(0, 60, 'either'),
  closePassiveSeconds: whole(0, 60, 'either'),
  flagDisagreement: fraction(0, 1),
  maxDisagreement: fraction(0, 1),
  flagCount: CONTRACTS,
  flagConfidence: fraction(0, 1, 'down'),
  flagFirstOfDay: { kind: 'switch', min: 0, max: 1, riskier: 'down' },
  flagEveryTrade: { kind: 'switch', min: 0, max: 1, riskier: 'down' },
  approvalSeconds: whole(5, 600),
  maxPendingApprovals: whole(1, 100),
  kellyFraction: fraction(0.001, 1),
  orderExpirySeconds: whole(5, 120),
  maxClockSkewMs: whole(50, 5_000),
  priceCollar: whole(0, 10_000),
};

/** True for the name of a limit that may be changed. */
export function isPlainLimit(name: string): name is PlainLimit {
  return Object.hasOwn(LIMIT_RULES, name);
}

/** The names in `changes` whose value differs from the one in force. */
export function changedIds(limits: Limits, changes: LimitChanges): readonly PlainLimit[] {
  return Object.keys(changes)
    .filter(isPlainLimit)
    .filter((id) => changes[id] !== undefined && changes[id] !== limits[id]);
}

/** Why one value cannot be a limit, beginning with its name; null when it can. */
export function valueProblem(id: PlainLimit, value: number | boolean | undefined): string | null {
  const { kind, min, max } = LIMIT_RULES[id];
  if (kind === 'switch') return typeof value === 'boolean' ? null : `${id}: must be yes or no`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${id}: is not a number`;
  if (kind === 'whole' && !Number.isSafeInteger(value)) return `${id}: has too many decimals`;
  return value < min || value > max ? `${id}: is outside its bounds` : null;
}

/** Everything wrong with `changes`, one sentence a field, by name; empty when they can come into force. */
export function changeProblems(changes: LimitChanges): ReadonlyMap<PlainLimit, string> {
  const found = new Map<PlainLimit, string>();
  for (const id of Object.keys(changes).filter(isPlainLimit)) {
    const problem = valueProblem(id, changes[id]);
    if (problem !== null) found.set(id, problem);
  }
  return found;
}

/** True when `to` lets more risk through than `from`, or when no way is the safe one. */
function isRiskier(id: PlainLimit, from: number, to: number): boolean {
  const { riskier } = LIMIT_RULES[id];
  if (riskier === 'either') return to !== from;
  return riskier === 'up' ? to > from : to < from;
}

/** The names whose change raises risk: one is enough to ask for the password. */
export function raisedIds(limits: Limits, changes: LimitChanges): readonly PlainLimit[] {
  return changedIds(limits, changes).filter((id) =>
    isRiskier(id, Number(limits[id]), Number(changes[id])),
  );
}

type MoneyLimit = {
  [Id in PlainLimit]: Limits[Id] extends MicroDollars ? Id : never;
}[PlainLimit];
type CountLimit = {
  [Id in PlainLimit]: Limits[Id] extends CentiContracts ? Id : never;
}[PlainLimit];

const MONEY = [
  'maxMarketExposure',
  'maxEventExposure',
  'maxSeriesExposure',
  'maxTotalExposure',
  'maxDayLoss',
  'maxDayLossGross',
  'maxDrawdown',
] as const satisfies readonly MoneyLimit[];
const COUNTS = [
  'maxOrderCount',
  'maxContractsPer15Seconds',
  'maxContractsPerMinute',
  'flagCount',
] as const satisfies readonly CountLimit[];

/** `limits` with `changes` over them, of the next version. Of changes with a problem nothing good comes: ask first. */
export function changeLimits(limits: Limits, changes: LimitChanges): Limits {
  const moneys = Object.fromEntries(
    MONEY.map((id) => [id, money(Number(changes[id] ?? limits[id]))]),
  );
  const counts = Object.fromEntries(
    COUNTS.map((id) => [id, count(Number(changes[id] ?? limits[id]))]),
  );
  const given = Object.fromEntries(changedIds(limits, changes).map((id) => [id, changes[id]]));
  return { ...limits, ...given, ...moneys, ...counts, version: limits.version + 1 };
}

/** One limit before and after, in its unit; a switch as 0 or 1. */
export interface LimitDifference {
  readonly id: PlainLimit;
  readonly before: number;
  readonly after: number;
}

/** Every plain limit that differs between two versions. */
export function differences(before: Limits, after: Limits): readonly LimitDifference[] {
  return Object.keys(LIMIT_RULES)
    .filter(isPlainLimit)
    .filter((id) => before[id] !== after[id])
    .map((id) => ({ id, before: Number(before[id]), after: Number(after[id]) }));
}
