// What this second's forecast rests on. In: the world at a whole second, which it closes. Out: features and the minute row.
import type { WallMs } from '#lib/domain/instant.ts';
import { marketToFeatures } from '../2-features/market-to-features.ts';
import { currentMinuteRow, knownMinutes } from '../2-features/minutes/minute-clocks.ts';
import type { World } from '../world.ts';
import type { SecondView } from './ask-models.ts';

/** The feature row (it closes the seconds before `at`), then the whole minutes that end with this second. */
export function secondView(world: World, at: WallMs): SecondView {
  const features = marketToFeatures(world.features, world.market, at);
  const { minutes } = world.features;
  return { features, row: currentMinuteRow(minutes, at), knownMinutes: knownMinutes(minutes) };
}
