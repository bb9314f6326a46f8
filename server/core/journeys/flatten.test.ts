// Kill and flatten through the whole core: nothing before the confirmation, then exits alone, by their own group.
import { describe, expect, test } from 'vitest';
import { commandId, orderGroupId } from '#lib/domain/ids.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import { holding } from './testing/first-entry.ts';
import { type Driver, ordersIn, TICKER } from './testing/spine-driver.ts';

function step(driver: Driver, name: KillStepReport['step']): void {
  const report = { kind: 'kill-step', step: name, detail: '', resting: null } as const;
  driver.send({ kind: 'report', report });
}

function openLane(driver: Driver): void {
  driver.send({
    kind: 'report',
    report: {
      ...{ kind: 'order-group', orderGroupId: orderGroupId('exits'), shard: 2 },
      event: 'created-for-exits',
    },
  });
}

/** Flatten pressed, confirmed, lane open, account read clean after it. */
function flattening(): Driver {
  const driver = holding();
  driver.command({ kind: 'flatten', reason: 'test' });
  step(driver, 'confirmed');
  openLane(driver);
  driver.passMs(10);
  driver.send(driver.reading());
  return driver;
}

describe('kill and flatten', () => {
  test('nothing leaves before the kill is confirmed, the lane stands and the account was read after it', () => {
    const driver = holding();
    driver.command({ kind: 'flatten', reason: 'test' });
    expect(ordersIn(driver.seconds(3))).toEqual([]);
    step(driver, 'confirmed');
    expect(ordersIn(driver.seconds(2))).toEqual([]);
    driver.send(driver.reading());
    expect(ordersIn(driver.seconds(2))).toEqual([]);
  });

  test('every position is closed by the ordinary exit path, reduce-only, in a group of its own', () => {
    const driver = flattening();
    const held = driver.world.ledger.positions.get(TICKER)?.contracts ?? 0;
    const [exit] = ordersIn(driver.seconds(2));
    expect(exit).toMatchObject({ purpose: 'exit', reduceOnly: true, orderGroupId: 'exits' });
    expect(exit?.count).toBe(Math.abs(held));
    if (exit !== undefined) driver.fillOrder(exit);
    expect(driver.world.ledger.positions.get(TICKER)?.contracts).toBe(0);
    expect(ordersIn(driver.seconds(5))).toEqual([]);
    expect(driver.world.control.state).toBe('killed');
  });

  test('a plain kill during the flatten ends its exits at once', () => {
    const driver = flattening();
    driver.command({ kind: 'kill', reason: 'stop that' });
    expect(ordersIn(driver.seconds(5))).toEqual([]);
    expect(driver.world.exitGroupId).toBeNull();
  });

  test('a flatten that arrives too late kills and sells nothing', () => {
    const driver = holding();
    const at = driver.now();
    driver.passMs(60_000);
    driver.send({
      kind: 'command',
      command: {
        ...{ id: commandId('late-flatten'), by: 'operator', issuedAt: at, expiresAt: at },
        body: { kind: 'flatten', reason: 'late' },
      },
    });
    expect(driver.world.control.latch).toMatchObject({ flatten: false });
  });

  test('reduce only cancels resting entries, keeps exits, and is left by arming', () => {
    const driver = holding();
    driver.command({ kind: 'reduce-only', reason: '' });
    expect(driver.world.control.state).toBe('reducing');
    expect(ordersIn([...driver.quote(30, 32), ...driver.seconds(3)])).toEqual([]);
    const [exit] = ordersIn(driver.command({ kind: 'close-position', ticker: TICKER }));
    expect(exit?.purpose).toBe('exit');
    driver.command({ kind: 'arm' });
    expect(driver.world.control.state).toBe('armed');
  });
});
