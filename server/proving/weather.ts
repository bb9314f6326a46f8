// Everything that can go wrong, drawn from the seed. In: rng, windows opened by the script. Out: fates, counted by kind.
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { CommitFate, StoreWeather } from './memory-store.ts';

/**
 * What becomes of one HTTP exchange. …-before: the venue never sees the request; …-after: it carries it out, and only the
 * answer suffers. late: the request arrives when its sender has given up.
 */
export const HTTP_FATES = [
  'reset-before',
  'silence-before',
  'busy-before',
  'limited-before',
  'timeout-before',
  'missing-before',
  'reset-after',
  'silence-after',
  'error-after',
  'timeout-after',
  'garbage-after',
  'late',
  'crash-before',
  'crash-after',
] as const;
export type HttpFate = 'normal' | (typeof HTTP_FATES)[number];

/** Storms the script opens and closes; any number at a time. */
export const STORMS = [
  'http',
  'frames',
  'offline',
  'store-slow',
  'store-failing',
  'store-doubt',
  'disk-full',
  'read-lag',
] as const;
export type Storm = (typeof STORMS)[number];

/** Chance of a bad fate per request in good weather and in an HTTP storm. */
const CALM_HTTP = 0.01;
const STORM_HTTP = 0.35;
/** Four causes share the 404 of a cancel, and most are not "gone" (F115). */
const CANCEL_404 = 0.04;
const CALM_COMMIT = 0.003;
const CALM_FRAME = 0.001;
const STORM_FRAME = 0.08;

/** Those after which nobody knows whether the venue has the order. */
const AMBIGUOUS = HTTP_FATES.filter(
  (fate) => !['limited-before', 'missing-before', 'crash-before', 'crash-after'].includes(fate),
);

/** A fault of each exchange that may kill the process. */
const CRASHES: ReadonlySet<HttpFate> = new Set(['crash-before', 'crash-after']);

export interface FrameFate {
  readonly copies: readonly number[];
  /** True: this frame may overtake earlier ones. */
  readonly jumps: boolean;
}

/** One seed's weather. All randomness of faults is drawn here. */
export class Weather implements StoreWeather {
  readonly counts = new Map<string, number>();
  readonly #rng: Rng;
  readonly #storms = new Set<Storm>();
  /** False at the end of a run: nothing new goes wrong (I39). */
  isRough = true;
  /** Every create gets an answer that leaves its outcome open, or none. */
  doubtsEveryCreate = false;
  /** Crashes still allowed in this run. */
  crashesLeft = 2;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  note(kind: string): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  has(storm: Storm): boolean {
    return this.#storms.has(storm);
  }

  set(storm: Storm, on: boolean): void {
    if (on === this.#storms.has(storm)) return;
    if (on) {
      this.#storms.add(storm);
      this.note(`storm ${storm}`);
    } else this.#storms.delete(storm);
  }

  calm(): void {
    this.#storms.clear();
    this.isRough = false;
  }

  /** One way through the network, ms. */
  legMs(): number {
    const tail = this.isRough && this.#rng.chance(0.02) ? this.#rng.exponential(800) : 0;
    return 3 + Math.ceil(this.#rng.exponential(12) + tail);
  }

  http(method: string): HttpFate {
    const isWrite = method !== 'GET';
    if (this.#storms.has('offline')) return 'silence-before';
    if (method === 'POST' && this.doubtsEveryCreate)
      return AMBIGUOUS[this.#rng.below(AMBIGUOUS.length)] ?? 'late';
    if (!this.isRough) return 'normal';
    if (method === 'DELETE' && this.#rng.chance(CANCEL_404)) return 'missing-before';
    const chance = this.#storms.has('http') ? STORM_HTTP : CALM_HTTP * (isWrite ? 4 : 1);
    if (!this.#rng.chance(chance)) return 'normal';
    const fate = HTTP_FATES[this.#rng.below(HTTP_FATES.length)] ?? 'late';
    // Only a cancel's 404 is open to doubt (F115); on a create it is a definite refusal.
    if (fate === 'missing-before' && method !== 'DELETE') return 'silence-before';
    if (CRASHES.has(fate) && (!isWrite || this.crashesLeft <= 0)) return 'reset-after';
    return fate;
  }

  /** How long a late request stays away: mostly beyond the sender's patience. */
  lateMs(): number {
    return 1_000 + this.#rng.below(7_000);
  }

  errorStatus(): number {
    return [500, 502, 503, 504][this.#rng.below(4)] ?? 500;
  }

  frame(): FrameFate {
    const chance = this.#storms.has('frames') ? STORM_FRAME : CALM_FRAME;
    const first = this.legMs();
    if (!this.isRough || !this.#rng.chance(chance)) return { copies: [first], jumps: false };
    switch (this.#rng.below(3)) {
      case 0:
        this.note('frame dropped');
        return { copies: [], jumps: false };
      case 1:
        this.note('frame duplicated');
        return { copies: [first, first + this.#rng.below(400)], jumps: false };
      default:
        this.note('frame delayed and overtaken');
        return { copies: [first + this.#rng.below(2_500)], jumps: true };
    }
  }

  /** Chance of an event of the script. */
  chance(chance: number): boolean {
    return this.#rng.chance(chance);
  }

  commit(): { readonly fate: CommitFate; readonly ms: number } {
    const slow = this.#storms.has('store-slow') ? this.#rng.below(4_000) : 0;
    const ms = 2 + Math.ceil(this.#rng.exponential(4)) + slow;
    if (!this.isRough) return { fate: 'committed', ms };
    const failing = this.#storms.has('store-failing') || this.#storms.has('disk-full');
    if (failing || this.#rng.chance(CALM_COMMIT)) return this.#failed('refused', ms);
    const doubt = this.#storms.has('store-doubt') ? 0.3 : CALM_COMMIT;
    if (this.#rng.chance(doubt)) return this.#failed('doubt', ms);
    if (this.crashesLeft > 0 && this.#rng.chance(CALM_COMMIT))
      return this.#failed(this.#rng.chance(0.5) ? 'crash-before' : 'crash-after', ms);
    return { fate: 'committed', ms };
  }

  #failed(fate: CommitFate, ms: number): { readonly fate: CommitFate; readonly ms: number } {
    this.note(`commit ${fate}`);
    return { fate, ms };
  }

  loadMs(): number {
    return 20 + this.#rng.below(200);
  }

  survivesCrash(): boolean {
    return this.#rng.chance(0.5);
  }

  isHealthy(): boolean {
    return !this.#storms.has('store-failing') && !this.#storms.has('disk-full');
  }

  freeDiskBytes(): number {
    return this.#storms.has('disk-full') ? 0 : 50e9;
  }
}
