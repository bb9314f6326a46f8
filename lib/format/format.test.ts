// Every formatter on the values a trader meets: zero, missing, negative, rounding at the edges.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCheck, formatCheckUnit, formatCheckValue } from './check-value.ts';
import { formatContracts, formatPosition, formatSize } from './contracts.ts';
import { formatFixed, formatSigned, MISSING } from './digits.ts';
import { formatAge, formatClock, formatCountdown, formatMinute, formatMs } from './duration.ts';
import { formatFee, formatMoney, formatSignedMoney, moneyDirection } from './money.ts';
import {
  formatAverageCents,
  formatCents,
  formatEdge,
  formatPrice,
  formatProbabilityCents,
} from './price.ts';
import { formatPercent } from './ratio.ts';
import { formatBtc, formatStrike, formatUsd, formatUsdDifference } from './usd.ts';

const CHECK = {
  ...{ id: 'edge', outcome: 'fail' as const, value: 10, threshold: 140, distance: -130 },
  unit: '1e-4 $',
};

const TABLE: readonly (readonly [string, string, string])[] = [
  ['cents keep one decimal', formatCents(4600), '46.0'],
  ['an average keeps the hundredth', formatAverageCents(13_900 / 3), '46.33'],
  ['a fee keeps what is below a cent', formatFee(17_500), '$0.0175'],
  ['a rebate carries its sign', formatFee(-2_500), '−$0.0025'],
  ['a sub-cent grid shows its tenth', formatCents(9870), '98.7'],
  ['a price in running text drops empty decimals', formatPrice(4600), '46¢'],
  ['a price keeps a tenth of a cent', formatPrice(4630), '46.3¢'],
  ['a price keeps hundredths of a cent', formatPrice(4635), '46.35¢'],
  ['an edge is signed', formatEdge(130), '+1.3'],
  ['a negative edge has a real minus', formatEdge(-40), '−0.4'],
  ['an edge that rounds to zero has no sign', formatEdge(-4), '0.0'],
  ['a probability reads as cents', formatProbabilityCents(0.463), '46.3'],
  ['money groups thousands', formatMoney(1_234_500_000), '$1,234.50'],
  ['money puts the sign before the dollar', formatMoney(-3_100_000), '−$3.10'],
  ['a loss under half a cent is not −$0.00', formatMoney(-4_000), '$0.00'],
  ['profit carries a plus', formatSignedMoney(12_300_000), '+$12.30'],
  ['no profit carries no sign', formatSignedMoney(0), '$0.00'],
  ['whole contracts print whole', formatContracts(1_200), '12'],
  ['fractional contracts keep two decimals', formatContracts(1_250), '12.50'],
  ['a YES position', formatPosition(1_000), '10 YES'],
  ['a NO position', formatPosition(-550), '5.50 NO'],
  ['no position', formatPosition(0), 'flat'],
  ['a dust size is visible', formatSize(12), '0.12'],
  ['dollars', formatUsd(84_912.5), '84,912.50'],
  ['basis', formatUsdDifference(-3.2), '−3.20'],
  ['an odd strike', formatStrike(8_489_999), '84,899.99'],
  ['a round strike', formatStrike(8_490_000), '84,900'],
  ['bitcoin', formatBtc(0.5), '0.5000'],
  ['percent', formatPercent(0.4821), '48.2%'],
  ['countdown rounds up', formatCountdown(65_001), '01:06'],
  ['countdown with hours', formatCountdown(3_723_000), '1:02:03'],
  ['countdown stops at zero', formatCountdown(-5), '00:00'],
  ['a young age has a tenth', formatAge(420), '0.4s'],
  ['an age below ten seconds never prints as 10.0s', formatAge(9_960), '9s'],
  ['an age in minutes', formatAge(185_000), '3m05'],
  ['an age in hours', formatAge(7_300_000), '2h01'],
  ['clock', formatClock(1_790_000_000_000), '14:13:20'],
  ['minute', formatMinute(1_790_000_000_000), '14:13'],
  ['skew', formatMs(-3.4), '−3 ms'],
  ['a check in ms reads in seconds', formatCheckValue(1_234.6, 'ms'), '1.2'],
  ['a check in 1e-4 $ reads in cents', formatCheckValue(40, '1e-4 $'), '0.4'],
  ['a check in 1e-6 $ reads in dollars', formatCheckValue(50_000_000, '1e-6 $'), '50.00'],
  ['a check in shares reads in percent', formatCheckValue(0.654, 'share'), '65.4'],
  ['a condition says whether it holds', formatCheckValue(0, 'yes/no'), 'not ok'],
  [
    'a condition has no distance',
    formatCheck({ ...CHECK, distance: -1, unit: 'yes/no' }).distance,
    '',
  ],
  ['a check distance is signed', formatCheck({ ...CHECK, distance: -130 }).distance, '−1.3'],
  ['a unit is named as it is shown', formatCheckUnit('1e-4 $'), '¢'],
  ['an unknown unit is passed through', formatCheckUnit('orders'), 'orders'],
];

describe('formatters', () => {
  for (const [title, actual, expected] of TABLE)
    it(`${title}: ${expected}`, () => expect(actual).toBe(expected));

  it('missing is a dash everywhere, never a zero', () => {
    const printed = [
      formatCents(null),
      formatAverageCents(null),
      formatFee(null),
      formatPrice(null),
      formatEdge(null),
      formatProbabilityCents(null),
      formatMoney(null),
      formatSignedMoney(null),
      formatContracts(null),
      formatSize(null),
      formatUsd(null),
      formatUsdDifference(null),
      formatStrike(null),
      formatPercent(null),
      formatAge(null),
      formatClock(null),
      formatMinute(null),
      formatMs(null),
      formatCheckValue(null, 'ms'),
      formatCheck({ ...CHECK, distance: null }).distance,
    ];
    expect(new Set(printed)).toEqual(new Set([MISSING]));
  });

  it('a non-finite number is refused rather than printed', () => {
    expect(() => formatFixed(Number.NaN, 2)).toThrow('Condition failed');
    expect(() => formatUsd(Number.POSITIVE_INFINITY)).toThrow('Condition failed');
  });

  it('sign and colour agree: a direction is given exactly when a sign is printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 50_000 }), (micro) => {
        const signed = /^[+−]/.test(formatSignedMoney(micro));
        return signed === (moneyDirection(micro) !== null);
      }),
    );
  });

  it('a signed number reads back as the number it rounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (hundredths) => {
        const text = formatSigned(hundredths / 100, 2)
          .replace('−', '-')
          .replaceAll(',', '');
        return Math.round(Number(text) * 100) === hundredths;
      }),
    );
  });
});

describe('the numbers of a check', () => {
  it('a value that fails never looks like its limit', () => {
    const close = { ...CHECK, value: 149, threshold: 150.4, distance: -1.4 };
    expect(formatCheck(close)).toEqual({ value: '1.49', limit: '1.50', distance: '−0.01' });
    expect(formatCheck({ ...close, outcome: 'pass' }).value).toBe('1.5');
    expect(formatCheck(CHECK)).toEqual({ value: '0.1', limit: '1.4', distance: '−1.3' });
  });

  it('a limit that must not be reached is the configured one', () => {
    const losses = { ...CHECK, id: 'loss-streak', value: 8, threshold: 7, unit: 'losses' };
    expect(formatCheck(losses)).toMatchObject({ value: '8', limit: '< 8' });
  });
});
