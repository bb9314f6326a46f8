// What the trader does until the engine is dead: the same few things in every scenario, at times the seed chooses.
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { Scenario } from './crash-point.ts';
import type { EngineRun } from './engine-run.ts';
import { say, type Trader } from './trader.ts';

const STEP_MS = 20;
/** A point that is not reached within this time is a failure of the harness, and is reported as one. */
const WITHIN_MS = 40_000;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export interface Stage {
  readonly engine: EngineRun;
  readonly trader: Trader;
  readonly random: Rng;
}

type Step = (sinceMs: number) => void;

/** Not trading, and an arming away from it: after a start, or after a release. */
export function isArmable(trading: string | undefined): boolean {
  return trading === 'disarmed' || trading === 'paused';
}

/** Arms until armed; a reconciliation in between may refuse it. */
function arming({ trader }: Stage): Step {
  let asked = -1_000;
  return (sinceMs) => {
    const status = trader.status();
    if (status?.reconciled !== true || !isArmable(status.trading) || sinceMs - asked < 250) return;
    asked = sinceMs;
    trader.command(say.arm);
  };
}

/** From here on what this very run has entered is closed as well: the point may wait for one more order. */
const CLOSE_ALL_AFTER_MS = 4_000;

/** Closes what was held when this began, one after the other; later everything. */
function closing({ trader, random }: Stage): Step {
  const tickers = (): string[] => trader.positions().map(({ ticker }) => ticker);
  let held = tickers();
  let again = CLOSE_ALL_AFTER_MS;
  let next = random.uniform() * 400;
  return (sinceMs) => {
    if (sinceMs > again) {
      again = sinceMs + CLOSE_ALL_AFTER_MS;
      held = tickers();
    }
    if (sinceMs < next) return;
    next = sinceMs + random.uniform() * 150;
    const ticker = held.shift();
    if (ticker !== undefined) trader.command(say.close(ticker));
  };
}

function cancelling({ trader, random }: Stage): Step {
  const asked = new Set<string>();
  let next = 0;
  return (sinceMs) => {
    if (sinceMs < next) return;
    next = sinceMs + random.uniform() * 300;
    const order = trader.resting().find(({ clientOrderId }) => !asked.has(clientOrderId));
    if (order === undefined) return;
    asked.add(order.clientOrderId);
    trader.command(say.cancel(order.clientOrderId));
  };
}

function approving({ trader, random }: Stage): Step {
  const answered = new Set<string>();
  let next = 0;
  return (sinceMs) => {
    if (sinceMs < next) return;
    next = sinceMs + random.uniform() * 200;
    const offer = trader.pending().find(({ id }) => !answered.has(id));
    if (offer === undefined) return;
    answered.add(offer.id);
    trader.command(say.approve(offer));
  };
}

/** Once, at a time of the seed's choosing. */
function once(stage: Stage, range: readonly [number, number], deed: () => void): Step {
  const at = range[0] + stage.random.uniform() * (range[1] - range[0]);
  let isDone = false;
  return (sinceMs) => {
    if (isDone || sinceMs < at) return;
    isDone = true;
    deed();
  };
}

const RELEASE_EVERY_MS = 500;

function releasing({ trader }: Pick<Stage, 'trader'>): Step {
  let asked = -RELEASE_EVERY_MS;
  return (sinceMs) => {
    const confirmed = trader.status()?.kill?.confirmedAt ?? null;
    if (confirmed === null || sinceMs - asked < RELEASE_EVERY_MS) return;
    asked = sinceMs;
    trader.command(say.release);
  };
}

function stepsOf(scenario: Scenario, stage: Stage): readonly Step[] {
  const { engine, trader } = stage;
  const trading = [arming(stage), closing(stage)];
  const kill = (): void => trader.command(say.kill);
  switch (scenario) {
    case 'trade':
    case 'arm':
      return trading;
    case 'quote':
      return [...trading, cancelling(stage)];
    case 'approve':
      return [...trading, approving(stage)];
    case 'kill':
      return [...trading, once(stage, [300, 1_800], kill)];
    case 'release':
      return [...trading, once(stage, [200, 800], kill), releasing(stage)];
    case 'recover':
    case 'boot':
      return [...trading, once(stage, [300, 2_500], () => engine.kill())];
    case 'stop':
      return [...trading, once(stage, [500, 2_000], () => engine.stop())];
    case 'migrate':
      return [];
  }
}

/** A confirmed kill is released. False: it was not carried out in time. */
export async function releaseKill(engine: EngineRun, trader: Trader): Promise<boolean> {
  const step = releasing({ trader });
  const startedMs = performance.now();
  for (let sinceMs = 0; !engine.isDead(); sinceMs = performance.now() - startedMs) {
    if (isArmable(trader.status()?.trading)) return true;
    if (sinceMs > WITHIN_MS) return false;
    step(sinceMs);
    await pause(STEP_MS);
  }
  return false;
}

/** Acts until the engine is dead. False: it lived too long, and was killed. */
export async function actUntilDeath(scenario: Scenario, stage: Stage): Promise<boolean> {
  const steps = stepsOf(scenario, stage);
  const startedMs = performance.now();
  while (!stage.engine.isDead()) {
    const sinceMs = performance.now() - startedMs;
    if (sinceMs > WITHIN_MS) {
      stage.engine.kill();
      return false;
    }
    for (const step of steps) step(sinceMs);
    await pause(STEP_MS);
  }
  return true;
}
