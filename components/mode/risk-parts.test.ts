// The parts of the open risk add up to it, and none is made up.
import { expect, test } from 'vitest';
import { riskParts } from './risk-parts.ts';

test('orders are the rest of the whole, and an unknown part leaves both unknown', () => {
  expect(riskParts({ openRiskMicro: 15_000_000, positionRiskMicro: 12_000_000 })).toBe(
    'positions $12.00 + orders $3.00',
  );
  expect(riskParts({ openRiskMicro: 15_000_000 })).toBe('its parts are not known');
  expect(riskParts({ openRiskMicro: null, positionRiskMicro: null })).toBe(
    'its parts are not known',
  );
  expect(riskParts(undefined)).toBe('its parts are not known');
});
