// A WebSocket as this adapter sees it, whatever opens it: what it can be asked, what it tells.
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { KalshiKey } from './sign.ts';

export interface SocketListener {
  opened(): void;
  text(text: string): void;
  /** A ping of the venue (null) or the answer to ours, with its round trip. */
  heartbeat(roundTripMs: number | null): void;
  /** Called exactly once per socket, whatever ended it. */
  closed(reason: string): void;
}

export interface Socket {
  send(text: string): void;
  /** Measures a round trip; ignored while one is outstanding. */
  ping(): void;
  /** Ends it at once, without a closing handshake. */
  terminate(reason: string): void;
}

/** Whom it calls, with what key, by what clock. */
export interface SocketOptions {
  readonly wsUrl: string;
  readonly key: KalshiKey;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** How a socket is opened: over the network, or in a proof over none. */
export type OpenSocket = (options: SocketOptions, listener: SocketListener) => Socket;
