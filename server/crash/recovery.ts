// The way back after a death: an ordinary start, until it is safe, then the judge. In: a station. Out: times and faults.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from './act.ts';
import { compareLedgers } from './compare-ledgers.ts';
import { readBooks } from './engine-books.ts';
import type { Death, EngineRun } from './engine-run.ts';
import { type KilledBefore, stateFaults } from './state-faults.ts';
import type { Station } from './station.ts';
import type { Trader } from './trader.ts';

/** An order whose absence must be proved takes five readings, five seconds apart (F29). */
const SAFE_WITHIN_MS = 60_000;
/** What it has read must be in the database this soon, however busy the machine; that an order no longer rests takes two readings (F120). */
const AGREES_WITHIN_MS = 45_000;
/** A request that was on its way when its sender died still arrives; nothing later may. */
const LAST_ARRIVAL_MS = 500;

/** What was true at the moment of death. */
export interface Before extends KilledBefore {
  readonly death: Death;
}

export interface Recovery {
  /** ms from the start of the process to its ready line. */
  readonly readyMs: number;
  /** ms to killed, or to reconciled with the outcome of every order known. */
  readonly safeMs: number;
  readonly state: string;
  readonly faults: readonly string[];
}

/** True while the latch of this home is on disk. */
export function isLatched(home: string): boolean {
  return existsSync(join(home, 'kill', 'latch.json'));
}

async function until(holds: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) return false;
    await pause(20);
  }
  return true;
}

/** Until both ledgers agree, for a bounded time; the last disagreements when they never do. */
export async function disagreements(station: Station): Promise<readonly string[]> {
  const end = performance.now() + AGREES_WITHIN_MS;
  for (;;) {
    const faults = compareLedgers(station.witness.record(), await readBooks(station.database));
    if (faults.length === 0 || performance.now() > end) return faults;
    await pause(100);
  }
}

/** Waits for the freshly started engine to be safe, then judges it. Faults are empty when all is well. */
export async function judgeRecovery(
  station: Station,
  {
    engine,
    trader,
    before,
  }: { readonly engine: EngineRun; readonly trader: Trader; readonly before: Before },
): Promise<Recovery> {
  const isSafe = (): boolean => {
    const status = trader.status();
    const isConfirmed = status?.trading === 'killed' && status.kill?.confirmedAt != null;
    return (
      engine.isDead() ||
      isConfirmed ||
      (status?.trading !== 'killed' && status?.reconciled === true)
    );
  };
  const isThere = (): boolean =>
    engine.isDead() || trader.status()?.trading === 'killed' || isSafe();
  const wasSafe = await until(isThere, SAFE_WITHIN_MS);
  const safeMs = performance.now() - engine.startedMs;
  const faults: string[] = [];
  if (!wasSafe || !(await until(isSafe, SAFE_WITHIN_MS)))
    faults.push(`not safe within ${SAFE_WITHIN_MS / 1000} s: ${trader.status()?.tradingReason}`);
  if (engine.isDead()) {
    const { by } = await engine.death;
    return { ...{ readyMs: safeMs, safeMs, state: 'dead' }, faults: [`died again: ${by}`] };
  }
  const killed = trader.status()?.trading === 'killed';
  if (killed)
    await until(() => trader.status()?.reconciled === true || engine.isDead(), SAFE_WITHIN_MS);
  faults.push(...(await disagreements(station)));
  const { kills } = await readBooks(station.database);
  faults.push(...stateFaults(trader.status(), before, kills));
  const { orders } = station.witness.record();
  const late = orders.filter((order) => order.createdAtMs > before.death.atMs + LAST_ARRIVAL_MS);
  for (const { clientOrderId } of late) faults.push(`order ${clientOrderId} was sent by a restart`);
  if (killed && orders.some(({ status }) => status === 'resting'))
    faults.push('killed, and something of ours rests (I3)');
  return {
    readyMs: engine.readyMs() ?? safeMs,
    safeMs,
    state: trader.status()?.trading ?? '?',
    faults,
  };
}
