// Faults a test or the operator's drill can put into the simulated venue; the venue and its server read this state.

/** What the venue's `status` frame can say. */
export type VenueSystem = 'online' | 'maintenance' | 'cancel_only' | 'post_only';

export interface VenueFaults {
  /** Sends nothing at all on open sockets, heartbeats included, until `resume`. */
  stall(): void;
  /** Sends no book frames until `resume`; everything else goes on. */
  stallBook(): void;
  resume(): void;
  /** Falsifies the checksum of the next `count` book updates. */
  corruptChecksum(count: number): void;
  /** Leaves out the next `count` book updates. */
  skipDelta(count: number): void;
  /** Acknowledges the next `count` subscriptions and then never sends their snapshot or data. */
  muteSubscriptions(count: number): void;
  /** Leaves the next `count` requests unanswered. */
  ignoreRequests(count: number): void;
  /** Refuses upgrades with this HTTP status; null accepts again. */
  refuseUpgrades(httpStatus: number | null): void;
  /** Delays every frame by so many ms of venue time. */
  setLatencyMs(ms: number): void;
}

/** The state behind the hooks. Counters are used up by whoever reads them. */
export interface FaultState {
  stalled: boolean;
  bookStalled: boolean;
  corruptions: number;
  skips: number;
  mutes: number;
  ignored: number;
  refusal: number | null;
  latencyMs: number;
}

/** No fault at all. */
export function createFaultState(): FaultState {
  return {
    stalled: false,
    bookStalled: false,
    corruptions: 0,
    skips: 0,
    mutes: 0,
    ignored: 0,
    refusal: null,
    latencyMs: 0,
  };
}

/** The hooks over a state. */
export function faultHooks(state: FaultState): VenueFaults {
  return {
    stall: () => {
      state.stalled = true;
    },
    stallBook: () => {
      state.bookStalled = true;
    },
    resume: () => {
      state.stalled = false;
      state.bookStalled = false;
    },
    corruptChecksum: (count) => {
      state.corruptions += count;
    },
    skipDelta: (count) => {
      state.skips += count;
    },
    muteSubscriptions: (count) => {
      state.mutes += count;
    },
    ignoreRequests: (count) => {
      state.ignored += count;
    },
    refuseUpgrades: (httpStatus) => {
      state.refusal = httpStatus;
    },
    setLatencyMs: (ms) => {
      state.latencyMs = ms;
    },
  };
}

/** Uses up one of a counted fault; true when there was one. */
export function takeFault(
  state: FaultState,
  name: 'corruptions' | 'skips' | 'mutes' | 'ignored',
): boolean {
  if (state[name] <= 0) return false;
  state[name] -= 1;
  return true;
}
