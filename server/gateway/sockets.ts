// Socket.IO: authenticated at the handshake, checked again on every event, closed when its session ends.
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { type TopicMessage, WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { ClientToServer, GatewayState, ServerToClient } from '#lib/wire/socket.ts';
import { TOPICS } from '#lib/wire/topics.ts';
import type { Session } from '#server/ports/auth-store.ts';
import { type FallbackKill, runCommand } from './commands.ts';
import type { GatewayContext } from './gateway-context.ts';
import type { OriginGuard } from './origin-guard.ts';

type Desk = Socket<ClientToServer, ServerToClient, Record<string, never>, { session: Session }>;

export interface Sockets {
  topic(message: TopicMessage): void;
  state(): void;
  closeSession(
    which: { readonly session: string } | { readonly allBut: string | null },
    reason: string,
  ): void;
  close(): Promise<void>;
}

/** Sessions are looked up again this often, so that an expired or revoked one loses its socket within 5 s (F113). */
const SESSION_CHECK_MS = 4_000;
/** Commands a socket may send per second; kill is never limited. */
const COMMANDS_PER_SECOND = 10;

const topicsSchema = z.array(z.enum(TOPICS)).max(TOPICS.length);

export interface SocketsOptions {
  readonly http: HttpServer;
  readonly guard: OriginGuard;
  readonly context: () => GatewayContext;
  readonly fallbackKill: FallbackKill;
}

function stateOf(context: GatewayContext, session: Session): GatewayState {
  return {
    build: context.build,
    wireVersion: WIRE_VERSION,
    engineConnected: context.engine.connectedSince() !== null,
    engineSince: context.engine.connectedSince(),
    serverAt: context.clock.wall(),
    operator: session.operator,
    sessionExpiresAt: session.expiresAt,
  };
}

function isKill(call: unknown): boolean {
  if (typeof call !== 'object' || call === null || !('body' in call)) return false;
  const { body } = call;
  return typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'kill';
}

/** Attaches Socket.IO to the gateway's HTTP server. */
export function createSockets(options: SocketsOptions): Sockets {
  const io = new Server<
    ClientToServer,
    ServerToClient,
    Record<string, never>,
    { session: Session }
  >(options.http, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    transports: ['websocket', 'polling'],
    allowRequest: (request, decide) => {
      // Polling handshakes are GETs without an Origin in some browsers: the session cookie is checked either way.
      const problem = options.guard.problem(request);
      decide(problem, problem === null);
    },
  });

  io.use((socket, next) => {
    options
      .context()
      .sessions.ofCookie(socket.request.headers.cookie)
      .then((session) => {
        if (session === null) {
          next(new Error('signed-out'));
          return;
        }
        socket.data.session = session;
        next();
      })
      .catch(() => next(new Error('the console server failed')));
  });

  const drop = (socket: Desk, reason: string): void => {
    socket.emit('goodbye', reason);
    socket.disconnect(true);
  };

  io.on('connection', (socket: Desk) => {
    let spent = 0;
    const refill = setInterval(() => {
      spent = 0;
    }, 1_000);
    const check = setInterval(() => {
      options
        .context()
        .sessions.ofCookie(socket.request.headers.cookie)
        .then((session) => {
          if (session === null) drop(socket, 'your session ended');
        })
        .catch(() => undefined);
    }, SESSION_CHECK_MS);
    socket.on('disconnect', () => {
      clearInterval(refill);
      clearInterval(check);
    });

    socket.emit('gateway', stateOf(options.context(), socket.data.session));

    socket.on('subscribe', (topics, answer) => {
      const parsed = topicsSchema.safeParse(topics);
      if (!parsed.success || typeof answer !== 'function') return;
      // Join first: a delta that overtakes the snapshot is older than it and is dropped by its sequence.
      Promise.resolve(socket.join([...parsed.data]))
        .then(() => answer(options.context().engine.snapshots(parsed.data)))
        .catch(() => drop(socket, 'subscribing failed'));
    });

    socket.on('command', (call, answer) => {
      if (typeof answer !== 'function') return;
      spent += 1;
      if (spent > COMMANDS_PER_SECOND && !isKill(call)) return;
      const context = options.context();
      // The session is read again for every command: a revoked one must not click (F113).
      context.sessions
        .ofCookie(socket.request.headers.cookie)
        .then((session) => {
          if (session === null) {
            drop(socket, 'your session ended');
            return null;
          }
          return runCommand(context, session, call, options.fallbackKill);
        })
        .then((reply) => {
          if (reply !== null) answer(reply);
        })
        .catch((error: unknown) => context.log.error({ error: String(error) }, 'command failed'));
    });
  });

  return {
    topic(message) {
      io.to(message.topic).emit('topic', message);
    },
    state() {
      for (const socket of io.sockets.sockets.values())
        socket.emit('gateway', stateOf(options.context(), socket.data.session));
    },
    closeSession(which, reason) {
      for (const socket of io.sockets.sockets.values()) {
        const hash = socket.data.session.tokenHash;
        const hit = 'session' in which ? hash === which.session : hash !== which.allBut;
        if (hit) drop(socket, reason);
      }
    },
    close: () => io.close(),
  };
}
