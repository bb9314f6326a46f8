// The network between one process and the venue: HTTP and sockets in virtual time, as bad as the weather. In: bytes. Out: bytes.
import type { SendHttp } from '#server/adapters/kalshi/http-send.ts';
import type { OpenSocket, SocketListener } from '#server/adapters/kalshi/socket.ts';
import type { RestHandler } from '#server/simulator/kalshi/rest.ts';
import type { RestResponse } from '#server/simulator/kalshi/rest-call.ts';
import type { ProcessLife } from './process-life.ts';
import type { VenueSide } from './venue-side.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { HttpFate, Weather } from './weather.ts';

export interface NetworkTools {
  readonly time: VirtualTime;
  readonly life: ProcessLife;
  readonly weather: Weather;
  readonly venue: VenueSide;
  readonly crash: (where: string) => void;
  /** Sees every request at the instant it leaves the process. */
  readonly onRequest: (method: string, path: string, body: string | null) => void;
}

export interface Network {
  readonly http: SendHttp;
  readonly openSocket: OpenSocket;
  /** Cuts every socket of this process, as the venue or a router would. */
  cut(reason: string): void;
}

const NEVER = Number.POSITIVE_INFINITY;

interface Exchange {
  /** When the request reaches the venue, ms from now; NEVER = it does not. */
  readonly arriveMs: number;
  /** What the sender gets after the way back; null = nothing. */
  readonly answer: (response: RestResponse) => RestResponse | 'reset' | null;
}

const plain = (status: number, bodyText: string): RestResponse => ({
  status,
  bodyText,
  headers: {},
});

/** What each fate does to request and answer. */
function exchangeOf(fate: HttpFate, weather: Weather): Exchange {
  const arriveMs = weather.legMs();
  const keep = (response: RestResponse): RestResponse => response;
  switch (fate) {
    case 'reset-after':
    case 'crash-after':
      return { arriveMs, answer: () => 'reset' };
    case 'silence-after':
      return { arriveMs, answer: () => null };
    case 'error-after': {
      const status = weather.errorStatus();
      return { arriveMs, answer: () => plain(status, 'upstream error') };
    }
    case 'timeout-after':
      return { arriveMs, answer: () => plain(408, '{"error":{"code":"request_timeout"}}') };
    case 'garbage-after':
      return { arriveMs, answer: ({ status }) => plain(status, '<html>oops') };
    case 'late':
      return { arriveMs: arriveMs + weather.lateMs(), answer: keep };
    default:
      return { arriveMs, answer: keep };
  }
}

/** The answer of something in front of the venue, which never saw the request. */
function refusedBefore(fate: HttpFate): RestResponse | 'reset' | null | undefined {
  switch (fate) {
    case 'reset-before':
    case 'crash-before':
      return 'reset';
    case 'silence-before':
      return null;
    case 'busy-before':
      return plain(503, 'upstream connect error');
    case 'limited-before':
      return plain(429, '{"error":"too many requests"}');
    case 'missing-before':
      return plain(404, '{"error":{"code":"not_found"}}');
    case 'timeout-before':
      return plain(408, '{"error":{"code":"request_timeout"}}');
    default:
      return undefined;
  }
}

function createHttp(tools: NetworkTools, handle: RestHandler): SendHttp {
  const { time, life, weather, crash } = tools;
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const { pathname: path, search } = new URL(url);
      const isWrite = method !== 'GET';
      const fate = weather.http(method);
      if (fate !== 'normal') weather.note(`${isWrite ? 'write' : 'read'} ${fate}`);
      if (fate === 'crash-before') {
        crash(`before ${method}`);
        return;
      }
      tools.onRequest(method, path, body);
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      const back = (result: RestResponse | 'reset' | null): void => {
        if (result === null) return;
        time.after(
          weather.legMs(),
          life.guard(() => {
            if (result === 'reset') reject(new Error('connection reset'));
            else {
              const date = new Date(time.nowMs()).toUTCString();
              resolve({ status: result.status, text: result.bodyText, date });
            }
          }),
        );
      };
      const refused = refusedBefore(fate);
      if (refused !== undefined) {
        back(refused);
        return;
      }
      const { arriveMs, answer } = exchangeOf(fate, weather);
      if (arriveMs !== NEVER)
        time.after(arriveMs, () => {
          const nowMs = time.nowMs();
          const response = handle({
            ...{ method, path, query: search.slice(1), bodyText: body ?? '' },
            headers: lowerCase(headers),
            ...{ nowMs, wallMs: nowMs },
          });
          back(answer(response));
        });
      if (fate === 'crash-after') crash(`after ${method}`);
    });
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lowered: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) lowered[name.toLowerCase()] = value;
  return lowered;
}

/** One socket: frames keep their order unless the weather lets one jump. */
function connect(
  tools: NetworkTools,
  listener: SocketListener,
  onOver: () => void,
): { readonly finish: (reason: string) => void; readonly send: (text: string) => void } {
  const { time, life, weather, venue } = tools;
  let over = false;
  let lastMs = 0;
  const toClient = life.guard((text: string) => {
    if (!over) listener.text(text);
  });
  const connection = venue.connect((text) => {
    if (over || weather.has('offline')) return;
    const { copies, jumps } = weather.frame();
    for (const ms of copies) {
      const atMs = jumps ? time.nowMs() + ms : Math.max(lastMs, time.nowMs() + ms);
      if (!jumps) lastMs = atMs;
      time.after(atMs - time.nowMs(), () => toClient(text));
    }
  });
  const stopPings = venue.onPing(
    life.guard(() => {
      if (!over && !weather.has('offline')) listener.heartbeat(null);
    }),
  );
  let sentMs = 0;
  return {
    finish(reason) {
      if (over) return;
      over = true;
      connection.close();
      stopPings();
      onOver();
      if (life.isAlive()) listener.closed(reason);
    },
    send(text) {
      if (over || weather.has('offline')) return;
      sentMs = Math.max(sentMs, time.nowMs() + weather.legMs());
      time.after(sentMs - time.nowMs(), () => {
        if (!over) connection.receive(text, time.nowMs());
      });
    },
  };
}

function createOpenSocket(tools: NetworkTools, open: Set<(reason: string) => void>): OpenSocket {
  const { time, life, weather } = tools;
  return (_options, listener) => {
    let line: ReturnType<typeof connect> | null = null;
    let isEnded = false;
    let pingMs: number | null = null;
    const end = (reason: string): void => {
      if (isEnded) return;
      isEnded = true;
      if (line === null) listener.closed(reason);
      else line.finish(reason);
    };
    life.timers.after(2 * weather.legMs(), () => {
      if (isEnded) return;
      if (weather.has('offline')) {
        end('socket error: unreachable');
        return;
      }
      line = connect(tools, listener, () => {
        isEnded = true;
        open.delete(end);
      });
      open.add(end);
      listener.opened();
    });
    return {
      send: (text) => line?.send(text),
      ping() {
        if (line === null || isEnded || pingMs !== null || weather.has('offline')) return;
        pingMs = time.nowMs();
        life.timers.after(2 * weather.legMs(), () => {
          const sentMs = pingMs ?? time.nowMs();
          pingMs = null;
          if (!isEnded) listener.heartbeat(time.nowMs() - sentMs);
        });
      },
      terminate: end,
    };
  };
}

/** The network of one process. */
export function createNetwork(tools: NetworkTools): Network {
  const open = new Set<(reason: string) => void>();
  return {
    http: createHttp(tools, tools.venue.rest),
    openSocket: createOpenSocket(tools, open),
    cut(reason) {
      for (const end of [...open]) end(reason);
    },
  };
}
