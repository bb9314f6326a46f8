// A live session without sockets: both simulated venues, through the real adapters' sessions, into the engine's loop.
// In: seed, seconds. Out: every event, one by one. Time is simulated: the same seed gives the same events.
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import { unwrap } from '#lib/result.ts';
import { readCandles } from '#server/adapters/kraken/candle-rows.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, TimerName } from '#server/core/event.ts';
import { createLoop } from '#server/engine/loop.ts';
import { krakenRest } from '#server/simulator/kraken/rest.ts';
import { createWorld } from '#server/simulator/world/create-world.ts';
import { accountReading, groupReport, NOTHING_STORED } from '../paper-account.ts';
import { createKalshiLine } from './kalshi-line.ts';
import { createKrakenLine } from './kraken-line.ts';

const SHARD = 2;
/** What arrives in one slice of simulated time is drained together. */
const SLICE_MS = 50;
/** Seventy seconds before a full hour: the session crosses a settlement window and an opening. */
const START_MS = Date.UTC(2026, 10, 22, 15, 58, 50);

/** Seconds at which something breaks: Kraken's line for seven seconds, and one Kalshi message that never comes. */
const LINE_LOST_S = 15;
const LINE_BACK_S = 24;
const MESSAGE_LOST_S = 40;

export interface LiveSessionOptions {
  readonly seed: string;
  readonly seconds: number;
  /** The core: an event in, its effects out. */
  readonly step: (event: CoreEvent) => readonly Effect[];
}

/** Runs the session to its end. Orders never leave: whoever steps the core keeps it disarmed. */
export function runLiveSession(options: LiveSessionOptions): void {
  const narrow = { strikesPerSide: 2, bucketsPerSide: 1 };
  const world = createWorld({ seed: options.seed, startMs: START_MS, ...narrow });
  const due = new Map<TimerName, number>();
  let at = START_MS;
  const nowMs = (): number => at;

  const carryOut = (effect: Effect): void => {
    if (effect.kind === 'timer') due.set(effect.timer, at + effect.afterMs);
    else if (effect.kind === 'watch') kalshi.step({ kind: 'watch', tickers: effect.tickers });
    else if (effect.kind === 'reconcile') push(accountReading(wallMs(at), SHARD));
    else if (effect.kind === 'resync' && effect.resync.connection === 'kalshi')
      kalshi.step({ kind: 'resync', resync: effect.resync });
    else if (effect.kind === 'resync') kraken.resync(effect.resync.reason);
  };
  const { push, drain } = createLoop({
    clock: { wall: () => wallMs(at), mono: () => monoNs((at - START_MS) * 1e6) },
    record: () => undefined,
    step: options.step,
    carryOut,
    onBreach: (error) => {
      throw error;
    },
  });
  const kraken = createKrakenLine(world, nowMs, push);
  const kalshi = createKalshiLine(world.exchange, nowMs, push);
  world.onSpot(kraken.publish);

  push(NOTHING_STORED);
  push(groupReport(SHARD, 'proven'));
  kraken.connect();
  kalshi.step({ kind: 'opened' });
  kalshi.list();
  const query = new URLSearchParams('pair=XBTUSD&interval=1');
  const candles = krakenRest({ path: '/0/public/OHLC', query }, world.candles);
  push({ kind: 'history', bars: unwrap(readCandles(candles)) });
  push({ kind: 'timer', timer: 'second' });

  const onSecond = (second: number): void => {
    const host = { storeHealthy: true, freeDiskBytes: 1e11, watchdogAlive: true };
    push({ kind: 'host', loopDelayMs: 1, ...host });
    if (second % 5 === 0) kalshi.list();
    if (second === LINE_LOST_S) kraken.lose();
    if (second === LINE_BACK_S) kraken.connect();
    if (second === MESSAGE_LOST_S) kalshi.loseOne();
  };

  for (; at < START_MS + options.seconds * 1000; at += SLICE_MS) {
    const passedMs = at - START_MS;
    world.advanceTo(at);
    kraken.tick();
    kalshi.read();
    if (passedMs % 250 === 0) kraken.judge();
    if (passedMs % 250 === 0) kalshi.judge();
    if (passedMs % 1000 === 0) onSecond(passedMs / 1000);
    for (const [timer, dueMs] of [...due]) {
      if (dueMs > at) continue;
      due.delete(timer);
      push({ kind: 'timer', timer });
    }
    drain();
  }
  kalshi.close();
}
