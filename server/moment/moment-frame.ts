// One moment of a replayed world as the console shows it: the rows of the desk, for one market. In: world, event, wish. Out: a frame.
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import type { MomentFeature, MomentFrame } from '#lib/wire/moment-http.ts';
import type { TopicName, TopicRows } from '#lib/wire/topics.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';
import { createWorldPublisher } from '#server/engine/publish/publish-world.ts';
import { createTopicTables } from '#server/engine/topic-tables.ts';

/** The horizon whose features are shown, minutes. */
const SHOWN_HORIZON = 15;

type Told = Pick<MomentFrame, 'boot' | 'proof' | 'isLastWord' | 'at' | 'ticker'>;

/** What the members read when they were last asked; a number that was missing is null, never 0. */
function featuresOf(world: World): readonly MomentFeature[] {
  const row = world.asked?.row ?? null;
  const columns = row?.horizons.find(({ minutes }) => minutes === SHOWN_HORIZON)?.columns;
  if (columns === undefined) return [];
  return MINUTE_FEATURES.map((name, index) => {
    const value = columns[index] ?? Number.NaN;
    return { name, value: Number.isFinite(value) ? value : null };
  });
}

/** The rows every topic of the desk would have had, by topic. */
function topicsOf(world: World, event: CoreEvent, { boot }: Told) {
  const tables = createTopicTables(boot.id, () => undefined);
  createWorldPublisher(tables).publish(world, event, {
    build: boot.build,
    startedAt: boot.startedAt,
    eventSeq: event.seq,
    // The engine's own lag was never part of the record.
    ...{ loopDelayMs: 0, queueLength: 0, replaySpeed: null, modelsLeftOut: [] },
    limitsSource: { kind: 'recording' },
  });
  return <Name extends TopicName>(name: Name): Readonly<Record<string, TopicRows[Name]>> =>
    tables.snapshot(name, event.at).rows;
}

/** What the desk knew after `event`. The world is only read. */
export function momentFrame(world: World, event: CoreEvent, told: Told): MomentFrame {
  const { ticker } = told;
  const rows = topicsOf(world, event, told);
  const status = rows('status')['engine'];
  if (status === undefined) throw new Error('the publisher wrote no status');
  const own = <Row extends { readonly ticker: string }>(all: Readonly<Record<string, Row>>) =>
    Object.values(all).filter((row) => row.ticker === ticker);
  return {
    ...told,
    eventAt: event.at,
    eventSeq: event.seq,
    markets: Object.entries(rows('ladder')).map(([each, row]) => ({
      ticker: each,
      title: row.title,
    })),
    status,
    feeds: Object.values(rows('feeds')),
    spot: rows('spot')['BTC/USD'] ?? null,
    ladder: rows('ladder')[ticker] ?? null,
    book: rows('book')[ticker] ?? null,
    forecast: Object.values(rows('forecast')),
    features: featuresOf(world),
    decision: rows('decisions')[ticker] ?? null,
    position: rows('positions')[ticker] ?? null,
    orders: own(rows('orders')),
    offers: own(rows('approvals')),
  };
}
