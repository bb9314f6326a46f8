// The engine's (and watchdog's) side of a link: loopback only, token first, slow readers lose market data, never replies.
import { timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import type { EngineMessage, EngineRequest, LinkRole } from '#lib/wire/engine-message.ts';
import { createLineReader } from './frame-lines.ts';
import { requestSchema } from './link-schema.ts';

/** Above this many unsent bytes a reader is too slow: its topic messages are dropped and it must ask for snapshots. */
const SLOW_READER_BYTES = 8 * 1024 * 1024;

/** A reader that takes nothing at all is let go before it holds our memory. */
const STUCK_READER_BYTES = 32 * 1024 * 1024;
/** A login or a command is short; nothing else comes in. */
const MAX_REQUEST = 64 * 1024;
const MAX_CONNECTIONS = 64;
const LOGIN_WITHIN_MS = 2_000;

export interface LinkPeer {
  readonly role: LinkRole;
  readonly build: string;
  send(message: EngineMessage): void;
}

export interface LinkServer {
  readonly port: number;
  /** To every peer that has logged in. */
  broadcast(message: EngineMessage): void;
  peers(): readonly LinkPeer[];
  close(): Promise<void>;
}

export interface LinkServerOptions {
  readonly port: number;
  readonly token: string;
  readonly hello: () => EngineMessage;
  readonly onRequest: (request: EngineRequest, peer: LinkPeer) => void;
  readonly onLogin?: (peer: LinkPeer) => void;
  readonly onGone?: (peer: LinkPeer) => void;
  /** A request threw; its connection was closed. */
  readonly onFault?: (error: unknown) => void;
}

function sameToken(given: string, wanted: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(wanted);
  return left.length === right.length && timingSafeEqual(left, right);
}

function createPeer(socket: Socket, role: LinkRole, build: string): LinkPeer {
  return {
    role,
    build,
    send(message) {
      if (socket.destroyed) return;
      if (socket.writableLength > STUCK_READER_BYTES) {
        socket.destroy();
        return;
      }
      if (message.kind === 'topic' && socket.writableLength > SLOW_READER_BYTES) return;
      socket.write(`${JSON.stringify(message)}\n`);
    },
  };
}

/** Listens on 127.0.0.1; a socket that does not log in within 2 s, or with a wrong token, is closed. */
export function serveLink(options: LinkServerOptions): Promise<LinkServer> {
  const sockets = new Set<Socket>();
  const peers = new Map<Socket, LinkPeer>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    const deadline = setTimeout(() => socket.destroy(), LOGIN_WITHIN_MS);
    const reader = createLineReader(
      (value) => {
        const parsed = requestSchema.safeParse(value);
        if (!parsed.success) {
          socket.destroy();
          return;
        }
        const request = parsed.data;
        const peer = peers.get(socket);
        if (peer) {
          options.onRequest(request, peer);
          return;
        }
        if (request.kind !== 'login' || !sameToken(request.token, options.token)) {
          socket.destroy();
          return;
        }
        clearTimeout(deadline);
        const fresh = createPeer(socket, request.role, request.build);
        peers.set(socket, fresh);
        fresh.send(options.hello());
        options.onLogin?.(fresh);
      },
      () => socket.destroy(),
      MAX_REQUEST,
    );
    // Whatever a peer sends, it may end its own connection at most, never the process behind it.
    socket.on('data', (chunk) => {
      try {
        reader(String(chunk));
      } catch (error) {
        options.onFault?.(error);
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(deadline);
      sockets.delete(socket);
      const peer = peers.get(socket);
      peers.delete(socket);
      if (peer) options.onGone?.(peer);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : options.port,
        broadcast(message) {
          for (const peer of peers.values()) peer.send(message);
        },
        peers: () => [...peers.values()],
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}
