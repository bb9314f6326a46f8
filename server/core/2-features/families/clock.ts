// The clock. In: the view. Out: waves of the hour, and the usual variance of the running minute of the hour.
// Source: models B4 (minute-of-hour profile; the settlement minutes are calm). Waves −1 … 1, factor about −0.6 … 0.5,
// missing while no profile was fitted.
import type { Feature } from '../feature-view.ts';
import { UNFITTED_MINUTES } from '../minutes/minute-parameters.ts';
import { hourWave } from '../time-of-day.ts';

const family = 'clock';

export const CLOCK: readonly Feature[] = [
  ...[1, 4].flatMap((harmonic) =>
    (['cos', 'sin'] as const).map((wave, part) => ({
      name: `hour·${wave}${harmonic}`,
      family,
      unit: 'wave',
      range: [-1, 1] as const,
      formula: `${wave}(2π·${harmonic}·share of the hour)`,
      source: 'models B4',
      value: ({ at }: { readonly at: number }) => hourWave(at, harmonic)[part] ?? null,
    })),
  ),
  {
    name: 'minute·factor',
    family,
    unit: 'ln ratio',
    range: [-1, 1],
    formula: 'ln of the fitted variance factor of this minute of the hour, mean 1',
    source: 'models B4',
    value({ state: { minutes }, at }) {
      if (minutes.parameters === UNFITTED_MINUTES) return null;
      const factor = minutes.parameters.profile[Math.floor(at / 60_000) % 60];
      return factor !== undefined && factor > 0 ? Math.log(factor) : null;
    },
  },
];
