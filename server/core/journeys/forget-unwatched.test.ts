// What is kept about strikes nobody follows any more: nothing, a minute after they left the watch list (F94).
import { describe, expect, test } from 'vitest';
import { marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { forgetUnwatched } from './forget-unwatched.ts';
import { createDriver, TICKER } from './testing/spine-driver.ts';

function judged() {
  const driver = createDriver();
  driver.boot();
  driver.seconds(30);
  const { world } = driver;
  const kept = () => [
    world.decisions.has(TICKER),
    world.fairs.has(TICKER),
    world.recentMids.byTicker.has(TICKER),
  ];
  expect(kept()).toEqual([true, true, true]);
  return { world, kept, now: () => driver.now() };
}

const WISH = { by: 'operator', until: wallMs(0) };

describe('F94 a strike off the watch list', () => {
  test('is kept for a minute after it was last judged, for a price that comes back, then forgotten', () => {
    const { world, kept, now } = judged();
    world.watched = [];
    forgetUnwatched(world, wallMs(now() + 59_000));
    expect(kept()).toEqual([true, true, true]);
    forgetUnwatched(world, wallMs(now() + 62_000));
    expect(kept()).toEqual([false, false, false]);
  });

  test('that is still watched is kept, however long ago it was judged', () => {
    const { world, kept, now } = judged();
    forgetUnwatched(world, wallMs(now() + 3_600_000));
    expect(kept()).toEqual([true, true, true]);
  });

  test('keeps the wish of a person to leave it as long as the market is known', () => {
    const { world, now } = judged();
    const gone = marketTicker('KXBTC15M-26NOV201515-15');
    world.closeRequests.set(TICKER, WISH);
    world.closeRequests.set(gone, WISH);
    world.watched = [];
    forgetUnwatched(world, wallMs(now() + 3_600_000));
    expect([...world.closeRequests.keys()]).toEqual([TICKER]);
  });

  test('that was priced or quoted and never judged is forgotten with the rest', () => {
    const { world, now } = judged();
    world.decisions.delete(TICKER);
    world.watched = [];
    forgetUnwatched(world, now());
    expect([world.fairs.size, world.recentMids.byTicker.size]).toEqual([0, 0]);
  });
});
