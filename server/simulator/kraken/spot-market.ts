// A seeded BTC/USD order flow around a given mid path: time and target mid in, matching-engine events out.
import { assertCondition } from '#lib/check.ts';
import { createLadder, type LadderLevel } from './ladder.ts';
import type { SpotEngineEvent, SpotFlow } from './spot-event.ts';
import { backgroundEvent, exponential, refillFarEdge, takerEvent } from './spot-flow.ts';
import { requote } from './spot-requote.ts';
import { farLevels } from './spot-shape.ts';

export interface SpotMarket {
  /** Best-first copies of the whole book: what a venue starts from. */
  bids(): readonly LadderLevel[];
  asks(): readonly LadderLevel[];
  /**
   * Moves time forward to `toMs`, leading the mid linearly to `targetMidUsd`; `volatilityScale` 1 is an ordinary day and
   * multiplies the event rate. Returns the events in time order. Call it at least once a second of venue time.
   */
  advance(toMs: number, targetMidUsd: number, volatilityScale: number): SpotEngineEvent[];
}

const TICKS_PER_USD = 10;
const BURSTS_PER_SECOND = 7;
const EVENTS_PER_BURST = 4.5;
const TRADES_PER_SECOND = 1.3;
/** Mean distance in ticks the mid may run before the quotes follow it. */
const REQUOTE_TICKS = 8;
const LEVELS_A_SIDE = 1_150;

/** A market that opens at `midUsd` at time `atMs`; every draw comes from `random`, uniform in [0, 1). */
export function createSpotMarket(options: {
  readonly random: () => number;
  readonly midUsd: number;
  readonly atMs: number;
}): SpotMarket {
  const { random } = options;
  const bestBid = Math.floor(options.midUsd * TICKS_PER_USD);
  const flow: SpotFlow = {
    random,
    bids: createLadder('bid', farLevels(random, 'bid', bestBid + 1, LEVELS_A_SIDE, 0)),
    asks: createLadder('ask', farLevels(random, 'ask', bestBid, LEVELS_A_SIDE, 0)),
    drift: 0,
  };
  let nowMs = options.atMs;
  let mid = options.midUsd;
  let quotedBid = bestBid;
  let slackTicks = exponential(random, REQUOTE_TICKS);

  function eventsAt(atMs: number, midUsd: number, tradeChance: number): SpotEngineEvent[] {
    const fairBid = Math.floor(midUsd * TICKS_PER_USD);
    const events = [...refillFarEdge(flow, atMs)];
    if (Math.abs(fairBid - quotedBid) > slackTicks) {
      flow.drift = 0.7 * flow.drift + 0.3 * Math.sign(fairBid - quotedBid);
      quotedBid = fairBid;
      slackTicks = exponential(random, REQUOTE_TICKS);
    }
    events.push(...requote(flow, quotedBid, atMs));
    if (random() < tradeChance) events.push(takerEvent(flow, atMs));
    else events.push(...backgroundEvent(flow, atMs));
    return events;
  }

  return {
    bids: () => [...flow.bids.levels],
    asks: () => [...flow.asks.levels],
    advance(toMs, targetMidUsd, volatilityScale) {
      assertCondition(toMs >= nowMs, 'the spot market cannot go back in time');
      if (!(targetMidUsd > 1_000)) assertCondition(false, `an absurd target mid ${targetMidUsd}`);
      const intensity = Math.min(20, Math.max(0.2, volatilityScale));
      const startMs = nowMs;
      const startMid = mid;
      const span = Math.max(1, toMs - startMs);
      const events: SpotEngineEvent[] = [];
      let atMs = startMs + exponential(random, 1_000 / (BURSTS_PER_SECOND * intensity));
      while (atMs < toMs) {
        const midThen = startMid + ((targetMidUsd - startMid) * (atMs - startMs)) / span;
        events.push(
          ...eventsAt(atMs, midThen, TRADES_PER_SECOND / (BURSTS_PER_SECOND * EVENTS_PER_BURST)),
        );
        const sameBurst = random() > 1 / EVENTS_PER_BURST;
        atMs += exponential(random, sameBurst ? 0.8 : 1_000 / (BURSTS_PER_SECOND * intensity));
      }
      nowMs = toMs;
      mid = targetMidUsd;
      return events;
    },
  };
}
