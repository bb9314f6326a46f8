// A ticket through the spine: once by its id, through every check, exits always; the operator's name is in what is stored.
import { describe, expect, test } from 'vitest';
import type { CommandBody, OperatorCommand } from '#lib/domain/command.ts';
import { count } from '#lib/domain/count.ts';
import { commandId, venueOrderId } from '#lib/domain/ids.ts';
import { addMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { isTicketOrder, type Ticket, ticketOrderId } from '#lib/domain/ticket.ts';
import type { Effect } from '../effect.ts';
import { holding, withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, ordersIn, replyIn, TICKER } from './testing/spine-driver.ts';

const BUY: Ticket = {
  ...{ ticker: TICKER, purpose: 'enter', side: 'bid', style: 'take' },
  ...{ price: price(4_900), count: count(100) },
};
const SELL: Ticket = { ...BUY, purpose: 'exit', side: 'ask', price: price(4_700) };

function ask(driver: Driver, ticket: Ticket, id = 'ticket-0001'): readonly Effect[] {
  const body: CommandBody = { kind: 'manual-order', ticket };
  const command: OperatorCommand = {
    ...{ id: commandId(id), by: 'ann', body },
    ...{ issuedAt: driver.now(), expiresAt: addMs(driver.now(), 5_000) },
  };
  return driver.send({ kind: 'command', command });
}

/** Armed and priced, with a rule that keeps the machine itself out: nothing but a ticket sends. */
function armed(): Driver {
  const driver = createDriver(withoutFlags({ flagEveryTrade: true }));
  driver.boot();
  driver.seconds(70);
  driver.command({ kind: 'arm' });
  driver.quote(47, 49);
  driver.seconds(2);
  return driver;
}

function stored(effects: readonly Effect[]) {
  return effects.flatMap((each) => (each.kind === 'persist' ? each.records : []));
}

describe('a ticket', () => {
  test('I11 becomes one order, named by the ticket, and no second one however often it is sent', () => {
    const driver = armed();
    const effects = ask(driver, BUY);
    const [order] = ordersIn(effects);
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'ordered' });
    expect(order?.clientOrderId).toBe(ticketOrderId(commandId('ticket-0001')));
    expect(isTicketOrder(ticketOrderId(commandId('ticket-0001')))).toBe(true);
    const again = ask(driver, BUY);
    expect(ordersIn(again)).toEqual([]);
    expect(replyIn(again)).toMatchObject({ ok: true, code: 'ordered' });
  });

  test('takes the place of the offer that waits here: never both', () => {
    const driver = armed();
    const offers = () => [...driver.world.approvals.byId.values()].map((each) => each.state);
    expect(offers()).toEqual(['pending']);
    expect(ordersIn(ask(driver, BUY))).toHaveLength(1);
    expect(offers()).toEqual(['withdrawn']);
  });

  test('I3 the decision with the name is stored before the order leaves, and the audit after it', () => {
    const driver = armed();
    const effects = ask(driver, BUY);
    const kinds = effects.map((each) => each.kind);
    expect(kinds.indexOf('persist')).toBeLessThan(kinds.indexOf('commit-then-send'));
    const records = stored(effects);
    const decision = records.find((each) => each.kind === 'decision');
    expect(decision?.decision.sentence).toContain('ordered by hand by ann');
    expect(records.find((each) => each.kind === 'audit')).toMatchObject({ by: 'ann' });
  });

  test('a paused entry is denied by name, and what was asked is stored all the same', () => {
    const driver = armed();
    driver.command({ kind: 'pause', reason: '' });
    const effects = ask(driver, BUY);
    expect(ordersIn(effects)).toEqual([]);
    expect(replyIn(effects)).toMatchObject({ ok: false, code: 'denied' });
    const text = expect.stringMatching(/^denied by trading armed: /);
    expect(replyIn(effects)).toMatchObject({ text });
    const decision = stored(effects).find((each) => each.kind === 'decision');
    expect(decision?.decision.sentence).toContain(
      'ann asked by hand to buy 1 YES at 49.0 ¢, denied',
    );
  });

  test('an exit leaves while paused, reduces only, and the machine does not buy back', () => {
    const driver = holding();
    driver.command({ kind: 'pause', reason: '' });
    const [order] = ordersIn(ask(driver, SELL));
    expect(order).toMatchObject({ purpose: 'exit', reduceOnly: true, count: 100 });
    expect(driver.world.closeRequests.has(TICKER)).toBe(true);
    expect(driver.world.exitWork.has(TICKER)).toBe(false);
  });

  test('F85 limits under which nothing may be at risk refuse the entry by name and let the exit go', () => {
    const driver = holding();
    const none = money(0);
    const limits = {
      ...{ ...driver.world.limits, version: 2, maxMarketExposure: none, maxEventExposure: none },
      ...{ maxSeriesExposure: none, maxTotalExposure: none },
    };
    driver.send({ kind: 'limits', limits, by: 'test' });
    const entry = ask(driver, BUY);
    expect(ordersIn(entry)).toEqual([]);
    expect(replyIn(entry)).toMatchObject({ ok: false, code: 'denied' });
    const [exit] = ordersIn(ask(driver, SELL, 'ticket-0002'));
    expect(exit).toMatchObject({ purpose: 'exit', reduceOnly: true });
  });

  test('a resting exit stays without a reason of ours, and a late or killed ticket sends nothing', () => {
    const driver = holding();
    const [order] = ordersIn(ask(driver, { ...SELL, style: 'make', price: price(9_500) }));
    if (order === undefined) throw new Error('nothing was posted');
    const { clientOrderId } = order;
    driver.send({ kind: 'stored', clientOrderId, committed: true, reason: 'on disk' });
    driver.send({
      kind: 'report',
      report: {
        ...{ kind: 'order-accepted', clientOrderId, venueOrderId: venueOrderId('v-rest') },
        ...{ filled: count(0), remaining: order.count, venueAt: driver.now() },
      },
    });
    expect(driver.seconds(8).filter((each) => each.kind === 'cancel')).toEqual([]);
    driver.command({ kind: 'kill', reason: 'test' });
    const effects = ask(driver, SELL, 'ticket-0002');
    expect(ordersIn(effects)).toEqual([]);
    expect(replyIn(effects)).toMatchObject({ ok: false, code: 'denied' });
  });
});
