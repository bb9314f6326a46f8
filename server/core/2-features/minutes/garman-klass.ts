// Variance of one minute from its own range. In: open, high, low, close in USD. Out: variance of ln price per minute.
// Source: Garman–Klass, ½ ln²(H/L) − (2 ln 2 − 1) ln²(C/O) (models B1, range estimators). Range: ≥ 0; NaN where a price is missing.
import type { MinuteBar } from '#lib/domain/minute-row.ts';

const BODY_SHARE = 2 * Math.LN2 - 1;

/** Never below zero: a body beyond its own range would say less than nothing. */
export function garmanKlass(bar: Pick<MinuteBar, 'open' | 'high' | 'low' | 'close'>): number {
  const range = Math.log(bar.high / bar.low);
  const body = Math.log(bar.close / bar.open);
  return Math.max(0, 0.5 * range * range - BODY_SHARE * body * body);
}
