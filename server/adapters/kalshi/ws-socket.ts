// The WebSocket itself, the only file that knows the library: a signed handshake goes out, texts and heartbeats come in.
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { parseErrorBody } from './error-body.ts';
import { signedHeaders } from './sign.ts';
import type { OpenSocket } from './socket.ts';

const HANDSHAKE_MS = 10_000;
/** The venue's own limit per message (kalshi-api §1.4). */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const MAX_REFUSAL_BYTES = 2_048;

/** Why a handshake was refused, with the venue's code when it told one (F37). */
function readRefusal(response: IncomingMessage, done: (reason: string) => void): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    text = (text + part).slice(0, MAX_REFUSAL_BYTES);
  });
  response.on('end', () => {
    const error = parseErrorBody(response.statusCode ?? 0, text);
    done(`handshake refused: ${error.httpStatus} ${error.code} ${error.details}`.trim());
  });
}

/** Opens one socket. Pings are answered by the library; nothing here reconnects. */
export const openSocket: OpenSocket = (options, listener) => {
  const { clock, timers } = options;
  const path = new URL(options.wsUrl).pathname;
  const timestampMs = Math.round(clock.wall());
  const socket = new WebSocket(options.wsUrl, {
    headers: signedHeaders(options.key, { timestampMs, method: 'GET', path }),
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
  });
  let over = false;
  let pingSentMs: number | null = null;
  const finish = (reason: string) => {
    if (over) return;
    over = true;
    cancelHandshake();
    socket.terminate();
    listener.closed(reason);
  };
  const cancelHandshake = timers.after(HANDSHAKE_MS, () => finish('handshake timed out'));

  socket.on('open', () => {
    cancelHandshake();
    if (!over) listener.opened();
  });
  socket.on('message', (data, isBinary) => {
    if (over) return;
    if (isBinary) finish('the venue sent a binary frame');
    else listener.text(data.toString());
  });
  socket.on('ping', () => {
    if (!over) listener.heartbeat(null);
  });
  socket.on('pong', () => {
    if (over) return;
    const roundTripMs = pingSentMs === null ? null : clock.mono() / 1e6 - pingSentMs;
    pingSentMs = null;
    listener.heartbeat(roundTripMs);
  });
  socket.on('unexpected-response', (_request, response) => readRefusal(response, finish));
  socket.on('error', (error) => finish(`socket error: ${error.message}`));
  socket.on('close', (code) => finish(`closed by the venue with code ${code}`));

  return {
    send: (text) => {
      if (!over && socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    ping: () => {
      if (over || pingSentMs !== null || socket.readyState !== WebSocket.OPEN) return;
      pingSentMs = clock.mono() / 1e6;
      socket.ping();
    },
    terminate: finish,
  };
};
