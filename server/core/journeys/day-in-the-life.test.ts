// One trading day through the spine: from the first tick to approval, order, fill, position, exit, settlement, kill, release.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { commandId, sha256Hex, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { monoNs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import { pendingApprovals } from '../4-gate/approvals.ts';
import { exitPlan } from '../4-gate/exit-plan.ts';
import { isMinted } from '../4-gate/verdict-to-order.ts';
import { cashOf, positionOf } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import { gateView } from './gate-view.ts';
import { holding } from './testing/first-entry.ts';
import {
  createDriver,
  type Driver,
  optionsOf,
  ordersIn,
  replyIn,
  TICKER,
} from './testing/spine-driver.ts';

/** Kinds of a run of effects, timers and journal lines left out. */
function kinds(effects: readonly Effect[]): readonly string[] {
  return effects.map((each) => each.kind).filter((kind) => kind !== 'timer' && kind !== 'decided');
}

/** What the gate would see about our market now. */
function gateViewOf(driver: Driver) {
  const entry = driver.world.market.contracts.get(TICKER);
  if (entry === undefined) throw new Error('the market is gone');
  return gateView(
    driver.world,
    { kind: 'timer', timer: 'second', seq: 1e6, at: driver.now(), mono: monoNs(0) },
    entry,
  );
}

function killSteps(driver: Driver): readonly Effect[] {
  const steps: readonly (readonly [KillStepReport['step'], number | null])[] = [
    ['gate-closed', null],
    ['group-triggered', null],
    ['cancel-all', null],
    ['first-read', 0],
    ['second-read', 0],
    ['confirmed', null],
  ];
  return steps.flatMap(([step, resting]) =>
    driver.send({ kind: 'report', report: { kind: 'kill-step', step, detail: '', resting } }),
  );
}

/** Armed, priced, and an offer waiting for the operator. */
function withOffer(): Driver {
  const driver = createDriver();
  driver.boot();
  driver.seconds(70);
  driver.command({ kind: 'arm' });
  driver.quote(47, 49);
  driver.seconds(2);
  return driver;
}

function offerOf(driver: Driver) {
  const [offer] = pendingApprovals(driver.world.approvals);
  if (offer === undefined) throw new Error('no offer is waiting');
  return offer;
}

function approve(driver: Driver) {
  const { id, version, shownHash } = offerOf(driver);
  return driver.command({ kind: 'approve', approvalId: id, version, shownHash });
}

