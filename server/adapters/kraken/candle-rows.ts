// Kraken's OHLC body: text in, closed one-minute bars out, or what is wrong with it (kraken-api §6). All or nothing.
import { z } from 'zod';
import { wallMs } from '#lib/domain/instant.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { fail, ok, type Result } from '#lib/result.ts';

const MINUTE_S = 60;

/** The venue writes prices as strings; a number that is not finite and positive is no price. */
const price = z
  .string()
  .transform(Number)
  .refine((value) => Number.isFinite(value) && value > 0, 'is not a price');
const volume = z
  .string()
  .transform(Number)
  .refine((value) => Number.isFinite(value) && value >= 0, 'is not a volume');
const seconds = z.int().positive().multipleOf(MINUTE_S);

/** time, open, high, low, close, vwap, volume, count. The vwap of an empty minute is "0.0". */
const rowSchema = z.tuple([seconds, price, price, price, price, volume, volume, z.int().min(0)]);

const bodySchema = z.object({
  error: z.array(z.string()),
  result: z.record(z.string(), z.unknown()).optional(),
});
const rowsSchema = z.array(rowSchema).min(1);

type Row = z.infer<typeof rowSchema>;

function barOf([time, open, high, low, close, , volumeBtc]: Row): Result<MinuteBar> {
  const isWhole = high >= Math.max(open, close) && low <= Math.min(open, close);
  if (!isWhole) return fail(`the candle of ${time} has a price outside its range`);
  const endMs = wallMs((time + MINUTE_S) * 1000);
  return ok({ endMs, open, high, low, close, volume: volumeBtc });
}

function closedBars(rows: readonly Row[], lastClosed: number): Result<readonly MinuteBar[]> {
  const bars: MinuteBar[] = [];
  for (const row of rows) {
    if (row[0] > lastClosed) continue;
    const bar = barOf(row);
    if (!bar.ok) return bar;
    if (bar.value.endMs <= (bars.at(-1)?.endMs ?? 0))
      return fail(`the candle of ${row[0]} is out of order`);
    bars.push(bar.value);
  }
  return ok(bars);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Closed bars, ascending. The forming candle is left out: `last` names the last closed one, whatever our clock says. */
export function readCandles(text: string): Result<readonly MinuteBar[]> {
  const body = bodySchema.safeParse(parse(text));
  if (!body.success) return fail('the answer is not an OHLC envelope');
  const { error, result } = body.data;
  if (error.length > 0) return fail(error.join(', '));
  const last = seconds.safeParse(result?.['last']);
  const keys = Object.keys(result ?? {}).filter((key) => key !== 'last');
  const [key] = keys;
  if (result === undefined || !last.success || key === undefined || keys.length > 1)
    return fail('the answer names no one pair and no last candle');
  const rows = rowsSchema.safeParse(result[key]);
  if (rows.success) return closedBars(rows.data, last.data);
  const issue = rows.error.issues[0];
  return fail(`row ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
