// The only file that knows Socket.IO. In: the server's events. Out: link phases, routed messages, answered commands.
import { io, type Socket } from 'socket.io-client';
import type { CommandReply } from '#lib/domain/command.ts';
import type { ClientToServer, GatewayState, ServerToClient } from '#lib/wire/socket.ts';
import { TOPICS, type TopicName } from '#lib/wire/topics.ts';
import type { LinkStore } from './link-state.ts';
import type { CommandParts } from './send-command.ts';

export interface SocketParts {
  readonly link: LinkStore;
  /** Every snapshot and delta, unchecked. */
  readonly route: (input: unknown) => void;
  readonly onGateway: (state: GatewayState) => void;
  /** The login is over or was never there: leave for the sign-in page. */
  readonly onSignedOut: (reason: string) => void;
  /** True while /api/session says this browser is signed in; null when the question could not be asked. */
  readonly askSignedIn: () => Promise<boolean | null>;
}

export interface SocketClient extends Pick<CommandParts, 'isConnected' | 'waitConnected' | 'emit'> {
  /** Asks for fresh snapshots; topics already asked for are not asked twice. */
  resync(topics: readonly TopicName[]): void;
  stop(): void;
}

type DeskSocket = Socket<ServerToClient, ClientToServer>;

const SNAPSHOT_MS = 5_000;

/** Asks for snapshots and routes them; a failed ask is repeated while the socket is up. */
function createResync(socket: DeskSocket, route: (input: unknown) => void) {
  const asked = new Set<TopicName>();
  async function ask(topics: readonly TopicName[]): Promise<void> {
    for (const topic of topics) asked.add(topic);
    try {
      const snapshots = await socket.timeout(SNAPSHOT_MS).emitWithAck('subscribe', topics);
      for (const topic of topics) asked.delete(topic);
      for (const snapshot of snapshots) route(snapshot);
    } catch {
      for (const topic of topics) asked.delete(topic);
      if (socket.connected) setTimeout(() => resync(topics), 500);
    }
  }
  function resync(topics: readonly TopicName[]): void {
    const fresh = topics.filter((topic) => !asked.has(topic));
    if (fresh.length > 0 && socket.connected) void ask(fresh);
  }
  return { resync, forget: () => asked.clear() };
}

function waitConnected(socket: DeskSocket, ms: number): Promise<boolean> {
  if (socket.connected) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (isUp: boolean) => {
      clearTimeout(timer);
      socket.off('connect', onConnect);
      resolve(isUp);
    };
    const onConnect = () => finish(true);
    const timer = setTimeout(() => finish(false), ms);
    socket.on('connect', onConnect);
    socket.connect();
  });
}

/** Connects to the page's own origin. WebSocket only: one message, one task, so cache and socket keep one order. */
export function connectSocket(parts: SocketParts): SocketClient {
  const socket: DeskSocket = io({
    transports: ['websocket'],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    timeout: 5_000,
  });
  const { resync, forget } = createResync(socket, parts.route);
  let isEnded = false;

  const lose = (detail: string) => {
    const phase = parts.link.get().phase;
    if (!isEnded)
      parts.link.setPhase(phase === 'connecting' ? 'connecting' : 'lost', detail, Date.now());
  };
  const end = (reason: string) => {
    isEnded = true;
    parts.link.setPhase('ended', reason, Date.now());
    parts.onSignedOut(reason);
  };

  socket.on('connect', () => {
    forget();
    parts.link.setPhase('live', 'connected', Date.now());
    resync(TOPICS);
  });
  socket.on('disconnect', (reason) => {
    lose(`connection lost (${reason})`);
    // The server closed the socket itself: the client library does not come back from that alone.
    if (reason === 'io server disconnect' && !isEnded) setTimeout(() => socket.connect(), 1_000);
  });
  socket.on('connect_error', async (error) => {
    lose(`cannot connect (${error.message})`);
    if ((await parts.askSignedIn()) === false) end('not signed in');
    // A refusal by the server's middleware stops the library's own retries.
    else if (!socket.active && !isEnded) setTimeout(() => socket.connect(), 2_000);
  });
  socket.on('gateway', parts.onGateway);
  socket.on('topic', parts.route);
  socket.on('goodbye', end);

  return {
    resync,
    isConnected: () => socket.connected,
    waitConnected: (ms) => waitConnected(socket, ms),
    emit: (call, replyMs): Promise<CommandReply> =>
      socket.timeout(replyMs).emitWithAck('command', call),
    stop() {
      isEnded = true;
      socket.disconnect();
    },
  };
}
