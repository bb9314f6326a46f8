// One direction of a connection: bytes go in, and come out in order, late, held back or drop by drop.

const LOOK_AGAIN_MS = 25;
/** Bytes in a drop, and how far drops are apart. */
const DROP_BYTES = 24;
const DROP_MS = 6;
const MOST_DROPS = 400;

export interface PipePlan {
  readonly write: (bytes: Buffer) => void;
  /** While true nothing comes out. */
  readonly isHeld: () => boolean;
  /** Delay of what goes in now, ms. */
  readonly delayMs: () => number;
  /** What goes in now comes out drop by drop. */
  readonly isDripping: () => boolean;
}

export interface Pipe {
  push(bytes: Buffer): void;
  /** Nothing more comes out. */
  close(): void;
}

function dropsOf(bytes: Buffer): readonly Buffer[] {
  const size = Math.max(DROP_BYTES, Math.ceil(bytes.length / MOST_DROPS));
  const drops: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) drops.push(bytes.subarray(at, at + size));
  return drops;
}

/** An open pipe; order is kept whatever the delays are. */
export function createPipe(plan: PipePlan): Pipe {
  const waiting: { readonly bytes: Buffer; readonly dueMs: number }[] = [];
  let lastDueMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const pump = (): void => {
    timer = undefined;
    const now = performance.now();
    while (!isClosed && !plan.isHeld()) {
      const first = waiting[0];
      if (first === undefined) return;
      if (first.dueMs > now) break;
      waiting.shift();
      plan.write(first.bytes);
    }
    const first = waiting[0];
    if (isClosed || first === undefined) return;
    timer = setTimeout(pump, plan.isHeld() ? LOOK_AGAIN_MS : first.dueMs - now);
  };
  const put = (bytes: Buffer, afterMs: number): void => {
    lastDueMs = Math.max(lastDueMs, performance.now() + afterMs);
    waiting.push({ bytes, dueMs: lastDueMs });
  };
  return {
    push(bytes) {
      const delay = plan.delayMs();
      if (plan.isDripping())
        for (const [index, drop] of dropsOf(bytes).entries()) put(drop, delay + index * DROP_MS);
      else put(bytes, delay);
      if (timer === undefined) pump();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}
