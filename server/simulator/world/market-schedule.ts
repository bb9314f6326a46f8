// Which markets the venue lists. In: an instant and the spot price. Out: market definitions with real tickers and strikes.
import type { MarketDefinition } from '../kalshi/market-shapes.ts';
import { easternTime, hourStamp, minuteStamp } from './eastern-time.ts';

export const QUARTER_MS = 900_000;
export const HOUR_MS = 3_600_000;

/** Strikes and buckets of the hourly series stand $100 apart (kalshi-api §7.2). */
const STEP_USD = 100;

/** Widest ladder the venue lists: up to about 188 strikes (kalshi-api §7.2). */
export const MOST_STRIKES_A_SIDE = 94;

/** One event to be listed: its series and its life. */
export interface PlannedEvent {
  readonly series: 'KXBTC15M' | 'KXBTCD' | 'KXBTC';
  readonly openAtMs: number;
  readonly closeAtMs: number;
}

/** Quarter-hour windows and hours that exist at `nowMs`: the running one and those listed ahead of it. */
export function plannedEvents(nowMs: number): readonly PlannedEvent[] {
  const quarter = Math.floor(nowMs / QUARTER_MS) * QUARTER_MS;
  const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const windows: PlannedEvent[] = [0, 1, 2].map((ahead) => ({
    series: 'KXBTC15M',
    openAtMs: quarter + ahead * QUARTER_MS,
    closeAtMs: quarter + (ahead + 1) * QUARTER_MS,
  }));
  const hours = [0, 1].flatMap((ahead): PlannedEvent[] => {
    const life = { openAtMs: hour + ahead * HOUR_MS, closeAtMs: hour + (ahead + 1) * HOUR_MS };
    return [
      { series: 'KXBTCD', ...life },
      { series: 'KXBTC', ...life },
    ];
  });
  return [...windows, ...hours];
}

/** How wide the hourly ladders are listed. */
export interface LadderWidth {
  /** KXBTCD strikes on each side of the spot. */
  readonly strikesPerSide: number;
  /** KXBTC buckets on each side of the spot; two tails come on top. */
  readonly bucketsPerSide: number;
}

function dollars(usd: number): string {
  return `$${usd.toLocaleString('en-US')}`;
}

/** "Oct 6, 2026 at 4pm EDT", in the venue's wording. */
function closeText(closeAtMs: number): string {
  const time = easternTime(closeAtMs);
  const month = `${time.month.slice(0, 1)}${time.month.slice(1).toLowerCase()}`;
  const hour = Number(time.hour);
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}`;
  return `${month} ${Number(time.day)}, 20${time.year} at ${clock} ${time.zone}`;
}

/** The 15-minute market that opens at `openAtMs`; its strike comes later by `setStrike` (kalshi-api §7.2). */
export function quarterMarket(openAtMs: number): MarketDefinition {
  const closeAtMs = openAtMs + QUARTER_MS;
  const stamp = minuteStamp(closeAtMs);
  return {
    ticker: `KXBTC15M-${stamp}-${stamp.slice(-2)}`,
    eventTicker: `KXBTC15M-${stamp}`,
    seriesTicker: 'KXBTC15M',
    title: 'BTC price up in next 15 mins?',
    yesSubTitle: 'Target Price: TBD',
    strikeType: 'greater_or_equal',
    openAtMs,
    closeAtMs,
    priceLevelStructure: 'tapered_deci_cent',
  };
}

function hourlyCommon(series: 'KXBTCD' | 'KXBTC', closeAtMs: number) {
  return {
    eventTicker: `${series}-${hourStamp(closeAtMs)}`,
    seriesTicker: series,
    openAtMs: closeAtMs - HOUR_MS,
    closeAtMs,
    priceLevelStructure: 'linear_cent',
  } as const;
}

/** The "at or above" ladder of the hour closing at `closeAtMs`, lowest strike first, around `spotUsd`. */
export function hourlyStrikes(
  closeAtMs: number,
  spotUsd: number,
  strikesPerSide: number,
): readonly MarketDefinition[] {
  const common = hourlyCommon('KXBTCD', closeAtMs);
  const centre = Math.round(spotUsd / STEP_USD) * STEP_USD;
  const title = `Bitcoin price on ${closeText(closeAtMs)}?`;
  return Array.from({ length: 2 * strikesPerSide + 1 }, (_, index) => {
    const level = centre + (index - strikesPerSide) * STEP_USD;
    const floorStrikeUsd = (level * 100 - 1) / 100;
    return {
      ...common,
      ticker: `${common.eventTicker}-T${floorStrikeUsd.toFixed(2)}`,
      title,
      yesSubTitle: `${dollars(level)} or above`,
      strikeType: 'greater' as const,
      floorStrikeUsd,
    };
  });
}

/** The mutually exclusive ranges of the hour closing at `closeAtMs`: lower tail, buckets, upper tail. */
export function hourlyRanges(
  closeAtMs: number,
  spotUsd: number,
  bucketsPerSide: number,
): readonly MarketDefinition[] {
  const common = hourlyCommon('KXBTC', closeAtMs);
  const title = `Bitcoin price range on ${closeText(closeAtMs)}?`;
  const centre = Math.floor(spotUsd / STEP_USD) * STEP_USD;
  const lowest = centre - bucketsPerSide * STEP_USD;
  const pastHighest = centre + (bucketsPerSide + 1) * STEP_USD;
  const highestCap = (pastHighest * 100 - 1) / 100;
  const buckets = Array.from({ length: 2 * bucketsPerSide + 1 }, (_, index): MarketDefinition => {
    const floor = lowest + index * STEP_USD;
    const cap = ((floor + STEP_USD) * 100 - 1) / 100;
    return {
      ...common,
      ticker: `${common.eventTicker}-B${floor + STEP_USD / 2}`,
      title,
      yesSubTitle: `${dollars(floor)} to ${cap.toLocaleString('en-US')}`,
      strikeType: 'between',
      floorStrikeUsd: floor,
      capStrikeUsd: cap,
    };
  });
  const below: MarketDefinition = {
    ...common,
    ticker: `${common.eventTicker}-T${lowest}`,
    title,
    yesSubTitle: `${dollars((lowest * 100 - 1) / 100)} or below`,
    strikeType: 'less',
    capStrikeUsd: lowest,
  };
  const above: MarketDefinition = {
    ...common,
    ticker: `${common.eventTicker}-T${highestCap.toFixed(2)}`,
    title,
    yesSubTitle: `${dollars(pastHighest)} or above`,
    strikeType: 'greater',
    floorStrikeUsd: highestCap,
  };
  return [below, ...buckets, above];
}

/** Every market of a planned event, as it is listed with the spot at `spotUsd`. */
export function marketsOf(
  event: PlannedEvent,
  spotUsd: number,
  width: LadderWidth,
): readonly MarketDefinition[] {
  if (event.series === 'KXBTC15M') return [quarterMarket(event.openAtMs)];
  return event.series === 'KXBTCD'
    ? hourlyStrikes(event.closeAtMs, spotUsd, width.strikesPerSide)
    : hourlyRanges(event.closeAtMs, spotUsd, width.bucketsPerSide);
}
