// A rigged opinion: the engine under test trades within a second of its start, whatever the market looks like.
// Only forecast (no models, no history), choice of trade and the checks of opinion are replaced; permission, data, host,
// limits and orders stay.
import type { SourceEdit } from './source-edit.ts';

/** Checks that judge the model or the price. All others decide as they do in production. */
const OPINIONS = [
  ...['forecast-source', 'members-agree', 'forecast-steady', 'jump', 'inputs-in-range'],
  ...['confidence', 'market-prior', 'edge', 'edge-significant', 'disagreement', 'near-certainty'],
  ...['latency-horizon', 'quote-spread', 'stake', 'drift-alarm', 'calibration-stop'],
] as const;

const CHOICE = 'if (take !== null && take.edge >= required) return take;';

/** ln of variance per second at about 45 % a year. */
const LOG_VARIANCE = -18.9;

/** `take` hits the book at once; `quote` rests inside the spread, so that there is something to cancel. */
export type Style = 'take' | 'quote';

/** The edits of a rigged engine. */
export function rigOf(style: Style): readonly SourceEdit[] {
  const quote =
    'const rigged = bestOf(SIDES.map((side) => priceMake(input, side))); if (rigged !== null) return rigged;';
  return [
    {
      file: 'server/engine/wire-venue.ts',
      find: 'directory: MODELS_DIRECTORY,',
      put: "directory: join(runtime.home, 'no-models'),",
    },
    {
      file: 'server/engine/engine.ts',
      find: 'void loadHistory({',
      put: 'void (() => undefined)({',
    },
    {
      file: 'server/core/3-models/statistical-forecast.ts',
      find: 'if (level === null) return null;\n  let sum',
      put: `if (level === null) return ${LOG_VARIANCE};\n  let sum`,
    },
    {
      file: 'server/core/4-gate/forecast-to-intent.ts',
      find: CHOICE,
      put: style === 'take' ? 'if (take !== null) return take;' : quote,
    },
    {
      file: 'server/core/4-gate/checks.ts',
      find: 'return CHECKS.map((check) => check(input, candidate));',
      put: `return CHECKS.map((check) => check(input, candidate)).filter(({ id }) => !${JSON.stringify(OPINIONS)}.includes(id));`,
    },
  ];
}
