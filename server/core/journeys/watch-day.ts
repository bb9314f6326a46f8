// The day's highest result, marked to market, and how far the result lies below it now. In: money view. Out: 1e-6 $.
import { type MicroDollars, money } from '#lib/domain/money.ts';
import { NO_DAY, utcDay } from '../6-ledger/ledger-state.ts';
import type { World } from '../world.ts';
import { type Moment, moneyView } from './money-view.ts';

/**
 * Peak of today: the highest marked result seen, at least what was booked at its best. The booked part comes back after
 * a restart, from the ledger; a peak that was only marked does not.
 */
function peakOf(world: World, moment: Moment): number {
  const day = utcDay(moment.at);
  const booked = (world.ledger.days.get(day) ?? NO_DAY).peak;
  return Math.max(booked, world.dayPeak?.day === day ? world.dayPeak.peak : 0);
}

/** Looks once; called every second. Nothing before the books are open. */
export function watchDay(world: World, moment: Moment): void {
  if (world.ledger.booked.size === 0) return;
  const { dayPnl } = moneyView(world, moment).valuation;
  world.dayPeak = {
    day: utcDay(moment.at),
    peak: money(Math.max(peakOf(world, moment), dayPnl)),
  };
}

/** Fall from the peak, ≥ 0; null before the books are open. */
export function drawdownOf(world: World, moment: Moment): MicroDollars | null {
  if (world.ledger.booked.size === 0) return null;
  const { dayPnl } = moneyView(world, moment).valuation;
  return money(Math.max(0, peakOf(world, moment) - dayPnl));
}
