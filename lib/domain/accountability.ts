// The venue's position accountability levels: above them a member answers for his position. In: series. Out: 1e-6 $.
import type { Series } from './market.ts';
import { type MicroDollars, money } from './money.ts';

/** Per strike and member; the hourly figure is second-hand (kalshi-api §7.4). */
export const ACCOUNTABILITY_LEVELS: Readonly<Record<Series, MicroDollars>> = {
  KXBTC15M: money(25_000_000_000),
  KXBTCD: money(1_000_000_000_000),
  KXBTC: money(1_000_000_000_000),
};
