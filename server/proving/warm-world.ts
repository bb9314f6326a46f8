// A core that has watched spot and index for a minute, so that a run need not wait for its first forecast. In: options, prices.
import { btcCents } from '#lib/domain/btc.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '#server/core/world.ts';
import { UPTIME_MS } from './process-life.ts';
import { spotBook, spotTrade } from './spot-ticks.ts';

const SECONDS = 75;
/** Events of the past keep negative numbers: the loop's own begin at 1. */
const SEQ_BEFORE = -1_000;

export interface Standing {
  /** Wall time, Unix ms, at which the process starts. */
  readonly wallMs: number;
  readonly spotUsd: number;
  readonly indexUsd: number;
}

/** A walk that ends at 0 and moves about as spot does here, without randomness. */
function walk(secondsBefore: number): number {
  return 4 * Math.sin(secondsBefore * 1.1) + 3 * Math.sin(secondsBefore * 0.37);
}

function past(standing: Standing, secondsBefore: number): readonly EventBody[] {
  const at = wallMs(standing.wallMs - secondsBefore * 1_000);
  const off = walk(secondsBefore);
  return [
    { kind: 'status', status: { kind: 'alive', connection: 'kraken', roundTripMs: 10 } },
    { kind: 'tick', tick: spotBook(standing.spotUsd + off, at) },
    { kind: 'tick', tick: spotTrade(SECONDS - secondsBefore + 1, standing.spotUsd + off, at) },
    {
      kind: 'tick',
      tick: {
        kind: 'index-print',
        value: btcCents(Math.round((standing.indexUsd + off) * 100)),
        sourceAt: wallMs(Math.floor(at / 1_000) * 1_000),
        ...{ trailingMeanCents: null, windowMeanCents: null, windowSize: null },
      },
    },
    { kind: 'timer', timer: 'second' },
  ];
}

/** What the core asks for meanwhile is asked again by its own timers later. */
export function warmWorld(options: WorldOptions, standing: Standing): World {
  const world = createWorld(options);
  let seq = SEQ_BEFORE;
  const step = (body: EventBody, secondsBefore: number): void => {
    const at = wallMs(standing.wallMs - secondsBefore * 1_000);
    const mono = monoNs((UPTIME_MS - secondsBefore * 1_000) * 1e6);
    seq += 1;
    const event: CoreEvent = { seq, at, mono, ...body };
    tickToOrder(world, event);
  };
  step({ kind: 'status', status: { kind: 'connected', connection: 'kraken' } }, SECONDS);
  step({ kind: 'tick', tick: { kind: 'spot-status', system: 'online', pair: 'online' } }, SECONDS);
  for (const feed of ['kraken-book', 'kraken-trade'] as const)
    step({ kind: 'status', status: { kind: 'subscribed', connection: 'kraken', feed } }, SECONDS);
  step(
    { kind: 'status', status: { kind: 'subscribed', connection: 'kalshi', feed: 'index' } },
    SECONDS,
  );
  for (let before = SECONDS; before > 0; before--)
    for (const body of past(standing, before)) step(body, before);
  return world;
}
