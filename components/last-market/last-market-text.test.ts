// One sentence for a market that closed: traded or why not, and nothing made up where nothing is stored.
import { expect, test } from 'vitest';
import type { MarketLife } from '#lib/domain/market-life.ts';
import type { LastMarketRow } from '#lib/wire/last-market.ts';
import { lastName, settledText, storyText } from './last-market-text.ts';

const ROW: LastMarketRow = {
  ...{ ticker: 'KXBTC15M-26NOV232000-00', series: 'KXBTC15M', title: 'BTC price up?' },
  ...{ strikeCents: 8_609_753, capCents: null, closeAt: Date.UTC(2026, 10, 24, 1) },
  ...{ result: null, resultFinal: false, judged: null },
};
const LIFE: MarketLife = { sent: 0, fills: 0, netMicro: null, isBooked: false, offers: {} };
const JUDGED = { ms: 900_000, flat: { text: 'edge after fee 0.2 ¢', ms: 680_000 } };

test('a market is named by its series, close and strike, with its result as far as the venue has said', () => {
  expect(lastName(ROW)).toBe('15 min 01:00, ≥ 86,097.53');
  expect(settledText(ROW)).toBe('settles…');
  expect(settledText({ ...ROW, result: 'yes' })).toBe('provisionally YES');
  expect(settledText({ ...ROW, result: 'no', resultFinal: true })).toBe('settled NO');
});

test('what was not traded tells its offers and what stood in the way longest', () => {
  expect(storyText(JUDGED, { ...LIFE, offers: { expired: 7, vetoed: 1, pending: 1 } })).toBe(
    'not traded: 7 offers expired unanswered, 1 offer vetoed; flat longest (11m20 of 15m00) because edge after fee 0.2 ¢',
  );
});

test('what was tried and never filled is told before why nothing more was tried', () => {
  expect(storyText(JUDGED, { ...LIFE, sent: 2, offers: { approved: 2, expired: 1 } })).toBe(
    'not traded: 2 orders sent, none filled; 1 offer expired unanswered; flat longest (11m20 of 15m00) because edge after fee 0.2 ¢',
  );
});

test('what was traded tells its result once it is booked', () => {
  const traded = { ...LIFE, fills: 2, netMicro: 1_250_000 };
  expect(storyText(JUDGED, traded)).toBe('traded, 2 fills; its result is not booked yet');
  expect(storyText(JUDGED, { ...traded, isBooked: true })).toBe('traded: +$1.25 net of fees');
});

test('what is not read or was not judged says so', () => {
  expect(storyText(JUDGED, null)).toBe('its record is not read yet');
  expect(storyText(null, LIFE)).toBe('not traded: this engine never judged it');
  expect(storyText({ ms: 5_000, flat: null }, LIFE)).toBe('not traded: no reason is known');
});
