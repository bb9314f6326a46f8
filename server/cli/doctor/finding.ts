// What the doctor says about one thing: well, doubtful or broken, and how to mend it.
import type { Config } from '#server/config/config.ts';

export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly text: string;
  /** What to do about it; null when nothing is to be done. */
  readonly mend: string | null;
}

/** One look at one thing. It may throw: that is a finding as well. */
export interface Check {
  readonly name: string;
  readonly look: (config: Config) => Verdict | Promise<Verdict>;
}

type Verdict = Omit<Finding, 'name'>;

export function well(text: string): Verdict {
  return { state: 'ok', text, mend: null };
}

export function doubtful(text: string, mend: string): Verdict {
  return { state: 'warn', text, mend };
}

export function broken(text: string, mend: string): Verdict {
  return { state: 'fail', text, mend };
}

/** Runs one check; a check that throws is a failure that says so. */
export async function examine(check: Check, config: Config): Promise<Finding> {
  try {
    return { name: check.name, ...(await check.look(config)) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name: check.name, ...broken(text, 'mend what the message names, then run npm ci') };
  }
}
