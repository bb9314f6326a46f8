// A busy line to the desk: a proxy that carries the console's own stream ten times over. In: an origin. Out: a second one.
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { freePort } from '#server/cli/free-port.ts';

/**
 * The engine publishes each table at most ten times a second whatever the speed of the venue, so the load is made on the
 * line: every change of the tables that follow the venue's every tick goes over it ten times, there and back, each time
 * as a message of its own. Nothing is invented: every row sent is one the engine sent.
 */
const BUSY_TOPICS: ReadonlySet<string> = new Set([
  'status',
  'feeds',
  'spot',
  'chart',
  'ladder',
  'book',
]);
/** Each of the busy tables changes once in this time. */
const EVERY_MS = 10;
/** Changes older than this are left alone: the line rests at what the engine said last. */
const REPEAT_FOR_MS = 1_200;

const deltaSchema = z.looseObject({
  kind: z.literal('delta'),
  topic: z.string(),
  seq: z.number(),
  at: z.number(),
  set: z.record(z.string(), z.unknown()),
  del: z.array(z.string()),
});
const snapshotSchema = z.looseObject({
  kind: z.literal('snapshot'),
  topic: z.string(),
  seq: z.number(),
  rows: z.record(z.string(), z.unknown()),
});
type Delta = z.infer<typeof deltaSchema>;
type Snapshot = z.infer<typeof snapshotSchema>;
type Rows = Record<string, unknown>;

export interface BusyLine {
  readonly origin: string;
  /** Topic messages sent to browsers so far. */
  sent(): number;
  close(): Promise<void>;
}

/** A change as text, whole but for what differs from one sending to the next. */
interface Change {
  readonly head: string;
  readonly at: number;
}

/** One topic on one line. */
interface Wire {
  /** The engine's own sequence of what was last taken, and ours of what was last sent. */
  seqIn: number;
  seqOut: number;
  rows: Rows;
  /** The newest change and its way back; null when there is no way back. */
  there: Change | null;
  back: Change | null;
  takenMs: number;
  isThere: boolean;
}

/** The rows of `delta` as they were before it; rows that were not there are left out. */
function rowsBefore(rows: Rows, delta: Delta): Rows {
  return Object.fromEntries(
    Object.keys(delta.set).flatMap((key) => (Object.hasOwn(rows, key) ? [[key, rows[key]]] : [])),
  );
}

function changeOf(delta: Delta, rows: Rows, del: readonly string[]): Change {
  const { seq: _seq, at, ...rest } = delta;
  return { head: JSON.stringify({ ...rest, set: rows, del }).slice(0, -1), at };
}

/** One browser's stream, multiplied. `send` takes a Socket.IO packet, `count` hears of each. */
function createMultiplier(send: (packet: string) => void, count: () => void) {
  const wires = new Map<string, Wire>();
  const emit = (wire: Wire, { head, at }: Change): void => {
    wire.seqOut += 1;
    const nowMs = performance.now();
    const then = Math.round(at + nowMs - wire.takenMs);
    const sentMs = performance.timeOrigin + nowMs;
    send(`42["topic",${head},"seq":${wire.seqOut},"at":${then},"sentMs":${sentMs}}]`);
    count();
  };
  return {
    /** A snapshot with our sequence; what the engine sent before it is forgotten. */
    takeSnapshot(snapshot: Snapshot): Snapshot {
      const seqOut = (wires.get(snapshot.topic)?.seqOut ?? snapshot.seq) + 1;
      const none = { there: null, back: null, takenMs: 0, isThere: true };
      wires.set(snapshot.topic, { ...none, rows: snapshot.rows, seqIn: snapshot.seq, seqOut });
      return { ...snapshot, seq: seqOut };
    },
    takeDelta(delta: Delta): void {
      const wire = wires.get(delta.topic);
      // Without a snapshot the browser does not follow yet either: the number matters to nobody.
      if (wire === undefined || delta.seq <= wire.seqIn) return;
      const before = rowsBefore(wire.rows, delta);
      const hasWayBack = BUSY_TOPICS.has(delta.topic) && Object.keys(before).length > 0;
      const there = changeOf(delta, delta.set, delta.del);
      wire.seqIn = delta.seq;
      wire.there = there;
      wire.back = hasWayBack ? changeOf(delta, before, []) : null;
      wire.takenMs = performance.now();
      wire.isThere = true;
      wire.rows = { ...wire.rows, ...delta.set };
      for (const key of delta.del) delete wire.rows[key];
      emit(wire, there);
    },
    /** Sends the newest change of every busy table once more, there or back. */
    repeat(): void {
      for (const wire of wires.values()) {
        const { there, back, isThere } = wire;
        if (there === null || back === null) continue;
        if (isThere && performance.now() - wire.takenMs > REPEAT_FOR_MS) continue;
        emit(wire, isThere ? back : there);
        wire.isThere = !isThere;
      }
    },
  };
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : '';
}

