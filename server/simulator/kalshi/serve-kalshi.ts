// The venue on loopback: HTTP and WebSocket in front of the exchange, with wire faults. In: sockets. Out: sockets.
// Wall time and timers are injected; the heartbeat runs on tick(). Source: kalshi-api §1.1, §5.1.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Timers } from '#server/ports/timers.ts';
import type { RunningExchange } from './exchange.ts';
import { authenticate } from './request-auth.ts';
import { createRestHandler, type RestHandler } from './rest.ts';
import { nested, type RestRequest, type RestResponse, tooManyRequests } from './rest-call.ts';
import type { KalshiServer, WireFaults } from './served-kalshi.ts';
import { makeWireFaults, takeFate } from './wire-faults.ts';
import { createWsHub, type WsHub } from './ws.ts';

const HEARTBEAT_MS = 10_000;
const MAX_BODY_BYTES = 1_048_576;
const CREATE_PATH = '/trade-api/v2/portfolio/events/orders';
const WS_PATH = '/trade-api/ws/v2';

export interface ServeOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly exchange: RunningExchange;
  /** Venue time, Unix ms; the world's clock. */
  readonly nowMs: () => number;
  readonly timers: Timers;
  /** One line per refused handshake and broken request. */
  readonly log: (line: string) => void;
}

interface Wire {
  readonly options: ServeOptions;
  readonly faults: WireFaults;
  readonly rest: RestHandler;
  readonly hub: WsHub;
  readonly sockets: Set<WebSocket>;
  /** What waits for the end of a stall. */
  readonly backlog: (() => void)[];
  /** The venue's wall clock: its time plus the skew fault. */
  readonly clock: () => number;
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
    request.on('close', () => reject(new Error('request closed')));
  });
}

function headersOf(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  );
}

function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/** Sends now, or when a stall ends: a stalled TCP connection delivers late, not never. */
function deliver(wire: Wire, send: () => void): void {
  if (wire.faults.stalled) {
    wire.backlog.push(send);
    return;
  }
  for (const late of wire.backlog.splice(0)) late();
  send();
}

function write(wire: Wire, response: ServerResponse, result: RestResponse): void {
  const send = (): void => {
    if (response.destroyed) return;
    // The stamp of every answer is the exchange's own time, not that of the machine it runs on.
    const date = new Date(wire.clock()).toUTCString();
    response.writeHead(result.status, { date, ...result.headers });
    response.end(result.bodyText);
  };
  const latencyMs = wire.faults.responseLatencyMs;
  if (latencyMs > 0) wire.options.timers.after(latencyMs, () => deliver(wire, send));
  else deliver(wire, send);
}

const UNAVAILABLE: RestResponse = { status: 503, bodyText: 'upstream connect error', headers: {} };

function respond(wire: Wire, request: RestRequest, response: ServerResponse): void {
  const isCreate = request.method === 'POST' && request.path === CREATE_PATH;
  switch (takeFate(wire.faults, isCreate)) {
    case 'rate_limited':
      write(wire, response, tooManyRequests());
      break;
    case 'unavailable':
      write(wire, response, UNAVAILABLE);
      break;
    case 'fail_after_accept':
      wire.rest(request);
      write(wire, response, nested(500, 'internal_error'));
      break;
    case 'drop_after_accept':
      wire.rest(request);
      response.destroy();
      break;
    case 'normal':
      write(wire, response, wire.rest(request));
      break;
  }
}

async function onRequest(
  wire: Wire,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bodyText = await readBody(request);
  const { path, query } = splitTarget(request.url ?? '/');
  const method = request.method ?? 'GET';
  const headers = headersOf(request);
  const times = { nowMs: wire.options.nowMs(), wallMs: wire.clock() };
  respond(wire, { method, path, query, headers, bodyText, ...times }, response);
}

function attach(wire: Wire, socket: WebSocket, account: Parameters<WsHub['connect']>[0]): void {
  const connection = wire.hub.connect(account, (text) => {
    deliver(wire, () => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    });
  });
  wire.sockets.add(socket);
  socket.on('message', (data) => connection.receive(String(data), wire.options.nowMs()));
  socket.on('close', () => {
    wire.sockets.delete(socket);
    connection.close();
  });
  socket.on('error', (error) => wire.options.log(`kalshi socket: ${error.message}`));
}

function refuseUpgrade(socket: Duplex, result: RestResponse): void {
  const length = Buffer.byteLength(result.bodyText);
  const head = `HTTP/1.1 ${result.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${length}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${result.bodyText}`);
}

function acceptUpgrades(wire: Wire, server: Server): WebSocketServer {
  const acceptor = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const { path } = splitTarget(request.url ?? '/');
    if (path !== WS_PATH) {
      refuseUpgrade(socket, nested(404, 'not_found'));
      return;
    }
    const input = { method: 'GET', path, headers: headersOf(request), wallMs: wire.clock() };
    const auth = authenticate(wire.options.exchange.venue, input);
    if (!auth.ok) {
      wire.options.log(`kalshi handshake refused: ${auth.response.bodyText}`);
      refuseUpgrade(socket, auth.response);
      return;
    }
    acceptor.handleUpgrade(request, socket, head, (ws) => attach(wire, ws, auth.account));
  });
  return acceptor;
}

function makeTick(wire: Wire): (nowMs: number) => void {
  let nextPingMs: number | undefined;
  return (nowMs) => {
    wire.options.exchange.advance(nowMs);
    deliver(wire, () => undefined);
    nextPingMs ??= nowMs + HEARTBEAT_MS;
    if (nowMs < nextPingMs) return;
    nextPingMs = nowMs + HEARTBEAT_MS;
    deliver(wire, () => {
      for (const socket of wire.sockets) socket.ping('heartbeat');
    });
  };
}

function makeWire(options: ServeOptions): Wire {
  const sockets = new Set<WebSocket>();
  const clock = (): number => options.nowMs() + faults.clockSkewMs;
  const hub = createWsHub(options.exchange, clock);
  const faults = makeWireFaults({
    dropSockets: () => {
      for (const socket of sockets) socket.terminate();
    },
    skipNextSequenced: () => hub.skipNextSequenced(),
    terminalError: (code) => hub.terminalError(code),
  });
  const rest = createRestHandler(options.exchange);
  return { options, faults, rest, hub, sockets, backlog: [], clock };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

/** Starts the venue on 127.0.0.1. The caller ticks it, and closes it. */
export async function serveKalshi(options: ServeOptions): Promise<KalshiServer> {
  const wire = makeWire(options);
  const server = createServer((request, response) => {
    onRequest(wire, request, response).catch((error: unknown) => {
      options.log(`kalshi request: ${String(error)}`);
      response.destroy();
    });
  });
  const acceptor = acceptUpgrades(wire, server);
  const port = await listen(server, options.port);
  return {
    port,
    restUrl: `http://127.0.0.1:${port}/trade-api/v2`,
    wsUrl: `ws://127.0.0.1:${port}${WS_PATH}`,
    faults: wire.faults,
    tick: makeTick(wire),
    close: () =>
      new Promise((resolve) => {
        for (const socket of wire.sockets) socket.terminate();
        wire.hub.close();
        acceptor.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
