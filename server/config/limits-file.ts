// Risk limits from a JSON file: every field optional, every unknown or malformed field an error that names it.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { count } from '#lib/domain/count.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS, type Limits } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import { fail, ok, type Result } from '#lib/result.ts';

const dollars = z
  .number()
  .nonnegative()
  .max(1_000_000)
  .transform((value) => money(Math.round(value * 1_000_000)));
const contracts = z
  .number()
  .nonnegative()
  .max(100_000)
  .transform((value) => count(Math.round(value * 100)));
const perContract = z
  .number()
  .min(0)
  .max(1)
  .transform((value) => Math.round(value * 10_000));
const share = z.number().min(0).max(1);
const seconds = z.number().int().min(0).max(3_600);

const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO time such as 2026-12-09T19:00:00Z' })
  .transform((text) => wallMs(Date.parse(text)));
const blackout = z
  .strictObject({ from: instant, to: instant, label: z.string().min(1).max(80) })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than from' });

const limitsSchema = z
  .strictObject({
    version: z.number().int().positive(),
    maxOrderCount: contracts,
    maxMarketExposure: dollars,
    maxEventExposure: dollars,
    maxSeriesExposure: dollars,
    maxTotalExposure: dollars,
    maxDayLoss: dollars,
    maxDayLossGross: dollars,
    maxDrawdown: dollars,
    maxLossStreak: z.number().int().min(1).max(1_000),
    maxOrdersPer15Seconds: z.number().int().min(0).max(200),
    maxContractsPer15Seconds: contracts,
    maxContractsPerMinute: contracts,
    maxOrdersPerMinute: z.number().int().min(0).max(600),
    /** Dollars per contract in the file. */
    minEdge: perContract,
    minConfidence: share,
    openGuardSeconds: seconds,
    closeGuardSeconds: seconds,
    exitBeforeCloseSeconds: seconds,
    exitVolatilityRatio: z.number().min(0).max(100),
    /** Dollars per contract in the file, as minEdge. */
    exitEdge: perContract,
    exitSlippage: perContract,
    exitPassiveSeconds: z.number().int().min(0).max(60),
    closePassiveSeconds: z.number().int().min(0).max(60),
    flagDisagreement: share,
    maxDisagreement: share,
    flagCount: contracts,
    flagConfidence: share,
    flagFirstOfDay: z.boolean(),
    flagEveryTrade: z.boolean(),
    approvalSeconds: z.number().int().min(5).max(600),
    maxPendingApprovals: z.number().int().min(1).max(100),
    kellyFraction: z.number().min(0.001).max(1),
    orderExpirySeconds: z.number().int().min(5).max(120),
    maxClockSkewMs: z.number().int().min(50).max(5_000),
    /** Dollars per contract in the file, as minEdge. */
    priceCollar: perContract,
    /** Scheduled events, ISO times, with the margin their writer wants. */
    blackouts: z.array(blackout).max(1_000),
    calendarUntil: instant,
  })
  .partial();

/** Default limits with the fields of `text` (JSON; dollars and contracts as plain numbers) put over them. */
function parseLimits(text: string, source: string): Result<Limits> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail(`${source} is not JSON`);
  }
  const parsed = limitsSchema.safeParse(json);
  if (!parsed.success) return fail(`${source}: ${z.prettifyError(parsed.error)}`);
  const given = Object.fromEntries(
    Object.entries(parsed.data).filter(([, value]) => value !== undefined),
  );
  return ok({ ...DEFAULT_LIMITS, ...given });
}

/** Limits of this start: the built-in ones, or those of the named file. */
export function loadLimits(file: string | null): Result<Limits> {
  if (file === null) return ok(DEFAULT_LIMITS);
  try {
    return parseLimits(readFileSync(file, 'utf8'), file);
  } catch {
    return fail(`VOLTAGE_LIMITS_FILE="${file}" cannot be read`);
  }
}
