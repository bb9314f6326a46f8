// One budget of connection attempts for every process of this machine: a shared folder and a time in, a permit out.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Leave to connect, or from when on there will be one again (Unix ms). */
type Permit =
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly retryAtMs: number; readonly reason: string };

export interface ConnectBudget {
  /** Books one attempt at `nowMs`; `token` must be unique over all processes. */
  take(nowMs: number, token: string): Permit;
}

/** Kraken bans an address at about 150 attempts in 10 minutes, REST included: stay well below (kraken-api §1). */
const ATTEMPTS = 120;
const WINDOW_MS = 600_000;
const UNREADABLE_RETRY_MS = 30_000;

interface Attempt {
  readonly atMs: number;
  readonly token: string;
}

/** A budget shared through files in `directory`, or of this process alone when that is null. */
export function createConnectBudget(directory: string | null): ConnectBudget {
  const own: Attempt[] = [];
  if (directory === null)
    return {
      take: (nowMs, token) => {
        const refusal = judge(inWindow(own, nowMs), nowMs);
        if (refusal !== null) return refusal;
        own.push({ atMs: nowMs, token });
        own.splice(0, Math.max(0, own.length - ATTEMPTS));
        return { kind: 'granted' };
      },
    };
  return {
    take: (nowMs, token) => {
      try {
        return takeShared(directory, { atMs: nowMs, token });
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const reason = `the connection budget cannot be read: ${why}`;
        return { kind: 'refused', retryAtMs: nowMs + UNREADABLE_RETRY_MS, reason };
      }
    },
  };
}

/**
 * Appending is atomic and gives all processes one order, so no lock is needed: look, append, look again; of those that
 * raced for the last place, the line that stands first has it.
 */
function takeShared(directory: string, attempt: Attempt): Permit {
  mkdirSync(directory, { recursive: true });
  const early = judge(inWindow(readAttempts(directory, attempt.atMs), attempt.atMs), attempt.atMs);
  if (early !== null) return early;
  appendFileSync(join(directory, fileName(attempt.atMs)), `${attempt.atMs} ${attempt.token}\n`);
  const booked = inWindow(readAttempts(directory, attempt.atMs), attempt.atMs);
  const place = booked.findIndex(({ token }) => token === attempt.token);
  return judge(booked.slice(0, Math.max(0, place)), attempt.atMs) ?? { kind: 'granted' };
}

function judge(before: readonly Attempt[], nowMs: number): Permit | null {
  if (before.length < ATTEMPTS) return null;
  const freeing = before[before.length - ATTEMPTS];
  const retryAtMs = Math.min(freeing?.atMs ?? nowMs, nowMs) + WINDOW_MS;
  const reason = `${before.length} connection attempts in 10 minutes on this machine, none before ${new Date(retryAtMs).toISOString()}`;
  return { kind: 'refused', retryAtMs, reason };
}

/** Attempts stamped later than now (a clock that stepped back) still count. */
function inWindow(attempts: readonly Attempt[], nowMs: number): Attempt[] {
  return attempts.filter(({ atMs }) => atMs > nowMs - WINDOW_MS);
}

/** One file a window; the one before it overlaps the present, older ones are dropped. */
function readAttempts(directory: string, nowMs: number): Attempt[] {
  const bucket = Math.floor(nowMs / WINDOW_MS);
  const names = readdirSync(directory).filter((name) => bucketOf(name) !== null);
  for (const name of names)
    if ((bucketOf(name) ?? 0) < bucket - 1) rmSync(join(directory, name), { force: true });
  return names
    .filter((name) => (bucketOf(name) ?? 0) >= bucket - 1)
    .sort()
    .flatMap((name) =>
      readFileSync(join(directory, name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => readAttempt(line, nowMs)),
    );
}

/** A line that cannot be read was an attempt at an unknown time: it counts as made now. */
function readAttempt(line: string, nowMs: number): Attempt {
  const [stamp = '', token = ''] = line.split(' ');
  const atMs = Number(stamp);
  return { atMs: stamp !== '' && Number.isFinite(atMs) ? atMs : nowMs, token };
}

function fileName(atMs: number): string {
  return `kraken-connects-${Math.floor(atMs / WINDOW_MS)}.log`;
}

function bucketOf(name: string): number | null {
  const match = /^kraken-connects-(\d+)\.log$/.exec(name);
  return match === null ? null : Number(match[1]);
}
