// Serves the simulated Kraken over real sockets on loopback; venue time comes in from outside, so it may run fast.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { MinuteCandle } from '../world/minute-candles.ts';
import type { VenueFaults, VenueSystem } from './faults.ts';
import { krakenRest } from './rest.ts';
import type { SpotEngineEvent } from './spot-event.ts';
import type { KrakenVenue, VenueOutput } from './venue.ts';

/** Hooks of the venue plus those that need the sockets. */
interface ServedFaults extends VenueFaults {
  /** Cuts every connection without a close frame (the client sees 1006). */
  drop(): void;
  /** Closes every connection with a close code, e.g. 1001, 1008, 1013. */
  closeAll(code: number, reason: string): void;
  /** Tells everyone the venue's state. */
  status(system: VenueSystem): void;
  pairStatus(status: string): void;
}

export interface ServedKraken {
  readonly port: number;
  /** `ws://127.0.0.1:<port>/v2` */
  readonly url: string;
  /** `http://127.0.0.1:<port>/0/public` */
  readonly restUrl: string;
  readonly faults: ServedFaults;
  /** Publishes engine events, then sends everything due by `nowMs` (venue time, heartbeats included). */
  tick(nowMs: number, events?: readonly SpotEngineEvent[]): void;
  /** Open connections right now. */
  connections(): number;
  close(): Promise<void>;
}

interface Delayed {
  readonly dueMs: number;
  readonly output: VenueOutput;
}

/** Listens on `port` (0 = any free one). `nowMs` is the venue's clock, used to stamp answers between ticks. */
export async function serveKraken(options: {
  readonly port: number;
  readonly venue: KrakenVenue;
  readonly nowMs: () => number;
  /** What REST serves as candles; none where a test needs none. */
  readonly candles?: () => readonly MinuteCandle[];
  readonly log?: (text: string) => void;
}): Promise<ServedKraken> {
  const { venue, nowMs, log } = options;
  const sockets = new Map<number, WebSocket>();
  let delayed: Delayed[] = [];
  const http = createServer(answerRest);
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });

  function answerRest(request: IncomingMessage, response: ServerResponse): void {
    const { refusal } = venue.faultState;
    const target = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isRead = request.method === 'GET' && target.pathname.startsWith('/0/public/');
    if (refusal !== null || !isRead) {
      response.writeHead(refusal ?? 426).end();
      return;
    }
    const asked = { path: target.pathname, query: target.searchParams };
    const body = krakenRest(asked, options.candles ?? (() => []));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body);
  }

  function send(outputs: readonly VenueOutput[]): void {
    for (const output of outputs) {
      const { latencyMs } = venue.faultState;
      const lastDueMs = delayed.at(-1)?.dueMs;
      if (latencyMs === 0 && lastDueMs === undefined) perform(output);
      else delayed.push({ dueMs: Math.max(nowMs() + latencyMs, lastDueMs ?? 0), output });
    }
  }

  function perform(output: VenueOutput): void {
    const socket = sockets.get(output.client);
    if (socket === undefined) return;
    if (output.kind === 'frame') socket.send(output.text);
    else socket.close(output.code, output.reason);
  }

  function accept(socket: WebSocket): void {
    const { client, outputs } = venue.connect(nowMs());
    sockets.set(client, socket);
    socket.on('message', (data) => {
      send(venue.receive({ client, text: String(data), atMs: nowMs() }));
    });
    socket.on('close', () => {
      sockets.delete(client);
      venue.disconnect(client);
    });
    socket.on('error', (error) => log?.(`kraken client ${client}: ${error.message}`));
    send(outputs);
  }

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal =
      venue.faultState.refusal ?? (request.url?.startsWith('/v2') === true ? null : 404);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, accept);
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, '127.0.0.1', resolve);
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  log?.(`simulated kraken on port ${port}`);

  return {
    port,
    url: `ws://127.0.0.1:${port}/v2`,
    restUrl: `http://127.0.0.1:${port}/0/public`,
    faults: {
      ...venue.faults,
      drop: () => {
        for (const socket of sockets.values()) socket.terminate();
      },
      closeAll: (code, reason) => {
        for (const socket of sockets.values()) socket.close(code, reason);
      },
      status: (system) => send(venue.setSystem(system)),
      pairStatus: (status) => send(venue.setPairStatus(status)),
    },
    tick(atMs, events = []) {
      send(venue.publish(events));
      send(venue.tick(atMs));
      const due = delayed.filter((entry) => entry.dueMs <= atMs);
      delayed = delayed.filter((entry) => entry.dueMs > atMs);
      for (const entry of due) perform(entry.output);
    },
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets.values()) socket.terminate();
      server.close();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  };
}
