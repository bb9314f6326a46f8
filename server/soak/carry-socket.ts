// Carries one WebSocket between engine and venue and lets the weather strike it, message by message.
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { Fault, Line } from './fault.ts';
import { createFrameSplitter, type Frame, isControl, textFrame } from './frames.ts';
import { createPipe, type Pipe } from './pipe.ts';
import type { Weather } from './weather.ts';

export interface SocketPlace {
  readonly line: Line;
  readonly target: URL;
  readonly weather: Weather;
  readonly rng: Rng;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const WHOLE_LINE: readonly string[] = ['slow', 'stall', 'mute', 'deaf', 'refuse', 'drip'];

/** The request as it came, without compression: a fault must be able to read what it strikes. */
function headOf(request: IncomingMessage, target: URL): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (/^(host|sec-websocket-extensions)$/i.test(name)) continue;
    lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  return `${[...lines, `host: ${target.host}`].join('\r\n')}\r\n\r\n`;
}

/** Answers an upgrade with an error, as a gateway under load does. */
export function refuseUpgrade(socket: Socket, rng: Rng): void {
  const status = ['503 Service Unavailable', '502 Bad Gateway', '429 Too Many Requests'];
  const line = status[rng.below(status.length)];
  socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function pipeTo(socket: Socket, place: SocketPlace): Pipe {
  const { line, weather, rng } = place;
  return createPipe({
    write: (bytes) => void (socket.writable && socket.write(bytes)),
    isHeld: () => weather.has(line, 'stall'),
    delayMs: () =>
      weather.on(line).reduce((sum, { kind, delayMs }) => {
        return kind === 'slow' ? sum + rng.exponential(delayMs) : sum;
      }, 0),
    isDripping: () => weather.has(line, 'drip'),
  });
}

/** Both ends of one carried connection. */
interface Ends {
  readonly client: Socket;
  readonly venue: Socket;
  readonly down: Pipe;
  /** A message held back until the next one has passed it. */
  held: Buffer | null;
}

function pass(ends: Ends, bytes: Buffer): void {
  ends.down.push(bytes);
  if (ends.held === null) return;
  ends.down.push(ends.held);
  ends.held = null;
}

/** What a fault makes of one message of the venue. */
function strike(ends: Ends, { kind }: Fault, { bytes, payload }: Frame): void {
  switch (kind) {
    case 'lose':
      return;
    case 'twice':
      pass(ends, bytes);
      pass(ends, bytes);
      return;
    case 'swap':
      if (ends.held === null) ends.held = Buffer.from(bytes);
      else pass(ends, bytes);
      return;
    case 'garble':
      pass(ends, textFrame(Buffer.from(payload.toString('latin1').replace(/["{:]/g, '?'))));
      return;
    case 'cut':
      pass(ends, textFrame(payload.subarray(0, payload.length >> 1)));
      return;
    case 'reset':
      ends.client.write(bytes.subarray(0, Math.max(1, bytes.length >> 1)));
      ends.client.resetAndDestroy();
      ends.venue.destroy();
      return;
    case 'half-open':
      // The engine's side stays open and silent until the engine itself gives it up.
      ends.down.close();
      ends.venue.removeAllListeners('close');
      ends.venue.destroy();
      return;
    default:
      pass(ends, bytes);
  }
}

function fromVenue(ends: Ends, place: SocketPlace, frame: Frame): void {
  const { line, weather, rng } = place;
  if (isControl(frame)) {
    ends.down.push(frame.bytes);
    return;
  }
  if (weather.has(line, 'mute')) {
    weather.strike({ line, kind: 'mute' });
    return;
  }
  const hit = weather
    .on(line)
    .find(({ kind, share }) => !WHOLE_LINE.includes(kind) && rng.chance(share));
  for (const fault of weather.on(line))
    if (['slow', 'stall', 'drip'].includes(fault.kind)) weather.strike(fault);
  if (hit === undefined) {
    pass(ends, frame.bytes);
    return;
  }
  weather.strike(hit);
  strike(ends, hit, frame);
}

/** Carries `request`, whose connection is `client`, to the venue until either end is gone. */
export function carrySocket(
  { request, client, head }: { request: IncomingMessage; client: Socket; head: Buffer },
  place: SocketPlace,
): void {
  const { line, target, weather } = place;
  const venue = connect(Number(target.port), target.hostname);
  const down = pipeTo(client, place);
  const up = pipeTo(venue, place);
  const ends: Ends = { client, venue, down, held: null };
  const close = (): void => {
    down.close();
    up.close();
    client.destroy();
    venue.destroy();
  };
  for (const socket of [client, venue]) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', close);
  }
  venue.write(headOf(request, target));
  const ours = createFrameSplitter();
  const upward = (chunk: Buffer): void => {
    for (const frame of ours(chunk)) {
      if (weather.has(line, 'deaf') && !isControl(frame)) weather.strike({ line, kind: 'deaf' });
      else up.push(Buffer.from(frame.bytes));
    }
  };
  upward(head);
  client.on('data', upward);
  const theirs = createFrameSplitter();
  let answer: Buffer | null = Buffer.alloc(0);
  venue.on('data', (chunk: Buffer) => {
    let frames = chunk;
    if (answer !== null) {
      answer = Buffer.concat([answer, chunk]);
      const end = answer.indexOf(END_OF_HEAD);
      if (end < 0) return;
      down.push(answer.subarray(0, end + END_OF_HEAD.length));
      frames = answer.subarray(end + END_OF_HEAD.length);
      answer = null;
    }
    for (const frame of theirs(frames)) fromVenue(ends, place, frame);
  });
}
