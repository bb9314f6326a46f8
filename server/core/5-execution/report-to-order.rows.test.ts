// What each word of the venue about one order means: state, counted risk, note, and the words that change nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { clientOrderId, orderGroupId, venueOrderId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import type { OrderState } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { OrderStatusReport, Report } from '#lib/domain/report.ts';
import {
  askDecrease,
  createOrderBookState,
  markSent,
  type OrderBookState,
  openRisk,
} from './order-book-state.ts';
import { reconcile } from './reconcile.ts';
import { reportToOrder } from './report-to-order.ts';
import {
  acceptedOf,
  fillOf,
  msLater,
  readingAt,
  requestOf,
  START,
  statusOf,
  storedOrder,
} from './testing/venue-reports.ts';

const C1 = clientOrderId('c-1');
const V1 = venueOrderId('v-1');

function sentBook(): OrderBookState {
  const state = createOrderBookState();
  const order = storedOrder('c-1');
  state.tracked.set(C1, { order, evidenceAt: START, misses: null });
  markSent(state, C1, START);
  return state;
}

/** c-1 rests as v-1 after `reports`. */
function restingBook(...reports: readonly Report[]): OrderBookState {
  const state = sentBook();
  [acceptedOf('c-1', 0, 1_000), ...reports].forEach((report, i) => {
    reportToOrder(state, report, msLater(i + 1));
  });
  return state;
}

/** c-1 rests as v-1 and was made smaller, to 400. */
function smallerBook(): OrderBookState {
  const state = restingBook();
  askDecrease(state, C1, { to: count(400), at: msLater(2) });
  reportToOrder(state, statusOf('resting', { remaining: count(400) }), msLater(3));
  return state;
}

const orderOf = (state: OrderBookState) => state.tracked.get(C1)?.order;
const atRisk = (state: OrderBookState) =>
  openRisk(state).reduce((sum, each) => sum + each.count, 0);
const rejection = (details = ''): Report => ({
  kind: 'order-rejected',
  clientOrderId: C1,
  httpStatus: 400,
  code: 'bad',
  details,
});

describe('a row of our order', () => {
  interface Said {
    readonly status: OrderStatusReport['status'];
    readonly filled: number;
    readonly reason?: string;
    readonly state: OrderState;
    readonly note: string;
    /** Until the fills are booked. */
    readonly risk: number;
  }
  const bare = 'cancelled by the venue or by us';
  const SAID: readonly Said[] = [
    { status: 'resting', filled: 0, state: 'resting', note: 'resting', risk: 1_000 },
    { status: 'resting', filled: 300, state: 'partially-filled', note: 'resting', risk: 1_000 },
    { status: 'executed', filled: 1_000, state: 'filled', note: 'executed', risk: 1_000 },
    { status: 'executed', filled: 300, state: 'cancelled', note: 'executed', risk: 300 },
    { status: 'canceled', filled: 1_000, state: 'filled', note: 'executed', risk: 1_000 },
    { status: 'canceled', filled: 300, state: 'cancelled', note: bare, risk: 300 },
    ...(['ExpiryCancel', 'SelfTradeCancel'] as const).map(
      (reason): Said => ({
        ...{ status: 'canceled', filled: 0, reason, note: `cancelled: ${reason}`, risk: 0 },
        state: reason === 'ExpiryCancel' ? 'expired' : 'cancelled',
      }),
    ),
    {
      ...{ status: 'unknown', filled: 0, state: 'sent', risk: 1_000 },
      note: 'the venue reports a status we do not know',
    },
  ];
  test.each(SAID)(
    'I6 $status with $filled filled: $state, $risk at risk until the fills come',
    (said) => {
      const { status, filled, reason = null, state, note, risk } = said;
      const book = sentBook();
      const row = statusOf(status, {
        ...{ filled: count(filled), reason },
        remaining: count(status === 'resting' ? 1_000 - filled : 0),
      });
      const { changed } = reportToOrder(book, row, msLater(1));
      expect(changed.at(-1)).toBe(orderOf(book));
      expect(orderOf(book)).toMatchObject({ state, note, venueOrderId: 'v-1' });
      expect(atRisk(book)).toBe(risk);
    },
  );

  test('F28 an immediate order of which a part was cancelled says so, a whole one does not', () => {
    for (const [filled, remaining, isCut] of [
      [0, 1_000, false],
      [300, 700, false],
      [1_000, 0, false],
      [300, 0, true],
      [0, 0, true],
    ] as const) {
      const book = sentBook();
      reportToOrder(book, acceptedOf('c-1', filled, remaining), msLater(1));
      expect(orderOf(book)?.note).toBe(isCut ? 'accepted, remainder cancelled' : 'accepted');
    }
  });

  test('I27 an echo changes nothing, and keeps the instant of the last change', () => {
    const book = restingBook();
    const row = statusOf('resting', { filled: count(200), remaining: count(800) });
    expect(reportToOrder(book, row, msLater(10)).changed).toHaveLength(1);
    expect(reportToOrder(book, row, msLater(20))).toMatchObject({ changed: [], alarms: [] });
    expect(orderOf(book)?.updatedAt).toBe(msLater(10));
    const more = statusOf('resting', { filled: count(500), remaining: count(500) });
    expect(reportToOrder(book, more, msLater(30)).changed).toHaveLength(1);
    expect(atRisk(book)).toBe(1_000);
  });
});

