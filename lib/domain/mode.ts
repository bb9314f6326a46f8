// The mode is always explicit: it names where prices come from and where orders go.

/** sim: our own venue · replay: recordings · paper: live data, local matching · demo: Kalshi demo · live: real money. */
export const MODES = ['sim', 'replay', 'paper', 'demo', 'live'] as const;
export type Mode = (typeof MODES)[number];

/** True where a mistake costs real money or a real account. */
export function needsPassword(mode: Mode): boolean {
  return mode === 'paper' || mode === 'demo' || mode === 'live';
}
