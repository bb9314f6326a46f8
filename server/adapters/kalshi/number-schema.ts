// The venue's number and time texts as zod schemas: a wire string comes in, a lib/domain integer goes out.
import { z } from 'zod';
import { parseBtcCents } from '#lib/domain/btc.ts';
import { parseCount, parseSignedCount } from '#lib/domain/count.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { parseMoney } from '#lib/domain/money.ts';
import { parsePrice } from '#lib/domain/price.ts';
import type { Result } from '#lib/result.ts';

/** A string field read by one of the domain's parse functions; a number in its place is an error (kalshi-api §2). */
function text<T>(parse: (raw: string) => Result<T>) {
  return z.string().transform((raw, context): T => {
    const parsed = parse(raw);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.error });
    return z.NEVER;
  });
}

/** `*_dollars` prices, "0.4600" → 4600 (1e-4 $). */
export const wirePrice = text(parsePrice);
/** `*_fp` counts, "10.00" → 1000 (1e-2 contracts). */
export const wireCount = text(parseCount);
/** Signed counts such as `position_fp` and `delta_fp`. */
export const wireSignedCount = text(parseSignedCount);
/** Portfolio money, "0.017500" → 17500 (1e-6 $). */
export const wireMoney = text(parseMoney);
/** Index values, "85850.67" → 8585067 (cents). */
export const wireBtc = text(parseBtcCents);

/** ISO-8601 UTC with up to six fractional digits → Unix ms. */
export const isoTime = z.string().transform((raw, context): WallMs => {
  const ms = Date.parse(raw);
  if (Number.isFinite(ms)) return wallMs(ms);
  context.addIssue({ code: 'custom', message: `time "${raw}" is not ISO-8601` });
  return z.NEVER;
});

/** `*_ts`: Unix seconds → Unix ms. */
export const secondsTime = z.number().transform((seconds): WallMs => wallMs(seconds * 1000));

/** `*_ts_ms`: Unix ms. */
export const millisTime = z.number().transform((ms): WallMs => wallMs(ms));

/** A `ts` that was ISO text in old frames and is Unix seconds in new ones. */
export const looseTime = z.union([secondsTime, isoTime]);

/** The venue leaves some fields out, sends null, or sends "" for "not there": all three read as null. */
export function absentAsNull<T extends z.ZodType>(schema: T) {
  return z
    .union([z.literal('').transform(() => null), schema])
    .nullish()
    .transform((value) => value ?? null);
}