describe('a decrease that a row has shown', () => {
  test('F120 is not undone by an older row, and what is left fills the order', () => {
    const book = smallerBook();
    reportToOrder(book, statusOf('resting', { source: 'read' }), msLater(4));
    expect(atRisk(book)).toBe(400);
    const done = statusOf('executed', { filled: count(400), remaining: count(0) });
    reportToOrder(book, done, msLater(5));
    expect(orderOf(book)?.state).toBe('filled');
    expect(atRisk(book)).toBe(400);
    reportToOrder(book, fillOf('t-1', 400), msLater(6));
    expect(atRisk(book)).toBe(0);
  });

  test('F56 a cancel of the 400 left claims no fill, one of 250 claims 150', () => {
    for (const [reducedBy, risk] of [
      [400, 0],
      [250, 150],
    ] as const) {
      const book = smallerBook();
      const cancelled = { kind: 'cancel-accepted', venueOrderId: V1 } as const;
      reportToOrder(book, { ...cancelled, reducedBy: count(reducedBy) }, msLater(5));
      expect(orderOf(book)?.state).toBe('cancelled');
      expect(atRisk(book)).toBe(risk);
    }
  });

  test('F115 the wait for one that shows nowhere ends with a reading two seconds later, never with a frame', () => {
    for (const [source, ms, state] of [
      ['stream', 60_000, 'pending-amend'],
      ['read', 2_001, 'pending-amend'],
      ['read', 2_002, 'resting'],
    ] as const) {
      const book = restingBook();
      askDecrease(book, C1, { to: count(400), at: msLater(2) });
      reportToOrder(book, statusOf('resting', { source }), msLater(ms));
      expect(orderOf(book)?.state).toBe(state);
      expect(atRisk(book)).toBe(1_000);
    }
  });
});

