// The export of fills: exact numbers under names that say their unit.
import { expect, test } from 'vitest';
import type { StoredFillRow } from '#lib/wire/orders-http.ts';
import { FILL_HEAD, fillLine } from './fill-lines.ts';

const FILL: StoredFillRow = {
  ...{ seq: 1, tradeId: '=cmd()', venueOrderId: 'v-1', clientOrderId: 'c-1', side: 'ask' },
  ...{ ticker: 'KXBTCD-26NOV2217-T84899.99', price: 4_635, count: 250, feeMicro: -17_501 },
  ...{ isTaker: false, at: 1_795_186_800_120, purpose: 'exit', source: 'stream' },
};

test('a fill is a line of exact numbers, and text from the venue cannot begin a formula', () => {
  expect(FILL_HEAD).toBe(
    'venue_time_utc,ticker,purpose,yes_book_side,yes_price_usd,count_contracts,fee_usd,liquidity,trade_id,venue_order_id,client_order_id\r\n',
  );
  expect(fillLine(FILL)).toBe(
    "2026-11-20T15:00:00.120Z,KXBTCD-26NOV2217-T84899.99,exit,ask,0.4635,2.50,-0.017501,maker,'=cmd(),v-1,c-1\r\n",
  );
});

test('without an order of ours purpose and id are empty, not guessed', () => {
  const line = fillLine({ ...FILL, clientOrderId: null, purpose: null, tradeId: 't' });
  expect(line).toContain('T84899.99,,ask,');
  expect(line.endsWith('v-1,\r\n')).toBe(true);
});
