// Lists markets on the exchange on time and gives 15-minute markets their strike. In: time and spot. Out: exchange calls.
import type { SimulatedExchange } from '../kalshi/exchange-api.ts';
import type { Rng } from '../seeded/rng.ts';
import {
  type LadderWidth,
  marketsOf,
  type PlannedEvent,
  plannedEvents,
} from './market-schedule.ts';

/** A strike is published this long after the open (kalshi-api §7.2: "a few seconds"). */
const STRIKE_DELAY_MS = { least: 2_000, spread: 4_000 } as const;

export interface MarketKeeper {
  /** Lists what is due and sets strikes that are due; cheap when nothing is. */
  step(nowMs: number, spotUsd: number): void;
}

interface PendingStrike {
  readonly ticker: string;
  readonly openAtMs: number;
  readonly dueMs: number;
}

/**
 * A keeper for `exchange`. Ranges are listed once; the strike ladder is listed ahead and, if the spot has moved by then,
 * completed around the spot at its open.
 */
export function createMarketKeeper(input: {
  readonly exchange: SimulatedExchange;
  readonly width: LadderWidth;
  readonly rng: Rng;
}): MarketKeeper {
  const { exchange, width, rng } = input;
  const listed = new Set<string>();
  let strikes: PendingStrike[] = [];
  let nextListingMs = Number.NEGATIVE_INFINITY;

  const list = (event: PlannedEvent, nowMs: number, spotUsd: number): void => {
    for (const market of marketsOf(event, spotUsd, width)) {
      if (exchange.market(market.ticker) !== undefined) continue;
      exchange.createMarket(market, nowMs);
      if (event.series !== 'KXBTC15M') continue;
      const delay = STRIKE_DELAY_MS.least + STRIKE_DELAY_MS.spread * rng.uniform();
      const { ticker, openAtMs } = market;
      strikes.push({ ticker, openAtMs, dueMs: openAtMs + delay });
    }
  };

  const listDue = (nowMs: number, spotUsd: number): void => {
    for (const event of plannedEvents(nowMs)) {
      const isOpen = event.openAtMs <= nowMs;
      const stage = isOpen && event.series === 'KXBTCD' ? 'open' : 'ahead';
      const key = `${event.series}/${event.closeAtMs}/${stage}`;
      if (listed.has(key)) continue;
      listed.add(key);
      list(event, nowMs, spotUsd);
    }
  };

  const setStrikes = (nowMs: number): void => {
    strikes = strikes.filter((strike) => {
      if (strike.dueMs > nowMs) return true;
      const mean = exchange.settlementMeanUsd(strike.openAtMs);
      // A minute with a missing print has no mean: the market stays without a strike, and settles as the venue rules.
      if (mean !== undefined) {
        exchange.setStrike(strike.ticker, Math.round(mean * 100) / 100, nowMs);
      }
      return false;
    });
  };

  return {
    step: (nowMs, spotUsd) => {
      if (nowMs >= nextListingMs) {
        listDue(nowMs, spotUsd);
        nextListingMs = (Math.floor(nowMs / 60_000) + 1) * 60_000;
      }
      if (strikes.length > 0) setStrikes(nowMs);
    },
  };
}
