// Armed trading hotkeys: for a short time, in this window, until it loses the focus or is reloaded. In: clock, window. Out: armed or not.

/** Unused for so long, they are off again. */
export const ARMED_MS = 120_000;

export interface ArmingParts {
  /** Never goes back, and goes on while the machine sleeps; ms. */
  readonly now: () => number;
  /** Calls back after `ms`; the returned function stops that. */
  readonly after: (ms: number, call: () => void) => () => void;
  /** Calls back when the window loses the focus, is hidden or goes; the returned function stops that. */
  readonly onLeave: (call: () => void) => () => void;
}

export interface Arming {
  arm(): void;
  disarm(): void;
  /** Armed at this instant; judged by the clock, not by a timer that may be late. */
  isArmed(): boolean;
  /** A trading hotkey was used: the time begins anew, if they are still armed. */
  use(): void;
  /** ms left; null while not armed. */
  leftMs(): number | null;
  subscribe(listener: () => void): () => void;
}

/** Nothing of it is stored: a reload, another tab and another window begin unarmed. */
export function createArming({ now, after, onLeave }: ArmingParts): Arming {
  let until: number | null = null;
  let stops: readonly (() => void)[] = [];
  const listeners = new Set<() => void>();

  function set(next: number | null): void {
    for (const stop of stops) stop();
    until = next;
    stops = next === null ? [] : [after(next - now(), () => set(null)), onLeave(() => set(null))];
    for (const listener of listeners) listener();
  }

  const arming: Arming = {
    arm: () => set(now() + ARMED_MS),
    disarm: () => set(null),
    isArmed: () => until !== null && now() < until,
    use() {
      if (arming.isArmed()) set(now() + ARMED_MS);
    },
    leftMs: () => (until === null ? null : Math.max(0, until - now())),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return arming;
}
