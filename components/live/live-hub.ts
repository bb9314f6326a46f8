// One hub per page: store, clock, flush, link, query cache and commands wired together. The only place they meet.
import { defaultScheduler, notifyManager, QueryClient } from '@tanstack/react-query';
import { TOPICS } from '#lib/wire/topics.ts';
import { fetchSession } from './api-client.ts';
import { createFrameFlush, type FrameFlush } from './frame-flush.ts';
import { createLinkStore, type LinkStore } from './link-state.ts';
import { createLiveStore, type LiveStore } from './live-store.ts';
import { createRouter } from './route-message.ts';
import { type CommandOutcome, type CommandWish, sendCommand } from './send-command.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import { connectSocket, type SocketClient } from './socket-client.ts';

export interface LiveHub {
  readonly store: LiveStore;
  readonly link: LinkStore;
  readonly flush: FrameFlush;
  readonly queryClient: QueryClient;
  /** Engine time now, ms; null before the first message. */
  nowMs(): number | null;
  /** Milliseconds without a word of the engine, also before this page was opened; null before the first. */
  silentMs(): number | null;
  send(wish: CommandWish): Promise<CommandOutcome>;
  /** Opens the socket; returns how to close everything. */
  start(): () => void;
}

function localTime() {
  return { wallMs: Date.now(), monoMs: performance.now() };
}

/** Every value of a warm topic comes by socket: nothing is refetched on focus or by age. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: Number.POSITIVE_INFINITY,
        retry: false,
      },
    },
  });
}

function createPageFlush(publish: () => void): FrameFlush {
  return createFrameFlush(
    {
      requestFrame: (run) => requestAnimationFrame(run),
      cancelFrame: (id) => cancelAnimationFrame(id),
      setTimer: (run, ms) => window.setTimeout(run, ms),
      clearTimer: (id) => window.clearTimeout(id),
      isHidden: () => document.visibilityState === 'hidden',
      report: (error) => reportError(error),
    },
    publish,
  );
}

/** A command is judged by the engine's clock, except in a replay, whose clock is in the past. */
function commandTime(store: LiveStore, clock: ServerClock): number {
  const isReplay = store.table('status')?.rows['engine']?.replaySpeed != null;
  return isReplay ? Date.now() : Math.round(clock.now(localTime()) ?? Date.now());
}

function leaveForSignIn(): void {
  window.location.replace('/sign-in');
}

/** Browser only: call it after mount. */
export function createLiveHub(): LiveHub {
  const clock = createServerClock();
  const link = createLinkStore(document.documentElement.dataset['build'] ?? null);
  const queryClient = createQueryClient();
  const flush = createPageFlush(() => store.flush());
  const store = createLiveStore(() => flush.request());
  let socket: SocketClient | null = null;
  let speed = 1;

  const route = createRouter({
    store,
    queryClient,
    observe: (at, ageMs) => {
      const { wallMs, monoMs } = localTime();
      clock.observe({ at, wallMs: wallMs - ageMs, monoMs: monoMs - ageMs });
    },
    resync: (topics) => socket?.resync(topics),
    onForeignVersion: () =>
      link.setMismatch('The gateway speaks another wire version. Reload the page.'),
    // A new engine starts every sequence and its clock anew: all tables are asked for again.
    onNewBoot: () => {
      clock.restart(speed);
      socket?.resync(TOPICS);
    },
  });

  store.subscribeKey('status', 'engine', () => {
    const next = store.row('status', 'engine')?.replaySpeed ?? 1;
    if (next === speed) return;
    speed = next;
    clock.restart(next);
  });

  return {
    store,
    link,
    flush,
    queryClient,
    nowMs: () => clock.now(localTime()),
    silentMs: () => clock.silentMs(localTime()),
    send(wish) {
      const line = socket;
      if (line === null)
        return Promise.resolve({ kind: 'unreachable', text: 'The page is still starting.' });
      return sendCommand(
        {
          isConnected: line.isConnected,
          waitConnected: line.waitConnected,
          emit: line.emit,
          nowMs: () => commandTime(store, clock),
          newId: () => crypto.randomUUID(),
          build: () => link.build() ?? '',
        },
        wish,
      );
    },
    start() {
      const onVisibility = () => flush.visibilityChanged();
      document.addEventListener('visibilitychange', onVisibility);
      // What the query cache has to say is said with the frame's other news: one render, not one for each.
      notifyManager.setScheduler((run) => flush.next(run));
      socket = connectSocket({
        link,
        route,
        onGateway: link.setGateway,
        onSignedOut: leaveForSignIn,
        askSignedIn: async () => (await fetchSession())?.signedIn ?? null,
      });
      return () => {
        document.removeEventListener('visibilitychange', onVisibility);
        notifyManager.setScheduler(defaultScheduler);
        socket?.stop();
        socket = null;
        flush.stop();
      };
    },
  };
}
