// What a page does for every frame, counted from inside. In: a context before its first page. Out: counts and latencies.
import type { BrowserContext, Page } from 'playwright/test';

export interface Counts {
  readonly frames: number;
  readonly commits: number;
  /** Commits of the busiest frame. */
  readonly mostCommits: number;
  /** Frames with more than one commit. */
  readonly crowdedFrames: number;
  /** Topic messages received. */
  readonly messages: number;
  /** For each new spot price: the frame in which its text was written, 1 = the first after the message came. */
  readonly waits: readonly number[];
  /** For the same prices: from the server's emit to after the paint, ms. */
  readonly paintMs: readonly number[];
  readonly longTasksMs: readonly number[];
  readonly shift: number;
  /** Times React rendered one of the watched cells, by test id. */
  readonly cellRenders: Readonly<Record<string, number>>;
  /** Times the text of a watched cell changed. */
  readonly cellWrites: Readonly<Record<string, number>>;
}

interface Probe {
  start(cells: readonly string[]): void;
  stop(): Counts;
}

declare global {
  interface Window {
    deskProbe?: Probe;
    __REACT_DEVTOOLS_GLOBAL_HOOK__?: unknown;
  }
}

/** Runs in the page before its first script. React tells its commits to the hook DevTools would use. */
function install(): void {
  interface Fiber {
    readonly flags: number;
    readonly child: Fiber | null;
    readonly sibling: Fiber | null;
    readonly type: unknown;
    readonly stateNode: unknown;
  }
  const PERFORMED_WORK = 1;
  let isOn = false;
  let inFrame = false;
  let frameAt = -1;
  let framesDone = 0;
  let commitsInFrame = 0;
  let commitsBetween = 0;
  let latestMid: number | null = null;
  let shownMid: number | null = null;
  let waiting: { sentMs: number; frame: number } | null = null;
  let cells: readonly string[] = [];
  const rendered = new Map<string, unknown>();
  const fresh = () => ({
    frames: 0,
    commits: 0,
    mostCommits: 0,
    crowdedFrames: 0,
    messages: 0,
    waits: [] as number[],
    paintMs: [] as number[],
    longTasksMs: [] as number[],
    shift: 0,
    cellRenders: Object.fromEntries(cells.map((each) => [each, 0])),
    cellWrites: Object.fromEntries(cells.map((each) => [each, 0])),
  });
  let counts = fresh();

  const wallMs = () => performance.timeOrigin + performance.now();

  function lookAtCells(from: Fiber): void {
    const walk = (fiber: Fiber, owner: Fiber): void => {
      const isHost = typeof fiber.type === 'string';
      const id =
        fiber.stateNode instanceof HTMLElement ? fiber.stateNode.dataset['testid'] : undefined;
      if (id !== undefined && cells.includes(id)) {
        const before = rendered.get(id);
        const isNew = before !== undefined && before !== owner;
        if (isNew && (owner.flags & PERFORMED_WORK) !== 0)
          counts.cellRenders[id] = (counts.cellRenders[id] ?? 0) + 1;
        rendered.set(id, owner);
      }
      for (let child = fiber.child; child !== null; child = child.sibling)
        walk(child, isHost ? owner : fiber);
    };
    walk(from, from);
  }

  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    checkDCE: () => undefined,
    onScheduleFiberRoot: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberUnmount: () => undefined,
    onCommitFiberRoot(_: number, root: { readonly current: Fiber }) {
      if (!isOn) return;
      counts.commits += 1;
      if (inFrame) commitsInFrame += 1;
      else commitsBetween += 1;
      if (cells.length > 0) lookAtCells(root.current);
    },
  };

  const closeFrame = (): void => {
    if (!isOn) return;
    counts.frames += 1;
    counts.mostCommits = Math.max(counts.mostCommits, commitsInFrame);
    if (commitsInFrame > 1) counts.crowdedFrames += 1;
  };
  const painted = new MessageChannel();
  painted.port1.onmessage = ({ data }: MessageEvent<number>) => {
    if (isOn) counts.paintMs.push(wallMs() - data);
  };
  const startFrame = (at: number): void => {
    if (at === frameAt) return;
    closeFrame();
    frameAt = at;
    framesDone += 1;
    commitsInFrame = commitsBetween;
    commitsBetween = 0;
    // There and back between two frames: nothing is left to be painted.
    if (latestMid === shownMid) waiting = null;
  };
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (run) =>
    request((at) => {
      startFrame(at);
      inFrame = true;
      try {
        run(at);
      } finally {
        // React renders in a microtask after the callback: the frame ends after it.
        queueMicrotask(() =>
          queueMicrotask(() => {
            inFrame = false;
          }),
        );
      }
    });
  const beat = (): void => {
    window.requestAnimationFrame(beat);
  };
  beat();

  const numberIn = (text: string, field: string): number | null => {
    const found = new RegExp(`"${field}":([\\d.]+)`).exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  const notePrice = (text: string): void => {
    latestMid = numberIn(text, 'midUsd');
    const sentMs = numberIn(text, 'sentMs');
    if (waiting === null && sentMs !== null && latestMid !== shownMid)
      waiting = { sentMs, frame: framesDone };
  };
  const noteWrite = (id: string): void => {
    if (cells.includes(id)) counts.cellWrites[id] = (counts.cellWrites[id] ?? 0) + 1;
    if (id !== 'spot-mid') return;
    shownMid = latestMid;
    if (waiting === null) return;
    counts.waits.push(framesDone - waiting.frame);
    painted.port2.postMessage(waiting.sentMs);
    waiting = null;
  };

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        if (!isOn || typeof data !== 'string' || !data.startsWith('42["topic"')) return;
        counts.messages += 1;
        if (data.includes('"topic":"spot"')) notePrice(data);
      });
    }
  };

  interface Shift extends PerformanceEntry {
    readonly value: number;
  }
  const isShift = (entry: PerformanceEntry): entry is Shift => entry.entryType === 'layout-shift';
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!isOn) continue;
      if (isShift(entry)) counts.shift += entry.value;
      else counts.longTasksMs.push(Math.round(entry.duration));
    }
  });
  observer.observe({ type: 'layout-shift' });
  observer.observe({ type: 'longtask' });

  let writes: MutationObserver | null = null;
  window.deskProbe = {
    start(wanted) {
      cells = wanted;
      rendered.clear();
      counts = fresh();
      commitsInFrame = 0;
      commitsBetween = 0;
      waiting = null;
      writes = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          const id = element?.getAttribute('data-testid') ?? null;
          if (id !== null) noteWrite(id);
        }
      });
      writes.observe(document.body, { subtree: true, childList: true, characterData: true });
      isOn = true;
    },
    stop() {
      isOn = false;
      writes?.disconnect();
      return counts;
    },
  };
}

/** Call before the context's first page. */
export async function installProbe(context: BrowserContext): Promise<void> {
  await context.addInitScript(install);
}

/** Counts for `forMs` from now; `cells` are test ids of cells whose renders and writes are counted, which costs a little. */
export async function countFrames(
  page: Page,
  forMs: number,
  cells: readonly string[] = [],
): Promise<Counts> {
  await page.evaluate((wanted) => window.deskProbe?.start(wanted), cells);
  await page.waitForTimeout(forMs);
  const counts = await page.evaluate(() => window.deskProbe?.stop() ?? null);
  if (counts === null) throw new Error('the probe is not installed in this page');
  return counts;
}