describe('a day in the life', () => {
  test('nothing is sent before a person arms, however good the market looks', () => {
    const driver = createDriver();
    driver.boot();
    expect(ordersIn(driver.seconds(90))).toEqual([]);
    expect(driver.world.decisions.get(TICKER)?.decision.verdict).toBe('flat');
    expect(pendingApprovals(driver.world.approvals)).toEqual([]);
  });

  test('the first entry of the day waits for the operator, and the approval is durable before its order', () => {
    const driver = withOffer();
    expect(offerOf(driver).flags.map((flag) => flag.id)).toContain('first-of-day');
    const effects = approve(driver);
    expect(kinds(effects)).toEqual(['persist', 'commit-then-send', 'persist', 'reply']);
    const [order] = ordersIn(effects);
    expect(order?.approvalId).not.toBeNull();
    expect(order !== undefined && isMinted(order)).toBe(true);
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'approved' });
  });

  test('F82 the same approval twice is one order; F83 another hash is none', () => {
    const driver = withOffer();
    const { id, version, shownHash } = offerOf(driver);
    const forged = `${shownHash.slice(0, 63)}${shownHash.endsWith('0') ? '1' : '0'}`;
    const wrong = driver.command({
      kind: 'approve',
      approvalId: id,
      version,
      shownHash: sha256Hex(forged),
    });
    expect(ordersIn(wrong)).toEqual([]);
    expect(ordersIn(approve(driver))).toHaveLength(1);
    const again = driver.command({ kind: 'approve', approvalId: id, version, shownHash });
    expect(ordersIn(again)).toEqual([]);
    expect(replyIn(again).code).toBe('already-answered');
  });

  test('F81 an approval after the price moved away is refused and stored as refused', () => {
    const driver = withOffer();
    driver.quote(62, 64);
    const effects = approve(driver);
    expect(ordersIn(effects)).toEqual([]);
    expect(replyIn(effects).code).toBe('changed');
    expect(JSON.stringify(effects)).toContain('"state":"refused"');
  });

  test('F78 silence is a veto: the offer expires and is stored as expired', () => {
    const driver = withOffer();
    const { id } = offerOf(driver);
    const effects = driver.seconds(50);
    expect(driver.world.approvals.byId.get(id)?.state).toBe('expired');
    expect(JSON.stringify(effects)).toContain('"state":"expired"');
  });

  test('F49 a fill and its booking are one durable batch, and cash is exact', () => {
    const driver = holding();
    const batch = driver.steps
      .flatMap((step) => step.effects)
      .find((each) => each.kind === 'persist' && each.records.some(({ kind }) => kind === 'fill'));
    const recordKinds = batch?.kind === 'persist' ? batch.records.map(({ kind }) => kind) : [];
    expect(recordKinds).toEqual(expect.arrayContaining(['order', 'fill', 'ledger']));
    expect(cashOf(driver.world.ledger)).toBe(driver.cash());
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).toBeGreaterThan(0);
  });

  test('F53 the same fill from the stream and from a reading is booked once', () => {
    const driver = holding();
    const fills = driver.steps.flatMap(({ event }) =>
      event.kind === 'report' && event.report.kind === 'fill' ? [event.report] : [],
    );
    const before = cashOf(driver.world.ledger);
    driver.send(driver.reading({ fills }));
    expect(cashOf(driver.world.ledger)).toBe(before);
    expect(driver.world.reconciled.clean).toBe(true);
  });

  test('a close asked for while paused goes out at once, reduce-only, and never waits for approval', () => {
    const driver = holding();
    driver.command({ kind: 'pause', reason: '' });
    const effects = driver.command({ kind: 'close-position', ticker: TICKER });
    const [order] = ordersIn(effects);
    expect(order).toMatchObject({ purpose: 'exit', reduceOnly: true, approvalId: null });
    expect(replyIn(effects).code).toBe('closing');
    expect(ordersIn(driver.seconds(1))).toEqual([]);
    if (order !== undefined) driver.fillOrder(order);
    driver.seconds(1);
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).toBe(0);
    expect(cashOf(driver.world.ledger)).toBe(driver.cash());
    const failing = driver.world.decisions
      .get(TICKER)
      ?.decision.checks.filter((check) => check.outcome !== 'pass')
      .map((check) => check.id);
    expect(failing).toContain('operator-left');
  });

  test('an old close closes nothing: not after ten seconds, not after a kill and its release', () => {
    const asked = () => {
      const driver = holding();
      driver.command({ kind: 'pause', reason: '' });
      driver.send({
        kind: 'status',
        status: { kind: 'disconnected', connection: 'kalshi', reason: 'test' },
      });
      expect(ordersIn(driver.command({ kind: 'close-position', ticker: TICKER }))).toEqual([]);
      return driver;
    };
    const late = asked();
    late.passMs(10_001);
    expect(gateViewOf(late).closeRequestedBy).toBeNull();
    const killed = asked();
    expect(gateViewOf(killed).closeRequestedBy).toBe('operator');
    killed.command({ kind: 'kill', reason: 'test' });
    expect(gateViewOf(killed)).toMatchObject({ closeRequestedBy: null, operatorLeft: true });
  });

  test('a disarmed engine leaves no position by itself', () => {
    const driver = holding();
    const input = { ...gateViewOf(driver), trading: 'disarmed' } as const;
    const rich = {
      ...input,
      depth: { bids: [{ price: price(9_900), size: count(10_000) }], asks: [] },
    };
    expect(exitPlan({ ...rich, trading: 'armed' })).not.toBeNull();
    expect(exitPlan(rich)).toBeNull();
    expect(exitPlan({ ...rich, trading: 'armed', reconciled: false })).toBeNull();
    expect(exitPlan({ ...rich, closeRequestedBy: 'operator' })).not.toBeNull();
  });

  test('I2 a close while killed waits for the confirmation, and is not answered as sent', () => {
    const driver = holding();
    driver.command({ kind: 'kill', reason: 'test' });
    const effects = driver.command({ kind: 'close-position', ticker: TICKER });
    expect(ordersIn(effects)).toEqual([]);
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'close-waiting' });
  });

  test('F19 a final result makes us read the account; the settlement row books the money once', () => {
    const driver = holding();
    const held = positionOf(driver.world.ledger, TICKER)?.contracts ?? 0;
    driver.passMs(900_000);
    const effects = driver.send({
      kind: 'tick',
      tick: {
        kind: 'market-change',
        ticker: TICKER,
        change: {
          status: 'finalized',
          result: { result: 'yes', yesPayout: price(10_000), final: true, at: driver.now() },
        },
      },
    });
    expect(effects.map((each) => each.kind)).toContain('reconcile');
    const settlement = {
      kind: 'settlement',
      ticker: TICKER,
      result: 'yes',
      yesPayout: price(10_000),
      revenue: money(held * 10_000),
      fee: money(0),
      settledAt: driver.now(),
    } as const;
    const cash = money(driver.cash() + held * 10_000);
    const reading = driver.reading({
      positions: [],
      settlements: [settlement],
      balance: { kind: 'balance', shard: 2, cash, at: driver.now() },
    });
    driver.send(reading);
    driver.send(reading);
    expect(cashOf(driver.world.ledger)).toBe(cash);
    expect(driver.world.reconciled).toMatchObject({ clean: true });
  });
});

