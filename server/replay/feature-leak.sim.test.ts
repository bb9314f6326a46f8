// Nothing that happens later reaches an earlier feature, forecast or decision: whatever follows a cut may be anything.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { SpotBookTick } from '#lib/domain/tick.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { optionsOf } from '#server/core/journeys/testing/spine-driver.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld } from '#server/core/world.ts';
import { createFeatureTrace, hashOfSecond } from './testing/feature-trace.ts';
import { runLiveSession } from './testing/live-session.ts';

const SECONDS = 45;
const OPTIONS = optionsOf({ boot: 'leak' });

type Alteration = (event: CoreEvent) => CoreEvent | null;

/** One per cent up, on the tick grid. */
function lifted(tick: SpotBookTick): SpotBookTick {
  const lift = ({ price, size }: { price: number; size: number }) => ({
    price: price + 9_000,
    size: 3 * size,
  });
  return { ...tick, bids: tick.bids.map(lift), asks: tick.asks.map(lift), checksum: null };
}

const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  'other prices': (event) =>
    event.kind === 'tick' && event.tick.kind === 'spot-book'
      ? { ...event, tick: lifted(event.tick) }
      : event,
  'a later time': (event) => ({ ...event, at: wallMs(event.at + 700) }),
  'no market data': (event) => (event.kind === 'tick' ? null : event),
};

interface Told {
  readonly seq: number;
  readonly text: string;
}

/** Everything a run said, hashed only at its end: a row or forecast that is changed afterwards shows. */
function run(events: readonly CoreEvent[]): readonly Told[] {
  const world = createWorld(OPTIONS);
  const trace = createFeatureTrace();
  const told: (() => Told)[] = [];
  for (const event of events) {
    const { seq } = event;
    for (const effect of tickToOrder(world, event))
      if (effect.kind === 'decided')
        told.push(() => ({ seq, text: `${effect.decision.hash} ${effect.decision.sentence}` }));
    trace.after(world, event);
    const { forecast } = world;
    if (event.kind === 'timer') told.push(() => ({ seq, text: JSON.stringify(forecast) }));
  }
  return [
    ...told.map((tell) => tell()),
    ...trace.seconds.map((each) => ({ seq: each.seq, text: hashOfSecond(each) })),
  ];
}

let events: readonly CoreEvent[] = [];
let original: readonly Told[] = [];

beforeAll(() => {
  const recorded: CoreEvent[] = [];
  const world = createWorld(OPTIONS);
  runLiveSession({
    seed: 'leak',
    seconds: SECONDS,
    step(event) {
      recorded.push(event);
      return tickToOrder(world, event);
    },
  });
  events = recorded;
  original = run(events);
});

describe('the future', () => {
  it.each(Object.entries(ALTERATIONS))(
    'I22 with %s changes no feature, forecast or decision before it, and does change what comes after',
    (_name, alter) => {
      const cuts = fc.integer({ min: 500, max: Math.floor(0.8 * events.length) });
      fc.assert(
        fc.property(cuts, (cut) => {
          const later = events.slice(cut).flatMap((event) => alter(event) ?? []);
          const other = run([...events.slice(0, cut), ...later]);
          const lastSeq = events[cut - 1]?.seq ?? 0;
          const upTo = (all: readonly Told[]) => all.filter(({ seq }) => seq <= lastSeq);
          const beyond = (all: readonly Told[]) => all.filter(({ seq }) => seq > lastSeq);
          expect(upTo(other)).toEqual(upTo(original));
          expect(beyond(other)).not.toEqual(beyond(original));
        }),
        { numRuns: 4 },
      );
    },
  );
});
