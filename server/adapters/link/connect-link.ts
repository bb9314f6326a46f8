// The client's side of a link: connects, logs in, reconnects every 100 … 500 ms, tells when it is up and when it is not.
import { connect, type Socket } from 'node:net';
import type { EngineMessage, EngineRequest, LinkRole } from '#lib/wire/engine-message.ts';
import type { Timers } from '#server/ports/timers.ts';
import { createLineReader } from './frame-lines.ts';

/** Short, because both ends are on this machine and the watchdog must hear of a restarted engine before it kills. */
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 500;

export interface Link {
  /** False when the link is down: nothing is queued, so that nothing late is ever delivered. */
  send(request: EngineRequest): boolean;
  isUp(): boolean;
  close(): void;
}

export interface LinkOptions {
  readonly port: number;
  readonly token: string;
  readonly role: LinkRole;
  readonly build: string;
  readonly timers: Timers;
  readonly onMessage: (message: EngineMessage) => void;
  readonly onUp?: () => void;
  readonly onDown?: (reason: string) => void;
  /** An attempt failed before the link was up, e.g. because nobody listens. */
  readonly onRefused?: (reason: string) => void;
}

function isEngineMessage(value: unknown): value is EngineMessage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'hello' ||
      value.kind === 'topic' ||
      value.kind === 'reply' ||
      value.kind === 'ticket' ||
      value.kind === 'heartbeat' ||
      value.kind === 'farewell')
  );
}

/** Keeps one authenticated connection to a process on this machine. The first message is always `hello`. */
export function connectLink(options: LinkOptions): Link {
  let socket: Socket | null = null;
  let up = false;
  let closed = false;
  let delayMs = FIRST_DELAY_MS;
  let cancelRetry: () => void = () => undefined;

  const open = (): void => {
    if (closed) return;
    const next = connect({ host: '127.0.0.1', port: options.port });
    socket = next;
    next.setNoDelay(true);
    next.setEncoding('utf8');
    const reader = createLineReader(
      (value) => {
        if (!isEngineMessage(value)) {
          next.destroy(new Error('unexpected message'));
          return;
        }
        if (!up && value.kind === 'hello') {
          up = true;
          delayMs = FIRST_DELAY_MS;
          options.onUp?.();
        }
        options.onMessage(value);
      },
      (reason) => next.destroy(new Error(reason)),
    );
    let reason = 'closed';
    next.on('connect', () => {
      const { role, token, build } = options;
      next.write(`${JSON.stringify({ kind: 'login', role, token, build })}\n`);
    });
    next.on('data', (chunk) => reader(String(chunk)));
    next.on('error', (error) => {
      reason = error.message;
    });
    next.on('close', () => {
      if (socket !== next) return;
      socket = null;
      if (up) options.onDown?.(reason);
      else if (!closed) options.onRefused?.(reason);
      up = false;
      if (!closed) cancelRetry = options.timers.after(delayMs, open);
      delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2);
    });
  };
  open();

  return {
    send(request) {
      if (!up || socket === null) return false;
      socket.write(`${JSON.stringify(request)}\n`);
      return true;
    },
    isUp: () => up,
    close() {
      closed = true;
      cancelRetry();
      socket?.destroy();
    },
  };
}
