// A call with a deadline that never throws: what hangs is asked again, with more time each round.
import { fail, type Result } from '#lib/result.ts';
import type { Timers } from '#server/ports/timers.ts';

/** First short, so that one lost packet costs half a second; never so short that a slow line is never heard. */
const PATIENCE_MS = [500, 500, 500, 1_000, 1_000, 2_000, 4_000, 6_000] as const;

/** Between two tries of what fails. */
const RETRY_MS = [50, 100, 200, 400, 800, 1_600, 3_000] as const;

/** The pause after so many failures in a row (0 = the first), ms. */
export function retryMs(failures: number): number {
  return RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 3_000;
}

/** Resolves after `ms`. */
export function wait(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(ms, resolve);
  });
}

/**
 * Calls with the patience of the given round. An exception, as well as silence, is one more way to fail. Only for calls
 * that may be made twice: one that was given up on may still arrive.
 */
export function within(
  timers: Timers,
  round: number,
): <T>(call: () => Promise<Result<T>>) => Promise<Result<T>> {
  const ms = PATIENCE_MS[Math.min(round, PATIENCE_MS.length - 1)] ?? 6_000;
  return async (call) => {
    let cancel: () => void = () => undefined;
    const late = new Promise<Result<never>>((resolve) => {
      cancel = timers.after(ms, () => resolve(fail(`no answer within ${ms} ms`)));
    });
    try {
      return await Promise.race([call(), late]);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    } finally {
      cancel();
    }
  };
}

/** A read that has not answered by then is asked a second time beside the first. */
const HEDGE_MS = 250;

/** Like `within`, for reads: a lost or failed one is asked again at once, and whichever answers well first counts. */
export function hedged(
  timers: Timers,
  round: number,
): <T>(call: () => Promise<Result<T>>) => Promise<Result<T>> {
  const bounded = within(timers, round);
  return async (call) => {
    const first = bounded(call);
    const early = await Promise.race([first, wait(timers, HEDGE_MS).then(() => null)]);
    if (early?.ok === true) return early;
    const second = bounded(call);
    const good = [first, second].map(async (each) => {
      const answer = await each;
      if (!answer.ok) throw new Error(answer.error);
      return answer;
    });
    return Promise.any(good).catch(() => second);
  };
}