describe('words that end nothing', () => {
  const answers: readonly (readonly [Report, string])[] = [
    [{ kind: 'cancel-unknown', venueOrderId: V1, cause: '404' }, 'cancel not confirmed: 404'],
    [
      { kind: 'cancel-accepted', venueOrderId: V1, reducedBy: count(0) },
      'the cancel found nothing left',
    ],
    [{ kind: 'decrease', venueOrderId: V1, done: true, cause: '' }, 'decrease taken'],
    [
      { kind: 'decrease', venueOrderId: V1, done: false, cause: '404' },
      'decrease not confirmed: 404',
    ],
  ];

  test.each(answers)('F115 %j is noted and counts as before', (answer, note) => {
    const book = restingBook();
    const { changed } = reportToOrder(book, answer, msLater(9));
    expect(changed).toMatchObject([{ state: 'resting', note }]);
    expect(orderOf(book)).toBe(changed[0]);
    expect(atRisk(book)).toBe(1_000);
    expect(reportToOrder(book, answer, msLater(10)).changed).toEqual([]);
  });

  test.each(answers)(
    'F115 %j about an order that ended, or about none of ours, changes none',
    (answer) => {
      const ended = restingBook(
        fillOf('t-1', 1_000),
        statusOf('executed', { filled: count(1_000), remaining: count(0) }),
      );
      const before = orderOf(ended);
      const told = reportToOrder(ended, answer, msLater(9));
      expect(told.alarms).toEqual([]);
      expect(orderOf(ended)).toMatchObject({ state: before?.state, filled: 1_000 });
      const stranger = { ...answer, venueOrderId: venueOrderId('v-9') } as Report;
      const { changed, alarms } = reportToOrder(restingBook(), stranger, msLater(9));
      expect(changed).toEqual([]);
      // Whose ever it is: a cancel that is not confirmed is told.
      expect(alarms).toMatchObject(
        answer.kind === 'cancel-unknown' ? [{ severity: 'warning', code: 'cancel-unknown' }] : [],
      );
    },
  );

  test('money, groups, accounts and kill steps change no order', () => {
    const { ticker } = requestOf('c-1');
    const others: readonly Report[] = [
      { kind: 'position', ticker, position: signedCount(400), source: 'read' },
      { kind: 'balance', shard: 2, cash: money(5), at: START },
      {
        ...{ kind: 'settlement', ticker, result: 'yes', yesPayout: price(10_000) },
        ...{ revenue: money(1), fee: money(0), settledAt: START },
      },
      { kind: 'order-group', orderGroupId: orderGroupId('g-1'), shard: 2, event: 'triggered' },
      readingAt(5),
      { kind: 'kill-step', step: 'confirmed', detail: '', resting: 0 },
    ];
    const book = restingBook();
    const before = orderOf(book);
    for (const report of others)
      expect(reportToOrder(book, report, msLater(9))).toEqual({
        ...{ changed: [], newFills: [], externals: [], retold: [], alarms: [], cancels: [] },
      });
    expect(orderOf(book)).toBe(before);
  });
});

