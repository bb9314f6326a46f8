// An exit through the spine: post, wait, pull, take; close one and all; in every state but the kill. Out: orders in order.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { venueOrderId } from '#lib/domain/ids.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import { positionOf } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import { holding } from './testing/first-entry.ts';
import { type Driver, ordersIn, replyIn, TICKER } from './testing/spine-driver.ts';

function rest(driver: Driver, order: ApprovedOrder): void {
  driver.send({
    kind: 'stored',
    clientOrderId: order.clientOrderId,
    committed: true,
    reason: 'on disk',
  });
  driver.send({
    kind: 'report',
    report: {
      kind: 'order-accepted',
      clientOrderId: order.clientOrderId,
      venueOrderId: venueOrderId('exit-at-venue'),
      filled: count(0),
      remaining: order.count,
      venueAt: driver.now(),
    },
  });
}

function cancels(effects: readonly Effect[]): number {
  return effects.filter((each) => each.kind === 'cancel').length;
}

const leaveSoon = { exitBeforeCloseSeconds: 3_600, exitPassiveSeconds: 3 };

describe('an exit being worked', () => {
  test('is posted, rests for its patience, is pulled, and only after the venue confirmed that is it taken', () => {
    const driver = holding({});
    driver.send({
      kind: 'limits',
      limits: { ...driver.world.limits, ...leaveSoon, version: 2 },
      by: 'test',
    });
    const [posted] = ordersIn(driver.second());
    if (posted === undefined) throw new Error('nothing was posted');
    expect(posted).toMatchObject({ purpose: 'exit', postOnly: true, approvalId: null });
    rest(driver, posted);
    expect(cancels(driver.second())).toBe(0);
    const effects = driver.seconds(2);
    expect(cancels(effects)).toBe(1);
    expect(ordersIn(effects)).toEqual([]);
    const taken = driver.send({
      kind: 'report',
      report: {
        kind: 'cancel-accepted',
        venueOrderId: venueOrderId('exit-at-venue'),
        reducedBy: posted.count,
      },
    });
    const [exit] = ordersIn([...taken, ...driver.second()]);
    expect(exit).toMatchObject({ purpose: 'exit', reduceOnly: true, postOnly: false });
    if (exit !== undefined) driver.fillOrder(exit);
    driver.seconds(2);
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).toBe(0);
    expect(driver.world.exitWork.size).toBe(0);
    expect(driver.world.entryVolatility.size).toBe(0);
  });

  test('every exit passes while paused; none while killed', () => {
    const paused = holding({});
    paused.command({ kind: 'pause', reason: '' });
    const limits = { ...paused.world.limits, ...leaveSoon, version: 2 };
    paused.send({ kind: 'limits', limits, by: 'test' });
    expect(ordersIn(paused.second())).toHaveLength(1);
    const killed = holding({});
    killed.command({ kind: 'kill', reason: 'test' });
    killed.send({ kind: 'limits', limits, by: 'test' });
    expect(ordersIn(killed.second())).toEqual([]);
  });

  test('remembers the volatility of the entry, and knows none without a position', () => {
    const driver = holding({});
    driver.second();
    expect(driver.world.entryVolatility.get(TICKER)).toBeGreaterThan(0);
  });

  test('close all closes every position by the rules of one, and says what could not be closed', () => {
    const driver = holding({});
    const effects = driver.command({ kind: 'close-all' });
    expect(ordersIn(effects)).toMatchObject([{ purpose: 'exit', reduceOnly: true }]);
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'closing' });
    const [exit] = ordersIn(effects);
    if (exit !== undefined) driver.fillOrder(exit);
    expect(replyIn(driver.command({ kind: 'close-all' }))).toMatchObject({ code: 'no-position' });
  });
});
