// The only I/O of this adapter: one WebSocket to Kraken; a URL and callbacks in, text frames and exactly one end out.
import { WebSocket } from 'ws';
import type { SocketEnd } from './reconnect.ts';

export interface KrakenSocket {
  send(text: string): void;
  /** Ends the connection at once: a dead peer would never answer a close frame. */
  cut(): void;
}

export interface SocketHandlers {
  opened(): void;
  text(text: string): void;
  /** Called exactly once, whatever happened; nothing is called after it. */
  ended(end: SocketEnd): void;
}

const HANDSHAKE_MS = 10_000;
/** The instrument snapshot covers about 1,430 pairs. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** Starts connecting; the outcome comes through the handlers. */
export function openKrakenSocket(url: string, handlers: SocketHandlers): KrakenSocket {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: MAX_FRAME_BYTES,
  });
  let over = false;
  let lastError: string | null = null;
  let opened = false;
  const end = (how: SocketEnd): void => {
    if (over) return;
    over = true;
    handlers.ended(how);
  };
  socket.on('open', () => {
    opened = true;
    if (!over) handlers.opened();
  });
  socket.on('message', (data, isBinary) => {
    if (!over) handlers.text(isBinary ? '' : String(data));
  });
  socket.on('unexpected-response', (request, response) => {
    const asked = Number(response.headers['retry-after']);
    end({
      kind: 'refused',
      httpStatus: response.statusCode ?? 0,
      retryAfterSeconds: Number.isFinite(asked) ? asked : null,
    });
    request.destroy();
    socket.terminate();
  });
  socket.on('error', (error) => {
    lastError = error.message;
  });
  socket.on('close', (code, reason) => {
    const why = reason.toString() || (lastError ?? '');
    end(
      opened
        ? { kind: 'closed', code, reason: why }
        : { kind: 'failed', message: why || 'no connection' },
    );
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    cut: () => socket.terminate(),
  };
}
