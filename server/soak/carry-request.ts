// Carries one REST request to the venue and its answer back, and lets the weather strike either.
import { type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { Fault } from './fault.ts';
import type { Weather } from './weather.ts';

export interface RestPlace {
  readonly target: URL;
  readonly weather: Weather;
  readonly rng: Rng;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const LINE = 'kalshi-rest';
const ERRORS = [500, 502, 503, 504, 408, 429] as const;
const DROP_BYTES = 32;
const MOST_DROPS = 150;
const DROP_MS = 20;

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Passes a request on; rejects when the venue does not answer. */
function forward(request: IncomingMessage, body: Buffer, target: URL): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = request;
    const { hostname, port, host } = target;
    const onward = open({ hostname, port, method, path, headers: { ...headers, host } });
    onward.on('error', reject);
    onward.on('response', (answer) => {
      const { statusCode: status = 502, headers: fields } = answer;
      bodyOf(answer).then((whole) => resolve({ status, headers: fields, body: whole }), reject);
    });
    onward.end(body);
  });
}

/** The venue's head for a body sent as one piece. */
function writeHead(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: __, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length });
}

function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer);
  response.end(answer.body);
}

function sendError(response: ServerResponse, rng: Rng): void {
  const status = ERRORS[rng.below(ERRORS.length)] ?? 503;
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<html><body><h1>${status}</h1></body></html>`);
}

function cutShort(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-length': body.length + 1 });
  response.write(body.subarray(0, body.length >> 1), () => response.socket?.resetAndDestroy());
}

async function drip(response: ServerResponse, answer: Answer): Promise<void> {
  const { body } = answer;
  const size = Math.max(DROP_BYTES, Math.ceil(body.length / MOST_DROPS));
  writeHead(response, answer);
  for (let at = 0; at < body.length && response.writable; at += size) {
    response.write(body.subarray(at, at + size));
    await pause(DROP_MS);
  }
  response.end();
}

function garbled(answer: Answer): Answer {
  const text = answer.body.toString('latin1');
  return { ...answer, body: Buffer.from(text.slice(0, text.length >> 1).replace(/[":]/g, '?')) };
}

/** What `fault` makes of a request. Nothing is sent back by those that leave the engine waiting. */
async function struck(
  fault: Fault,
  whole: { readonly request: IncomingMessage; readonly body: Buffer; response: ServerResponse },
  { target, rng }: RestPlace,
): Promise<void> {
  const { request, body, response } = whole;
  if (fault.kind === 'hang') return;
  if (fault.kind === 'refuse') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault.kind === 'fail-before') {
    sendError(response, rng);
    return;
  }
  const first = await forward(request, body, target);
  const answer = fault.kind === 'twice' ? await forward(request, body, target) : first;
  switch (fault.kind) {
    case 'fail-after':
      sendError(response, rng);
      return;
    case 'lose-answer':
      response.socket?.resetAndDestroy();
      return;
    case 'no-answer':
      return;
    case 'garble':
      send(response, garbled(answer));
      return;
    case 'cut':
      cutShort(response, answer);
      return;
    case 'drip':
      await drip(response, answer);
      return;
    default:
      send(response, answer);
  }
}

/** Carries one request; rejects when the venue itself is gone. */
export async function carryRequest(
  request: IncomingMessage,
  response: ServerResponse,
  place: RestPlace,
): Promise<void> {
  const { weather, rng, target } = place;
  response.on('error', () => undefined);
  const body = await bodyOf(request);
  for (const fault of weather.on(LINE))
    if (fault.kind === 'slow') {
      weather.strike(fault);
      await pause(rng.exponential(fault.delayMs));
    }
  const fault = weather.on(LINE).find(({ kind, share }) => kind !== 'slow' && rng.chance(share));
  if (fault === undefined) {
    send(response, await forward(request, body, target));
    return;
  }
  weather.strike(fault);
  await struck(fault, { request, body, response }, place);
}
