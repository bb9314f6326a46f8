// Random days through the spine: whatever happens in whatever order, these things never happen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientOrderId, orderGroupId } from '#lib/domain/ids.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { sha256 } from '#lib/hash.ts';
import { pendingApprovals } from '../4-gate/approvals.ts';
import { payloadHash } from '../4-gate/payload-hash.ts';
import { isMinted } from '../4-gate/verdict-to-order.ts';
import { createDriver, type Driver, optionsOf, ordersIn, TICKER } from './testing/spine-driver.ts';

type Act = (driver: Driver, orders: readonly ApprovedOrder[]) => void;

const GROUP = orderGroupId('g-1');

function answerOffer(driver: Driver, kind: 'approve' | 'veto'): void {
  const [offer] = pendingApprovals(driver.world.approvals);
  if (offer === undefined) return;
  const { id: approvalId, version, shownHash } = offer;
  driver.command(
    kind === 'approve'
      ? { kind, approvalId, version, shownHash }
      : { kind, approvalId, version, reason: 'no' },
  );
}

function killSteps(driver: Driver): void {
  for (const step of ['cancel-all', 'first-read', 'second-read', 'confirmed'] as const)
    driver.send({
      kind: 'report',
      report: { kind: 'kill-step', step, detail: '', resting: step.endsWith('read') ? 0 : null },
    });
}

/** Everything that may happen, by name; weights make ordinary time the most frequent. */
const ACTS: Readonly<Record<string, Act>> = {
  second: (driver) => driver.second(),
  fiveSeconds: (driver) => driver.seconds(5),
  goodQuote: (driver) => driver.quote(47, 49),
  richQuote: (driver) => driver.quote(78, 80),
  tightQuote: (driver) => driver.quote(63, 64),
  arm: (driver) => driver.command({ kind: 'arm' }),
  pause: (driver) => driver.command({ kind: 'pause', reason: '' }),
  kill: (driver) => driver.command({ kind: 'kill', reason: 'random' }),
  killSteps,
  release: (driver) => {
    driver.command({ kind: 'release', reason: 'random' });
    driver.send({
      kind: 'report',
      report: { kind: 'order-group', orderGroupId: GROUP, shard: 2, event: 'reset' },
    });
  },
  approve: (driver) => answerOffer(driver, 'approve'),
  veto: (driver) => answerOffer(driver, 'veto'),
  close: (driver) => driver.command({ kind: 'close-position', ticker: TICKER }),
  fill: (driver, orders) => {
    const last = orders.at(-1);
    const tracked = last && driver.world.orders.tracked.get(last.clientOrderId);
    if (last !== undefined && tracked?.order.state === 'intended') driver.fillOrder(last);
  },
  deny: (driver, orders) => {
    const last = orders.at(-1);
    if (last === undefined) return;
    const { clientOrderId: id } = last;
    driver.send({ kind: 'stored', clientOrderId: id, committed: false, reason: 'random' });
  },
  lose: (driver, orders) => {
    const last = orders.at(-1);
    if (last === undefined) return;
    const { clientOrderId: id } = last;
    driver.send({ kind: 'stored', clientOrderId: id, committed: true, reason: '' });
    driver.send({
      kind: 'report',
      report: { kind: 'order-unknown', clientOrderId: id, cause: '' },
    });
  },
  cancelSome: (driver, orders) => {
    const id = orders.at(-1)?.clientOrderId ?? clientOrderId('nobody');
    driver.command({ kind: 'cancel-order', clientOrderId: id });
  },
  reading: (driver) => driver.send(driver.reading()),
  badReading: (driver) => driver.send(driver.reading({ complete: false })),
  drop: (driver) =>
    driver.send({
      kind: 'status',
      status: { kind: 'disconnected', connection: 'kalshi', reason: 'random' },
    }),
  groupTriggered: (driver) =>
    driver.send({
      kind: 'report',
      report: { kind: 'order-group', orderGroupId: GROUP, shard: 2, event: 'triggered' },
    }),
  storeDown: (driver) =>
    driver.send({
      kind: 'host',
      storeHealthy: false,
      loopDelayMs: 2,
      freeDiskBytes: 50e9,
      watchdogAlive: true,
    }),
  clockBack: (driver) => driver.passMs(-120_000, true),
  clockAhead: (driver) => driver.passMs(120_000, true),
};

const acts = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom('second', 'fiveSeconds', 'goodQuote', 'arm', 'fill', 'approve'),
    },
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(ACTS)) },
  ),
  { minLength: 5, maxLength: 40 },
);

/** Runs the acts after warming up for as long as the gate wants; `watch` sees every step as it happens. */
function live(
  names: readonly string[],
  flags: boolean,
  watch: (driver: Driver) => void,
  maxOrdersPerMinute = DEFAULT_LIMITS.maxOrdersPerMinute,
): Driver {
  const unflagged = { flagFirstOfDay: false, flagConfidence: 0, flagDisagreement: 1 };
  const driver = createDriver(optionsOf({}, { maxOrdersPerMinute, ...(flags ? {} : unflagged) }));
  driver.boot();
  driver.seconds(80);
  driver.command({ kind: 'arm' });
  const seen: ApprovedOrder[] = [];
  let read = 0;
  for (const name of ['goodQuote', 'second', 'approve', 'fill', ...names]) {
    ACTS[name]?.(driver, seen);
    for (; read < driver.steps.length; read++)
      seen.push(...ordersIn(driver.steps[read]?.effects ?? []));
    watch(driver);
  }
  return driver;
}

function traceOf(driver: Driver): string {
  return sha256(JSON.stringify(driver.steps.map((step) => step.effects)));
}

