// Simulated time. In: real monotonic milliseconds, or hand steps. Out: simulated Unix milliseconds that never go back.
import { assertCondition } from '#lib/check.ts';

/** The time every part of the simulated venue reads, in whole Unix milliseconds. */
export interface SimClock {
  nowMs(): number;
}

/** start + speed × real elapsed; a change of speed keeps the instant and bends the slope. */
export interface PacedClock extends SimClock {
  speed(): number;
  /** 0 freezes time; negative or non-finite speeds are refused. */
  setSpeed(speed: number): void;
  /** Steps forward at once by `ms` ≥ 0. */
  skip(ms: number): void;
}

/** A clock moved only by its owner, for in-process tests. */
export interface SteppingClock extends SimClock {
  advance(ms: number): void;
}

/** The fastest pace asked of a simulator: a day in under five minutes. */
const FASTEST_SPEED = 300;

function checkSpeed(speed: number): void {
  if (!(Number.isFinite(speed) && speed >= 0 && speed <= FASTEST_SPEED))
    assertCondition(false, `speed must be within 0…${FASTEST_SPEED}, got ${speed}`);
}

/** A paced clock; `realMs` is any monotonic source in milliseconds. */
export function createPacedClock(options: {
  readonly startMs: number;
  readonly speed: number;
  readonly realMs: () => number;
}): PacedClock {
  checkSpeed(options.speed);
  let speed = options.speed;
  let anchorSim = options.startMs;
  let anchorReal = options.realMs();
  const exact = (): number => anchorSim + Math.max(0, options.realMs() - anchorReal) * speed;
  const moveAnchor = (): void => {
    anchorSim = exact();
    anchorReal = options.realMs();
  };
  return {
    nowMs: () => Math.floor(exact()),
    speed: () => speed,
    setSpeed: (next) => {
      checkSpeed(next);
      moveAnchor();
      speed = next;
    },
    skip: (ms) => {
      if (!(Number.isFinite(ms) && ms >= 0))
        assertCondition(false, `skip must be ≥ 0 ms, got ${ms}`);
      moveAnchor();
      anchorSim += ms;
    },
  };
}

/** A stepping clock standing at `startMs`. */
export function createSteppingClock(startMs: number): SteppingClock {
  let now = startMs;
  return {
    nowMs: () => now,
    advance: (ms) => {
      if (!(Number.isFinite(ms) && ms >= 0))
        assertCondition(false, `advance must be ≥ 0 ms, got ${ms}`);
      now += ms;
    },
  };
}
