// The fit that travels with the code. In: the JSON beside this file. Out: parameters, and the text to renew it.
// Learnt numbers only, no recording. Renew: npx voltage evaluate --data DIR --save-fit server/training/evaluate/shipped-fit.json

import type { ShippedFit } from './input.ts';
import shipped from './shipped-fit.json' with { type: 'json' };

/** What was fitted on the recordings' training spans. */
export function readShippedFit(): ShippedFit {
  return shipped;
}

/** The file's text; eight significant digits, so that it is the same on every machine. */
export function shippedFitText(fit: ShippedFit): string {
  const rounded = JSON.stringify(fit, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(8)) : value,
  );
  return `${rounded}\n`;
}