/** Event packets are `42[…]`, answers `43id[…]`; everything else passes as it is. */
function createReader(
  multiplier: ReturnType<typeof createMultiplier>,
  pass: (text: string) => void,
) {
  return (text: string): void => {
    if (text.startsWith('42["topic"')) {
      const [, message]: unknown[] = JSON.parse(text.slice(2));
      const delta = deltaSchema.safeParse(message);
      if (delta.success) multiplier.takeDelta(delta.data);
      else pass(text);
      return;
    }
    const head = /^43\d+/.exec(text)?.[0] ?? null;
    const answer =
      head === null
        ? null
        : z.tuple([z.array(snapshotSchema)]).safeParse(JSON.parse(text.slice(head.length)));
    if (head === null || answer?.success !== true) pass(text);
    else
      pass(
        `${head}${JSON.stringify([answer.data[0].map((each) => multiplier.takeSnapshot(each))])}`,
      );
  };
}

/** Joins a browser's socket with one of its own to the console. */
function join(browser: WebSocket, upstream: WebSocket, count: () => void): void {
  const send = (text: string): void => {
    if (browser.readyState === WebSocket.OPEN) browser.send(text);
  };
  const multiplier = createMultiplier(send, count);
  const read = createReader(multiplier, send);
  upstream.on('message', (data) => read(textOf(data)));
  const waiting: string[] = [];
  browser.on('message', (data) => {
    if (upstream.readyState === WebSocket.OPEN) upstream.send(textOf(data));
    else waiting.push(textOf(data));
  });
  upstream.on('open', () => {
    for (const text of waiting) upstream.send(text);
  });
  let repeatedMs = performance.now();
  // A machine that is late makes up for it, so that the rate is the same on each.
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - repeatedMs) / EVERY_MS);
    repeatedMs += due * EVERY_MS;
    for (let beat = 0; beat < due; beat++) multiplier.repeat();
  }, EVERY_MS);
  const end = (): void => {
    clearInterval(timer);
    browser.terminate();
    upstream.terminate();
  };
  for (const socket of [browser, upstream]) {
    socket.on('close', end);
    socket.on('error', end);
  }
}

/** Headers as the console wants them: it answers only under its own name. */
function headersFor(origin: string, request: IncomingMessage): Record<string, string> {
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !/^(sec-websocket-|upgrade$|connection$)/.test(name)
      ? [[name, value]]
      : [],
  );
  const own = { host: new URL(origin).host };
  return {
    ...Object.fromEntries(kept),
    ...own,
    ...(request.headers.origin === undefined ? {} : { origin }),
  };
}

/** Serves the console of `origin` under a port of its own; only the topic stream differs. */
export async function openBusyLine(origin: string): Promise<BusyLine> {
  let sent = 0;
  const port = await freePort();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const call = httpRequest(
      `${origin}${request.url ?? '/'}`,
      { method: request.method ?? 'GET', headers: headersFor(origin, request) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    call.on('error', () => response.destroy());
    request.pipe(call);
  };
  const http = createServer(onRequest);
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    const url = `${origin.replace('http', 'ws')}${request.url ?? '/'}`;
    const upstream = new WebSocket(url, { headers: headersFor(origin, request) });
    sockets.handleUpgrade(request, socket, head, (browser) =>
      join(browser, upstream, () => {
        sent += 1;
      }),
    );
  });
  await new Promise<void>((resolve) => {
    http.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    sent: () => sent,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}