describe('alarms', () => {
  test('an honest life of an order raises none, whatever its fills and its end (I13)', () => {
    const ends = fc.constantFrom('executed', 'canceled', 'expired', 'rests');
    const pieces = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 5 });
    fc.assert(
      fc.property(pieces, ends, fc.boolean(), (sizes, end, isRowFirst) => {
        const book = sentBook();
        let filled = 0;
        const tell = (report: Report): void => {
          const { alarms, cancels } = reportToOrder(book, report, msLater(1));
          expect([alarms, cancels]).toEqual([[], []]);
        };
        tell(acceptedOf('c-1', 0, 1_000));
        sizes.forEach((wanted, i) => {
          const size = Math.min(wanted, 1_000 - filled);
          if (size === 0) return;
          filled += size;
          const row = statusOf(filled === 1_000 ? 'executed' : 'resting', {
            filled: count(filled),
            remaining: count(1_000 - filled),
          });
          const fill = fillOf(`t-${i}`, size);
          for (const report of isRowFirst ? [row, fill] : [fill, row]) tell(report);
          // What a fill says in words is that it is filling, until it is filled.
          if (!isRowFirst && filled < 1_000) expect(orderOf(book)?.note).toBe('filling');
          expect(orderOf(book)?.filled).toBe(filled);
        });
        if (end !== 'rests' && filled < 1_000) {
          const reason = end === 'expired' ? 'ExpiryCancel' : null;
          const status = end === 'expired' ? 'canceled' : end;
          tell(statusOf(status, { filled: count(filled), remaining: count(0), reason }));
        }
        const ended = end === 'expired' ? 'expired' : 'cancelled';
        const lives = filled > 0 ? 'partially-filled' : 'resting';
        const last = end === 'rests' ? lives : ended;
        expect(orderOf(book)?.state).toBe(filled === 1_000 ? 'filled' : last);
        expect(filled + atRisk(book)).toBe(end === 'rests' ? 1_000 : filled);
      }),
    );
  });

  test('the fill that completes an order says so, one after the end leaves the words of the end', () => {
    const book = restingBook(fillOf('t-1', 400), fillOf('t-2', 600));
    expect(orderOf(book)).toMatchObject({ state: 'filled', note: 'filled' });
    const ended = restingBook(statusOf('canceled', { filled: count(400), remaining: count(0) }));
    reportToOrder(ended, fillOf('t-1', 400), msLater(9));
    expect(orderOf(ended)).toMatchObject({ note: 'cancelled by the venue or by us', filled: 400 });
  });

  test('I7 an order that the venue accepts and we never intended is critical', () => {
    const { alarms, changed } = reportToOrder(sentBook(), acceptedOf('c-9', 0, 1_000), msLater(1));
    expect(alarms).toMatchObject([{ severity: 'critical', code: 'accepted-stranger' }]);
    expect(changed).toEqual([]);
  });

  test('a refusal is told once for each order of ours, with its words, and who refused', () => {
    for (const [httpStatus, code] of [
      [400, 'order-rejected'],
      [0, 'order-denied'],
    ] as const) {
      const book = sentBook();
      const { alarms } = reportToOrder(book, { ...rejection(), httpStatus } as Report, msLater(1));
      expect(alarms).toMatchObject([{ severity: 'warning', code }]);
      expect(orderOf(book)?.note).toMatch(/: bad$/);
    }
    const book = sentBook();
    reportToOrder(book, rejection('why'), msLater(1));
    expect(orderOf(book)?.note).toBe('rejected: bad: why');
    expect(reportToOrder(createOrderBookState(), rejection(), START).alarms).toEqual([]);
  });

  test('I13 a fill of another market or side, or beyond the limit on either side, is critical', () => {
    const sides = fc.constantFrom('bid' as const, 'ask' as const);
    fc.assert(
      fc.property(
        sides,
        sides,
        fc.boolean(),
        fc.integer({ min: -2, max: 2 }),
        (mine, its, isElsewhere, over) => {
          const state = createOrderBookState();
          const order = storedOrder('c-1', { side: mine });
          state.tracked.set(C1, { order, evidenceAt: START, misses: null });
          markSent(state, C1, START);
          const ticker = isElsewhere ? `${order.request.ticker}9` : order.request.ticker;
          const fill = fillOf('t-1', 100, {
            ...{ clientOrderId: C1, side: its, price: price(4_600 + over) },
            ticker: ticker as typeof order.request.ticker,
          });
          const { alarms, newFills } = reportToOrder(state, fill, msLater(1));
          const isWorse = mine === 'bid' ? over > 0 : over < 0;
          const expected = [
            ...(isElsewhere || mine !== its ? ['fill-mismatch'] : []),
            ...(isWorse ? ['fill-worse-than-limit'] : []),
          ];
          expect(alarms.map(({ code, severity }) => [severity, code])).toEqual(
            expected.map((code) => ['critical', code]),
          );
          // Whatever is odd about it: it is money, and booked.
          expect(newFills).toHaveLength(1);
        },
      ),
    );
  });

  test('F29 F35 an order dead by our books that rests at the venue is no clean reading, filled in part or not', () => {
    for (const filled of [0, 400]) {
      const state = sentBook();
      reportToOrder(state, rejection(), START);
      const row = statusOf('resting', {
        ...{ source: 'read', filled: count(filled), remaining: count(1_000 - filled) },
      });
      for (const ms of [1_000, 6_000]) {
        const reading = reconcile(state, readingAt(ms, { resting: [row] }), msLater(ms));
        expect(reading).toMatchObject({ clean: false, cancels: [{ venueOrderId: V1 }] });
        expect(reading.drift).toContainEqual(expect.stringContaining('dead by our books'));
      }
    }
  });

  test('F53 F60 a fill told again is told on with its price and fee, at another size it is a warning', () => {
    for (const [change, retold, alarms] of [
      [{}, 1, []],
      [{ price: price(4_500) }, 1, []],
      [{ count: count(399) }, 0, [{ code: 'fill-recounted', severity: 'warning' }]],
      [{ fee: money(999) }, 1, []],
    ] as const) {
      const book = restingBook(fillOf('t-1', 400));
      const told = reportToOrder(book, fillOf('t-1', 400, change), msLater(9));
      expect(told.retold).toHaveLength(retold);
      expect(told.alarms).toMatchObject(alarms);
      expect(told.newFills).toEqual([]);
    }
  });

  test('F54 a fill may be of an order still without a name only inside its limit, size, market and side', () => {
    const side = fc.constantFrom('bid' as const, 'ask' as const);
    const over = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(
        side,
        side,
        over,
        fc.boolean(),
        fc.boolean(),
        (mine, its, by, isLarge, isDead) => {
          const state = createOrderBookState();
          const order = storedOrder('c-1', { side: mine });
          state.tracked.set(C1, { order, evidenceAt: START, misses: null });
          markSent(state, C1, START);
          if (isDead) reportToOrder(state, rejection(), START);
          const fill = fillOf('t-1', isLarge ? 1_001 : 1_000, {
            side: its,
            price: price(4_600 + by),
          });
          const { alarms, newFills } = reportToOrder(state, fill, msLater(1));
          const isWorse = mine === 'bid' ? by > 0 : by < 0;
          const mayBe = !isDead && mine === its && !isWorse && !isLarge;
          expect(alarms).toMatchObject([
            mayBe
              ? { severity: 'warning', code: 'unattributed-fill' }
              : { severity: 'critical', code: 'external-fill' },
          ]);
          expect(newFills).toHaveLength(1);
        },
      ),
    );
  });

  test('I7 a fill of an order that never left is booked, and critical', () => {
    const state = createOrderBookState();
    state.tracked.set(C1, { order: storedOrder('c-1'), evidenceAt: START, misses: null });
    const fill = fillOf('t-1', 400, { clientOrderId: C1 });
    const { alarms, newFills } = reportToOrder(state, fill, msLater(1));
    expect(alarms).toMatchObject([{ severity: 'critical', code: 'forbidden-transition' }]);
    expect(newFills).toHaveLength(1);
    expect(orderOf(state)).toMatchObject({ state: 'intended', filled: 400, remaining: 600 });
  });

  test('a fill in a market of no series of ours warns only: nobody here trades it', () => {
    const ticker = 'KXHIGHNY-26NOV20-T50' as ReturnType<typeof requestOf>['ticker'];
    const { alarms } = reportToOrder(sentBook(), fillOf('t-1', 1, { ticker }), msLater(1));
    expect(alarms).toMatchObject([{ severity: 'warning', code: 'external-elsewhere' }]);
  });
});

