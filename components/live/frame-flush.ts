// When to publish: once per animation frame, by a 1 s timer while hidden (frames stop there), plus a slow tick for ages.

/** The browser's schedulers, injected so that the rule can be tested without one. */
export interface FrameParts {
  readonly requestFrame: (run: () => void) => number;
  readonly cancelFrame: (id: number) => void;
  readonly setTimer: (run: () => void, ms: number) => number;
  readonly clearTimer: (id: number) => void;
  readonly isHidden: () => boolean;
  /** Told what a publish, a task or a listener threw; the others go on. */
  readonly report: (error: unknown) => void;
}

export interface FrameFlush {
  /** Something is dirty: publish at the next frame (or within 1 s when hidden). Calls before that are free. */
  request(): void;
  /** Runs `task` once, right after the next publish: all of a frame's changes make one render. */
  next(task: () => void): void;
  /** The tab was hidden or shown: move a waiting publish to the scheduler that still runs. */
  visibilityChanged(): void;
  /** Called about four times a second, with a frame, for what ages without any message. */
  onTick(listener: () => void): () => void;
  stop(): void;
}

const HIDDEN_MS = 1_000;
const TICK_MS = 250;

/** Starts ticking at once; `publish` runs at most once per frame. */
export function createFrameFlush(parts: FrameParts, publish: () => void): FrameFlush {
  const tickListeners = new Set<() => void>();
  let tasks: (() => void)[] = [];
  let cancel: (() => void) | null = null;
  let tickTimer: number | null = null;

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      parts.report(error);
    }
  }

  function run(): void {
    cancel = null;
    guarded(publish);
    const due = tasks;
    tasks = [];
    for (const task of due) guarded(task);
  }

  function schedule(): void {
    if (parts.isHidden()) {
      const id = parts.setTimer(run, HIDDEN_MS);
      cancel = () => parts.clearTimer(id);
    } else {
      const id = parts.requestFrame(run);
      cancel = () => parts.cancelFrame(id);
    }
  }

  function request(): void {
    if (cancel === null) schedule();
  }

  function next(task: () => void): void {
    tasks.push(task);
    request();
  }

  function runTick(): void {
    for (const listener of [...tickListeners]) guarded(listener);
  }

  function tick(): void {
    tickTimer = parts.setTimer(tick, TICK_MS);
    // Hidden, a publish asked for by a timer of a chain comes once a minute, and what news ask for would wait for it.
    if (parts.isHidden()) runTick();
    else next(runTick);
  }
  tickTimer = parts.setTimer(tick, TICK_MS);

  return {
    request,
    next,
    visibilityChanged() {
      if (cancel === null) return;
      cancel();
      schedule();
    },
    onTick(listener) {
      tickListeners.add(listener);
      return () => tickListeners.delete(listener);
    },
    stop() {
      cancel?.();
      cancel = null;
      tasks = [];
      if (tickTimer !== null) parts.clearTimer(tickTimer);
      tickTimer = null;
    },
  };
}
