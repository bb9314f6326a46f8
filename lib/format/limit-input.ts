// The value of a limit as a person types it, and back, without loss. In: value or text, and the unit. Out: text or value.

/** How many of the kept unit one of the shown unit is; shares are kept as ratios and typed as percent. */
const SCALES: Readonly<Record<string, number>> = {
  '1e-6 $': 1_000_000,
  '1e-4 $': 100,
  '1e-2 contracts': 100,
  share: 0.01,
};

/** Digits after the point that a ratio keeps: a hundred-thousandth of a share is beyond what anybody means. */
const RATIO_DIGITS = 6;

/** 50000000 of 1e-6 $ → "50", 0.655 of a share → "65.5". No grouping: it is for typing over. */
export function limitInputText(value: number, unit: string): string {
  const shown = value / (SCALES[unit] ?? 1);
  return String(Number(shown.toFixed(RATIO_DIGITS)));
}

/** The kept value; null where `text` is no plain number, commas as thousands allowed. */
export function parseLimitInput(text: string, unit: string): number | null {
  const plain = text.trim().replaceAll(/,(?=\d{3}(\D|$))/g, '');
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(plain)) return null;
  return Number((Number(plain) * (SCALES[unit] ?? 1)).toFixed(RATIO_DIGITS));
}