describe('the spine under random days', () => {
  test('I2 I9 I11 no order while killed, no entry unless armed, no exit by approval, each id once, each minted', () => {
    let sent = 0;
    fc.assert(
      fc.property(acts, fc.boolean(), (names, flags) => {
        const ids = new Set<string>();
        const driver = live(names, flags, () => undefined);
        let isKilled = false;
        let isArmed = false;
        for (const { event, effects } of driver.steps) {
          if (effects.some((each) => each.kind === 'kill')) isKilled = true;
          for (const order of ordersIn(effects)) {
            sent += 1;
            expect(isKilled).toBe(false);
            if (order.purpose === 'enter') expect(isArmed).toBe(true);
            if (order.purpose === 'exit') expect(order.approvalId).toBeNull();
            expect(ids.has(order.clientOrderId)).toBe(false);
            ids.add(order.clientOrderId);
            expect(isMinted(order)).toBe(true);
            expect(payloadHash(order)).toBe(order.payloadHash);
            expect(order.shard).toBe(2);
          }
          if (effects.some((each) => each.kind === 'release')) isKilled = false;
          if (event.kind === 'command') {
            const ok = effects.some((each) => each.kind === 'reply' && each.reply.ok);
            if (ok && event.command.body.kind === 'arm') isArmed = true;
            if (ok && event.command.body.kind === 'pause') isArmed = false;
          }
          if (isKilled) isArmed = false;
        }
      }),
      { numRuns: 30, seed: 20_261_122 },
    );
    // A property over days without a single order would prove nothing.
    expect(sent).toBeGreaterThan(20);
  }, 60_000);

  test('I8 every order stands on one stored decision that says the same, made by checks that all passed', () => {
    let orders = 0;
    fc.assert(
      fc.property(acts, fc.boolean(), (names, flags) => {
        const decisions = new Map<string, Decision>();
        const used = new Set<string>();
        for (const { effects } of live(names, flags, () => undefined).steps)
          for (const effect of effects) {
            if (effect.kind === 'persist')
              for (const record of effect.records)
                if (record.kind === 'decision') decisions.set(record.decision.id, record.decision);
            if (effect.kind !== 'commit-then-send') continue;
            orders += 1;
            const { decisionId, ticker, side, price, count, purpose } = effect.order;
            expect(used.has(decisionId)).toBe(false);
            used.add(decisionId);
            // Stored ahead of its order, in the same step at the latest.
            const decision = decisions.get(decisionId);
            expect(decision).toMatchObject({ ticker, verdict: purpose });
            expect(decision?.intent).toMatchObject({ side, price, count, purpose });
            expect(decision?.checks.length).toBeGreaterThan(0);
            if (purpose === 'enter')
              expect(decision?.checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
          }
      }),
      { numRuns: 15, seed: 8 },
    );
    expect(orders).toBeGreaterThan(10);
  }, 60_000);

  test('I31 no entry is sent beyond the cap of orders within a minute, exits counted', () => {
    const cap = 2;
    let atCap = 0;
    fc.assert(
      fc.property(acts, (names) => {
        const sentAt: number[] = [];
        const again = ['goodQuote', 'second', 'fill', 'richQuote', 'second', 'fill'];
        const busy = [...again, ...again, ...again, ...names, ...again];
        for (const { event, effects } of live(busy, false, () => undefined, cap).steps)
          for (const order of ordersIn(effects)) {
            sentAt.push(event.mono / 1e6);
            const recent = sentAt.filter((ms) => ms > event.mono / 1e6 - 60_000).length;
            if (order.purpose === 'enter') expect(recent).toBeLessThanOrEqual(cap);
            if (recent >= cap) atCap += 1;
          }
      }),
      { numRuns: 6, seed: 31 },
    );
    expect(atCap).toBeGreaterThan(5);
  }, 60_000);

  test('I37 every command is answered once, and its answer is stored in the same batch as its audit row', () => {
    fc.assert(
      fc.property(acts, (names) => {
        for (const { event, effects } of live(names, true, () => undefined).steps) {
          if (event.kind !== 'command') continue;
          expect(effects.filter((each) => each.kind === 'reply')).toHaveLength(1);
          const batch = effects.find(
            (each) =>
              each.kind === 'persist' && each.records.some(({ kind }) => kind === 'command'),
          );
          expect(
            batch?.kind === 'persist' && batch.records.some(({ kind }) => kind === 'audit'),
          ).toBe(true);
        }
      }),
      { numRuns: 8, seed: 7 },
    );
  }, 60_000);

  test('I4 a latch goes only by a release that was granted', () => {
    fc.assert(
      fc.property(acts, (names) => {
        let latched: string | null = null;
        live([...names, 'kill', ...names], false, (driver) => {
          const latch = driver.world.control.latch?.id ?? null;
          if (latched !== null && latch !== latched)
            expect(
              driver.steps.some((step) =>
                step.effects.some((each) => each.kind === 'release' && each.latchId === latched),
              ),
            ).toBe(true);
          latched = latch;
        });
      }),
      { numRuns: 8, seed: 11 },
    );
  }, 60_000);

  test('I22 I40 the same events give the same effects and the same decision chain, byte for byte', () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (names, flags) => {
        const first = live(names, flags, () => undefined);
        const second = live(names, flags, () => undefined);
        expect(second.world.chain).toEqual(first.world.chain);
        expect(traceOf(second)).toBe(traceOf(first));
        expect(first.world.chain.count).toBeGreaterThan(10);
      }),
      { numRuns: 6, seed: 3 },
    );
  }, 60_000);
});
