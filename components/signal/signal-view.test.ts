// The standing of the forecast in one line: a fallback and a refusal are never silent, no forecast is never fine.
import { describe, expect, it } from 'vitest';
import { standingOf } from './signal-view.ts';

const FINE = { forecastAt: 5, forecastFallback: null, forecastRefused: [] };
const REFUSED = [{ id: 'gru-15m', reason: 'input out of range' }];

describe('standing of the forecast', () => {
  it('is fine only when the wanted models answer and none is refused', () => {
    expect(standingOf(FINE).level).toBe('fine');
  });

  it('a fallback is a warning with its cause, and comes before refusals', () => {
    const text = 'HAR answers: gbdt-15m refused: not a number';
    expect(standingOf({ ...FINE, forecastFallback: text, forecastRefused: REFUSED })).toEqual({
      level: 'warning',
      text: `fallback: ${text}`,
    });
  });

  it('a refused model is named although the forecast did without it', () => {
    expect(standingOf({ ...FINE, forecastRefused: REFUSED })).toEqual({
      level: 'warning',
      text: 'gru-15m refused: input out of range',
    });
  });

  it('without a forecast, and before anything is known, the level is none', () => {
    const reason = 'no forecast: less than a minute of trusted spot samples';
    expect(standingOf({ ...FINE, forecastAt: null, forecastFallback: reason })).toEqual({
      level: 'none',
      text: reason,
    });
    expect(standingOf(undefined).level).toBe('none');
  });
});
