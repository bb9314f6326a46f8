// The hand on the engine during a soak: arms, releases, closes, cancels, kills now and then. In: the trader's tables.
import { say, type Trader } from '#server/crash/trader.ts';
import type { Rng } from '#server/simulator/seeded/rng.ts';

const LOOK_MS = 250;
/** Between two tries of what was refused. */
const AGAIN_MS = 1_000;
/** A market closed by hand is not entered again, so seldom. */
const CLOSE_EVERY_MS = 240_000;
const CANCEL_EVERY_MS = 10_000;
const KILL_EVERY_MS = 420_000;
/** How long makers are wrong to one side, so that there is something to buy, then to sell. */
const LEAN_EVERY_MS = 60_000;
const LEAN = 1.5;

export interface Operator {
  /** Kills by `reason` so far: ours and those of the engine itself. */
  readonly kills: Map<string, number>;
  /** Share of its looks at which trading was armed. */
  armedShare(): number;
  /** Does nothing until told otherwise. */
  rest(isResting: boolean): void;
  stop(): void;
}

export interface OperatorPlan {
  readonly trader: Trader;
  readonly rng: Rng;
  /** All makers wrong by this much, deviations of the settlement mean. */
  readonly lean: (deviations: number) => void;
}

/** True at most once in about `everyMs`. */
function every(rng: Rng, everyMs: number): () => boolean {
  let next = performance.now() + rng.uniform() * everyMs;
  return () => {
    if (performance.now() < next) return false;
    next = performance.now() + (0.5 + rng.uniform()) * everyMs;
    return true;
  };
}

/** Acts until stopped. */
export function startOperator({ trader, rng, lean }: OperatorPlan): Operator {
  const kills = new Map<string, number>();
  const isTime = {
    again: every(rng, AGAIN_MS),
    close: every(rng, CLOSE_EVERY_MS),
    cancel: every(rng, CANCEL_EVERY_MS),
    kill: every(rng, KILL_EVERY_MS),
    lean: every(rng, LEAN_EVERY_MS),
  };
  let side = LEAN;
  let lastKill: string | null = null;
  let looks = 0;
  let armed = 0;
  let isResting = false;
  lean(side);
  const look = (): void => {
    const status = trader.status();
    if (status === null || isResting) return;
    looks += 1;
    if (status.trading === 'armed') armed += 1;
    if (status.kill !== null && status.kill.id !== lastKill) {
      lastKill = status.kill.id;
      const reason = status.tradingReason ?? 'no reason';
      kills.set(reason, (kills.get(reason) ?? 0) + 1);
    }
    if (isTime.lean()) {
      side = -side;
      lean(side);
    }
    if (isTime.again()) {
      const isWaiting = status.trading === 'disarmed' || status.trading === 'paused';
      if (isWaiting && status.reconciled) trader.command(say.arm);
      if (status.kill !== null && status.kill.confirmedAt !== null) trader.command(say.release);
    }
    const [position] = trader.positions();
    if (position !== undefined && isTime.close()) trader.command(say.close(position.ticker));
    const [order] = trader.resting();
    if (order !== undefined && isTime.cancel()) trader.command(say.cancel(order.clientOrderId));
    if (status.trading === 'armed' && isTime.kill()) trader.command(say.kill);
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    kills,
    armedShare: () => (looks === 0 ? 0 : armed / looks),
    rest(wanted) {
      isResting = wanted;
    },
    stop: () => clearInterval(timer),
  };
}
