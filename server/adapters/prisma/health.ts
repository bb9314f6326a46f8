// Does the store keep up? In: the outcome of each transaction. Out: one yes or no, asked once a second by the engine.

export interface Health {
  /** A transaction was answered (yes or no), or got no answer at all. */
  note(answered: boolean): void;
  /** The lease is lost: unhealthy until another is taken. */
  leaseLost(lost: boolean): void;
  /** `oldestMs` is the age of the oldest commit that still waits. */
  ok(oldestMs: number): boolean;
}

export interface HealthParts {
  /** A commit older than this means that the store does not keep up. */
  readonly deadlineMs: number;
  /** One small durable write: a mere read would succeed on a full disk (F86). */
  readonly probe: () => Promise<unknown>;
}

/** Starts healthy. After a missing answer, being asked is what probes, one write at a time, until one succeeds. */
export function createHealth(parts: HealthParts): Health {
  let answering = true;
  let lost = false;
  let probing = false;

  function probe(): void {
    if (probing) return;
    probing = true;
    const finish = (answered: boolean) => {
      probing = false;
      if (answered) answering = true;
    };
    parts.probe().then(
      () => finish(true),
      () => finish(false),
    );
  }

  return {
    note: (answered) => {
      answering = answered;
    },
    leaseLost: (value) => {
      lost = value;
    },
    ok: (oldestMs) => {
      if (!answering) probe();
      return answering && !lost && oldestMs <= parts.deadlineMs;
    },
  };
}