describe('an order that we hold for dead', () => {
  const deaths: readonly (readonly [OrderState, Report])[] = [
    ['rejected', rejection()],
    ['denied', { ...rejection(), httpStatus: 0 } as Report],
  ];

  test.each(deaths)(
    'F29 %s: what of it rests at the venue is cancelled, filled in part or not',
    (state, death) => {
      for (const filled of [0, 300]) {
        const book = sentBook();
        reportToOrder(book, death, msLater(1));
        const words = orderOf(book)?.note;
        const row = statusOf('resting', {
          filled: count(filled),
          remaining: count(1_000 - filled),
        });
        const { alarms, cancels } = reportToOrder(book, row, msLater(2));
        expect(alarms).toMatchObject([{ severity: 'critical', code: 'forbidden-transition' }]);
        expect(cancels).toMatchObject([{ venueOrderId: 'v-1', shard: 2 }]);
        expect(orderOf(book)).toMatchObject({ state, note: words });
      }
    },
  );

  test.each(deaths)(
    'F29 %s: its end at the venue is an alarm, and nothing is left to cancel',
    (_, death) => {
      const book = sentBook();
      reportToOrder(book, death, msLater(1));
      const row = statusOf('canceled', { remaining: count(0) });
      const { alarms, cancels } = reportToOrder(book, row, msLater(2));
      expect(alarms).toMatchObject([{ code: 'forbidden-transition' }]);
      expect(cancels).toEqual([]);
    },
  );

  test.each(deaths)('F55 %s: its fill is booked, and critical', (state, death) => {
    const book = sentBook();
    reportToOrder(book, death, msLater(1));
    const fill = fillOf('t-1', 300, { clientOrderId: C1 });
    const { alarms, newFills } = reportToOrder(book, fill, msLater(2));
    expect(newFills).toHaveLength(1);
    expect(alarms).toMatchObject([{ severity: 'critical', code: 'fill-on-dead-order' }]);
    expect(orderOf(book)).toMatchObject({ state, filled: 300 });
  });

  test('a cancelled order whose echo comes late is no alarm', () => {
    const book = restingBook(statusOf('canceled', { remaining: count(0) }));
    expect(reportToOrder(book, statusOf('resting'), msLater(9)).alarms).toEqual([]);
    expect(reportToOrder(book, rejection(), msLater(10)).alarms).toMatchObject([
      { code: 'order-rejected' },
    ]);
  });
});