describe('kill and release through the spine', () => {
  test('kill is first of all effects, withdraws every offer, and sets the deadline', () => {
    const driver = withOffer();
    const { id } = offerOf(driver);
    const effects = driver.command({ kind: 'kill', reason: 'enough' });
    expect(effects[0]?.kind).toBe('kill');
    expect(driver.world.approvals.byId.get(id)?.state).toBe('withdrawn');
    expect(effects).toContainEqual({ kind: 'timer', timer: 'kill-deadline', afterMs: 5_000 });
    expect(ordersIn(driver.seconds(20))).toEqual([]);
  });

  test('F72 a second press is audited and starts nothing', () => {
    const driver = withOffer();
    driver.command({ kind: 'kill', reason: 'one' });
    const effects = driver.command({ kind: 'kill', reason: 'two' });
    expect(effects.map((each) => each.kind)).not.toContain('kill');
    expect(JSON.stringify(effects)).toContain('kill-again');
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'killed-already' });
  });

  test('F74 a kill without confirmation alarms at its deadline, again and again, and stops when confirmed', () => {
    const driver = withOffer();
    driver.command({ kind: 'kill', reason: 'test' });
    const late = driver.send({ kind: 'timer', timer: 'kill-deadline' });
    expect(late.map((each) => each.kind)).toEqual(['alarm', 'timer']);
    killSteps(driver);
    expect(driver.send({ kind: 'timer', timer: 'kill-deadline' })).toEqual([]);
  });

  test('release waits for confirmation and for cancel-all to be over, ends paused, and goes out after its record', () => {
    const driver = withOffer();
    driver.command({ kind: 'kill', reason: 'test' });
    expect(replyIn(driver.command({ kind: 'release', reason: 'ok' })).ok).toBe(false);
    killSteps(driver);
    expect(replyIn(driver.command({ kind: 'release', reason: 'ok' })).ok).toBe(false);
    driver.seconds(6);
    const effects = driver.command({ kind: 'release', reason: 'ok' });
    expect(kinds(effects)).toEqual(['persist', 'release', 'reply']);
    expect(driver.world.control.state).toBe('paused');
    expect(ordersIn(driver.seconds(5))).toEqual([]);
    // F116 the exchange-side breaker is proven at every arming: no proof, no arming.
    driver.breaker.works = false;
    expect(replyIn(driver.command({ kind: 'arm' })).ok).toBe(false);
    expect(driver.world.control.state).toBe('paused');
    driver.breaker.works = true;
    expect(replyIn(driver.command({ kind: 'arm' })).ok).toBe(true);
  });

  test('F70 a group triggered by the exchange is a kill; our own trigger during a kill is not another one', () => {
    const driver = withOffer();
    const group = driver.world.orderGroupId;
    if (group === null) throw new Error('no group');
    const triggered = () =>
      driver.send({
        kind: 'report',
        report: { kind: 'order-group', orderGroupId: group, shard: 2, event: 'triggered' },
      });
    expect(triggered()[0]?.kind).toBe('kill');
    expect(triggered()).toEqual([]);
    expect(driver.world.control.latch?.by).toBe('exchange');
  });

  test('I4 recovery does not lift a kill that was pressed before it', () => {
    const driver = createDriver();
    driver.command({ kind: 'kill', reason: 'early' });
    driver.boot();
    expect(driver.world.control.state).toBe('killed');
  });

  test('F75 a stored latch comes back killed and stops the exchange again', () => {
    const driver = createDriver(optionsOf({ armWhenReady: true }));
    const latch = {
      id: 'k-old',
      at: driver.now(),
      by: 'watchdog',
      reason: 'silence',
      steps: [],
      confirmedAt: null,
    };
    const effects = driver.send({
      kind: 'recovered',
      orders: [],
      transactions: [],
      fills: [],
      approvals: [],
      latch,
      orderGroupId: null,
    });
    expect(effects).toContainEqual(expect.objectContaining({ kind: 'kill', latchId: 'k-old' }));
    driver.send(driver.reading());
    expect(driver.world.control.state).toBe('killed');
  });
});

