// What the signal panel says of the forecast as a whole. In: the status row. Out: one line and how grave it is.
import type { StatusRow } from '#lib/wire/status-rows.ts';

/** Prints of the last minute whose mean settles the contract (kalshi-api: 60 one-second index values). */
export const SETTLEMENT_PRINTS = 60;

export interface Standing {
  /** fine: the wanted models answer · warning: a fallback answers, or a model is refused · none: there is no forecast. */
  readonly level: 'fine' | 'warning' | 'none';
  readonly text: string;
}

type ForecastFields = Pick<StatusRow, 'forecastAt' | 'forecastFallback' | 'forecastRefused'>;

/** The fallback names its cause; a refused model that was not needed for an answer is named all the same. */
export function standingOf(row: ForecastFields | undefined): Standing {
  if (row === undefined) return { level: 'none', text: 'nothing is known of the forecast yet' };
  const { forecastAt, forecastFallback, forecastRefused } = row;
  if (forecastAt === null)
    return { level: 'none', text: forecastFallback ?? 'no forecast, and no reason for it' };
  if (forecastFallback !== null) return { level: 'warning', text: `fallback: ${forecastFallback}` };
  if (forecastRefused.length === 0) return { level: 'fine', text: 'no fallback, no model refused' };
  const refused = forecastRefused.map(({ id, reason }) => `${id} refused: ${reason}`);
  return { level: 'warning', text: refused.join('; ') };
}
