// Minutes from before the start: the slow layer speaks within two minutes, and a journal of it replays alike.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { currentMinuteRow } from '../2-features/minutes/minute-clocks.ts';
import type { CoreEvent } from '../event.ts';
import { tickToOrder } from '../tick-to-order.ts';
import { createWorld } from '../world.ts';
import { createDriver, optionsOf } from './testing/spine-driver.ts';

function barsUntil(endMs: number, minutes: number): readonly MinuteBar[] {
  return Array.from({ length: minutes }, (_, i) => {
    const open = 95_000 + 30 * Math.sin(i * i);
    const close = 95_000 + 30 * Math.sin((i + 1) * (i + 1));
    return {
      endMs: wallMs(endMs - (minutes - 1 - i) * 60_000),
      open,
      close,
      high: Math.max(open, close) + 5,
      low: Math.min(open, close) - 5,
      volume: 3,
    };
  });
}

function run(bars: readonly MinuteBar[] | null) {
  const driver = createDriver();
  driver.boot();
  const told = bars === null ? [] : driver.send({ kind: 'history', bars });
  driver.seconds(130);
  const row = currentMinuteRow(driver.world.features.minutes, driver.now());
  return { driver, told, row };
}

const START = Math.floor(createDriver().now() / 60_000) * 60_000;

describe('history at start', () => {
  it('gives the first minutes of a run the base they would need hours for', () => {
    expect(run(null).row?.base).toBeNaN();
    const { row, told } = run(barsUntil(START, 720));
    expect(row?.base).toBeLessThan(-10);
    expect(told).toMatchObject([{ kind: 'alarm', severity: 'info', code: 'history' }]);
  });

  it('I22 replayed from its journal text gives the same rows, bit by bit', () => {
    const { driver, row } = run(barsUntil(START, 720));
    const world = createWorld(optionsOf());
    for (const { event } of driver.steps) {
      const read: CoreEvent = JSON.parse(JSON.stringify(event));
      tickToOrder(world, read);
    }
    const again = currentMinuteRow(world.features.minutes, driver.now());
    expect(again?.base).toBe(row?.base);
    expect(again?.horizons.map((each) => [...each.columns])).toEqual(
      row?.horizons.map((each) => [...each.columns]),
    );
  });
});