describe('doubt stops entries', () => {
  test('F111 a command after its time is refused, except a kill', () => {
    const driver = withOffer();
    const late = (kind: 'arm' | 'kill') => {
      const issuedAt = driver.now();
      driver.passMs(11_000);
      return driver.send({
        kind: 'command',
        command: {
          id: commandId(`late-${kind}`),
          by: 'operator',
          issuedAt,
          expiresAt: issuedAt,
          body: kind === 'arm' ? { kind } : { kind, reason: 'late' },
        },
      });
    };
    expect(replyIn(late('arm')).code).toBe('too-late');
    expect(replyIn(late('kill')).ok).toBe(true);
  });

  test('I25 readings that stop coming end the reconciled state, then arming, then trading', () => {
    const driver = holding();
    for (let i = 0; i < 32; i++) driver.second();
    expect(driver.world.reconciled.clean).toBe(false);
    for (let i = 0; i < 65; i++) driver.second();
    expect(driver.world.control.state).toBe('reducing');
    for (let i = 0; i < 300; i++) driver.second();
    expect(driver.world.control.state).toBe('killed');
  });

  test('F96 a clock that steps back makes nothing look fresh: no entry for a minute, and ages unknown', () => {
    const driver = withOffer();
    driver.passMs(-600_000, true);
    const effects = driver.second();
    expect(JSON.stringify(effects)).toContain('clock-step');
    const failing = driver.world.decisions
      .get(TICKER)
      ?.decision.checks.filter((check) => check.outcome !== 'pass')
      .map((check) => check.id);
    expect(failing).toContain('clock-skew');
    expect(ordersIn(driver.seconds(50))).toEqual([]);
  });

  test('F58 an overfill found by a reading kills as one found by the stream does', () => {
    const driver = holding();
    const fill = driver.steps.flatMap(({ event }) =>
      event.kind === 'report' && event.report.kind === 'fill' ? [event.report] : [],
    )[0];
    if (fill === undefined) throw new Error('nothing filled');
    driver.passMs(1_000);
    const more = { ...fill, tradeId: tradeId('t-more'), venueAt: driver.now() };
    driver.send(driver.reading({ fills: [more] }));
    expect(driver.world.control.state).toBe('killed');
  });

  test('F59 a fill of a stranger is booked and disarms: entries wait for a person', () => {
    const driver = holding();
    const stranger = driver.steps.flatMap(({ event }) =>
      event.kind === 'report' && event.report.kind === 'fill' ? [event.report] : [],
    )[0];
    if (stranger === undefined) throw new Error('nothing filled');
    const before = positionOf(driver.world.ledger, TICKER)?.contracts ?? 0;
    driver.send({
      kind: 'report',
      report: {
        ...stranger,
        tradeId: tradeId('t-x'),
        venueOrderId: venueOrderId('v-x'),
        clientOrderId: null,
      },
    });
    expect(driver.world.control.state).toBe('disarmed');
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).toBe(before + stranger.count);
  });
});
