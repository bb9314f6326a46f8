// What the price chart is told: cones that end where the ladder is priced, and volatility that a reload still shows.
import { describe, expect, it } from 'vitest';
import { addMs, monoNs, type WallMs } from '#lib/domain/instant.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { entering } from '#server/core/journeys/testing/first-entry.ts';
import { createTopicTables } from '../topic-tables.ts';
import { coneRows } from './cone-rows.ts';
import { createWorldPublisher, type EngineFacts } from './publish-world.ts';
import { createVolatilityHistory, volatilityRow } from './volatility-history.ts';

const FACTS: EngineFacts = {
  ...{ build: 'test', startedAt: 0, eventSeq: 1, loopDelayMs: 0, queueLength: 0 },
  ...{ replaySpeed: null, modelsLeftOut: [] },
};

describe('cone rows', () => {
  it('every watched close has one that ends at its close, about the mean its strikes were priced with', () => {
    const { world } = entering().driver;
    const rows = coneRows(world);
    const closes = new Set(
      world.watched.map((ticker) => world.market.contracts.get(ticker)?.market.closeAt ?? 0),
    );
    expect(Object.keys(rows).map(Number).sort()).toEqual([...closes].sort());
    const priced = [...world.fairs.values()].filter((held) => held.fair !== null);
    expect(priced.length).toBeGreaterThan(0);
    for (const held of priced) {
      if (held.fair === null) continue;
      const closeAt = world.market.contracts.get(held.fair.ticker)?.market.closeAt;
      const row = rows[String(closeAt)];
      expect(row).toMatchObject({ closeAt, reason: '', at: held.fair.at });
      expect(row?.forecastAt).toBe(held.law.forecastAt);
      const ends = row?.points.at(-1);
      expect(ends?.at).toBe(closeAt);
      expect(held.fair.meanUsd).toBeGreaterThan(ends?.usd[0] ?? Number.NaN);
      expect(held.fair.meanUsd).toBeLessThan(ends?.usd.at(-1) ?? Number.NaN);
    }
  });

  it('without a price there is no cone but the words for why', () => {
    const { world } = entering().driver;
    for (const ticker of world.fairs.keys())
      world.fairs.set(ticker, { fair: null, reason: 'the index is not known' });
    for (const row of Object.values(coneRows(world)))
      expect(row).toMatchObject({ at: null, points: [], reason: 'the index is not known' });
  });
});

describe('volatility history', () => {
  it('keeps one point in five seconds, half an hour of them', () => {
    const { world } = entering().driver;
    const history = createVolatilityHistory();
    expect(Object.keys(history.add(world, 10_003) ?? {})).toEqual(['10000']);
    expect(history.add(world, 10_004)).toBeNull();
    let rows = history.add(world, 10_005);
    for (let second = 10_006; second <= 12_000; second++) rows = history.add(world, second) ?? rows;
    expect(Object.keys(rows ?? {})).toHaveLength(361);
    expect(rows?.['12000']).toBeDefined();
    expect(rows?.['10195']).toBeUndefined();
  });

  it('F01 a forecast past its budget is no forecast', () => {
    const { driver } = entering();
    const { world } = driver;
    const at = world.forecast?.at ?? Number.NaN;
    expect(volatilityRow(world, at + 3_000).forecastVolAnnual).toBeGreaterThan(0);
    expect(volatilityRow(world, at + 3_001).forecastVolAnnual).toBeNull();
  });

  it('a browser that opens later finds what was published before', () => {
    const { driver } = entering();
    const tables = createTopicTables('test', () => undefined);
    const publisher = createWorldPublisher(tables);
    const publish = (at: WallMs) => {
      const event: CoreEvent = { kind: 'timer', timer: 'second', seq: 1e6, at, mono: monoNs(0) };
      publisher.publish(driver.world, event, FACTS);
    };
    const at = driver.now();
    for (let second = 0; second <= 20; second += 5) publish(addMs(at, second * 1_000));
    expect(Object.keys(tables.snapshot('volatility', at).rows).length).toBeGreaterThanOrEqual(5);
    expect(Object.keys(tables.snapshot('cone', at).rows).length).toBeGreaterThan(0);
  });
});
