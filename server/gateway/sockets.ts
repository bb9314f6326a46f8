// Socket.IO: authenticated at the handshake, checked again on every event, closed when its session ends.
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { type TopicMessage, WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { ClientToServer, GatewayState, ServerToClient } from '#lib/wire/socket.ts';
import { TOPICS } from '#lib/wire/topics.ts';
import type { Session } from '#server/ports/auth-store.ts';
import { type FallbackKill, isKill, runCommand } from './commands.ts';
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
  /** Browsers with a live session. */
  consoles(): number;
  close(): Promise<void>;
}

/** Sessions are looked up again this often, so that an expired or revoked one loses its socket within 5 s (F113). */
const SESSION_CHECK_MS = 4_000;
/** Commands a socket may send per second; kill is never limited. */
const COMMANDS_PER_SECOND = 10;
/** A kill waits at most this long for the word that its session is still good. */
const KILL_SESSION_WITHIN_MS = 500;

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

/** Unsent packets above which a browser is too slow: it is let go and begins anew with a snapshot (F114). */
const SLOW_PACKETS = 1_000;

/** True until the login's absolute end: all a kill asks for when the database cannot be asked (F73). */
function stillLoggedIn(context: GatewayContext, session: Session): boolean {
  return context.clock.wall() < session.expiresAt;
}

/** The session of this command; a database that fails or hangs must not stop a kill. */
async function sessionFor(
  context: GatewayContext,
  socket: Desk,
  isStop: boolean,
): Promise<Session | null> {
  const known = stillLoggedIn(context, socket.data.session) ? socket.data.session : null;
  const asked = context.sessions.ofCookie(socket.request.headers.cookie);
  if (!isStop) return asked;
  const late = new Promise<Session | null>((resolve) => {
    setTimeout(() => resolve(known), KILL_SESSION_WITHIN_MS);
  });
  return Promise.race([asked, late]).catch(() => known);
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

  io.engine.on('headers', (headers: Record<string, string>) => {
    headers['Cache-Control'] = 'no-store';
    headers['X-Content-Type-Options'] = 'nosniff';
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
    let unsent = 0;
    socket.conn.on('packetCreate', () => {
      unsent += 1;
    });
    socket.conn.on('drain', () => {
      unsent = 0;
    });
    const refill = setInterval(() => {
      spent = 0;
    }, 1_000);
    const check = setInterval(() => {
      if (unsent > SLOW_PACKETS) {
        drop(socket, 'this browser is too slow for the stream');
        return;
      }
      options
        .context()
        .sessions.ofCookie(socket.request.headers.cookie)
        .then((session) => {
          if (session === null) drop(socket, 'your session ended');
        })
        .catch(() => {
          // No database, no word about the session: it lives on until its own end, for it may be needed to kill.
          if (!stillLoggedIn(options.context(), socket.data.session))
            drop(socket, 'your session ended');
        });
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

    socket.on('command', (call, reply) => {
      const answer = typeof reply === 'function' ? reply : () => undefined;
      const context = options.context();
      const isStop = isKill(call);
      const no = (code: string, text: string): void =>
        answer({
          id: commandId('refused'),
          ok: false,
          code,
          text,
          at: wallMs(context.clock.wall()),
        });
      spent += 1;
      if (spent > COMMANDS_PER_SECOND && !isStop) {
        no('too-many', 'too many commands in a second: wait a moment');
        return;
      }
      // The session is read again for every command: a revoked one must not click (F113).
      sessionFor(context, socket, isStop)
        .then(async (session) => {
          if (session !== null)
            answer(await runCommand(context, session, call, options.fallbackKill));
          else drop(socket, 'your session ended');
        })
        .catch((error: unknown) => {
          context.log.error({ error: String(error) }, 'command failed');
          no('failed', 'the console server failed: whether it was carried out is not known');
        });
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
    consoles: () => io.sockets.sockets.size,
    close: () => io.close(),
  };
}
