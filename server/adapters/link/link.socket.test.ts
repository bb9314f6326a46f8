// The link between our processes, against peers that lie, stall, flood and vanish.
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { EngineMessage, EngineRequest } from '#lib/wire/engine-message.ts';
import { createSystemTimers } from '../system/timers.ts';
import { connectLink, type Link } from './connect-link.ts';
import { type LinkServer, serveLink } from './serve-link.ts';

const TOKEN = 'a-token-long-enough-for-anyone';
const HELLO: EngineMessage = {
  kind: 'hello',
  role: 'engine',
  build: 'b-1',
  boot: 'boot-1',
  mode: 'sim',
  pid: 1,
};

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function serve(
  onRequest: (request: EngineRequest) => void = () => undefined,
  port = 0,
): Promise<LinkServer> {
  const server = await serveLink({ port, token: TOKEN, hello: () => HELLO, onRequest });
  open.push(() => server.close());
  return server;
}

function join(port: number, onMessage: (message: EngineMessage) => void, token = TOKEN): Link {
  const link = connectLink({
    port,
    token,
    role: 'gateway',
    build: 'b-1',
    timers: createSystemTimers(),
    onMessage,
  });
  open.push(() => link.close());
  return link;
}

async function until(holds: () => boolean, withinMs = 5_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Sends raw text and resolves with what came back once the other side closed. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(text));
    socket.on('data', (chunk) => {
      got += String(chunk);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(got));
  });
}

const command = (fields: object) =>
  `${JSON.stringify({
    kind: 'command',
    command: {
      id: 'command-1',
      by: 'x',
      issuedAt: 1,
      expiresAt: 2,
      body: { kind: 'arm' },
      ...fields,
    },
  })}\n`;

describe('link', () => {
  test('hello comes first, requests arrive, answers come back', async () => {
    const got: EngineMessage[] = [];
    const asked: EngineRequest[] = [];
    const server = await serve((request) => asked.push(request));
    const link = join(server.port, (message) => got.push(message));
    await until(() => link.isUp());
    expect(got[0]).toEqual(HELLO);
    link.send({ kind: 'snapshot', topic: 'status' });
    await until(() => asked.length === 1);
    expect(asked).toEqual([{ kind: 'snapshot', topic: 'status' }]);
  });

  test('a wrong token, no token, or a command before the login ends the connection without a word', async () => {
    const asked: EngineRequest[] = [];
    const server = await serve((request) => asked.push(request));
    const login = (token: string) =>
      `${JSON.stringify({ kind: 'login', role: 'cli', token, build: 'b-1' })}\n`;
    expect(await raw(server.port, login('wrong'))).toBe('');
    expect(await raw(server.port, login(''))).toBe('');
    expect(await raw(server.port, command({}))).toBe('');
    expect(await raw(server.port, 'GET / HTTP/1.1\r\n\r\n')).toBe('');
    expect(asked).toEqual([]);
  });

  test('nothing an unknown peer sends ends the process: fractions, huge numbers, deep nesting, half lines', async () => {
    const server = await serve();
    const deep = `${'['.repeat(20_000)}\n`;
    for (const text of [
      command({ issuedAt: 1.5 }),
      command({ issuedAt: 1e300 }),
      command({ body: { kind: 'approve', approvalId: '', version: -1, shownHash: 'x' } }),
      deep,
      '{"__proto__":{"kind":"login"}}\n',
    ])
      expect(await raw(server.port, text)).toBe('');
    const link = join(server.port, () => undefined);
    await until(() => link.isUp());
  });

  test('a line without end is cut off at 64 KB, a silent peer after two seconds', async () => {
    const server = await serve();
    expect(await raw(server.port, 'x'.repeat(70_000))).toBe('');
    const started = performance.now();
    expect(await raw(server.port, '{"kind":')).toBe('');
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test('a request that throws ends its own connection only', async () => {
    let calls = 0;
    const server = await serve(() => {
      calls += 1;
      throw new Error('handler bug');
    });
    const bad = join(server.port, () => undefined);
    const good = join(server.port, () => undefined);
    await until(() => bad.isUp() && good.isUp());
    bad.send({ kind: 'snapshot', topic: 'status' });
    await until(() => calls === 1);
    await until(() => !bad.isUp());
    expect(good.isUp()).toBe(true);
  });

  test('a fractional command time is refused at the door: it could not be stored', async () => {
    const asked: EngineRequest[] = [];
    const server = await serve((request) => asked.push(request));
    const link = join(server.port, () => undefined);
    await until(() => link.isUp());
    const now = wallMs(1_795_186_800_000.25);
    link.send({
      kind: 'command',
      command: {
        id: commandId('command-1'),
        by: 'x',
        issuedAt: now,
        expiresAt: now,
        body: { kind: 'arm' },
      },
    });
    await until(() => !link.isUp());
    expect(asked).toEqual([]);
  });

  test('a kill passes with any reason: too long is cut, none is named', async () => {
    const reasons: string[] = [];
    const server = await serve((request) => {
      if (request.kind === 'command' && request.command.body.kind === 'kill')
        reasons.push(request.command.body.reason);
    });
    const link = join(server.port, () => undefined);
    await until(() => link.isUp());
    link.send({
      kind: 'command',
      command: {
        id: commandId('command-1'),
        by: 'x',
        issuedAt: wallMs(1),
        expiresAt: wallMs(2),
        body: { kind: 'kill', reason: 'x'.repeat(5_000) },
      },
    });
    await until(() => reasons.length === 1);
    expect(reasons[0]).toHaveLength(500);
  });

  test('two peers hear a broadcast; one leaving leaves the other; a restarted server is found again', async () => {
    const server = await serve();
    const counts = [0, 0];
    const count = (which: 0 | 1) => (message: EngineMessage) => {
      if (message.kind === 'heartbeat') counts[which] = (counts[which] ?? 0) + 1;
    };
    const first = join(server.port, count(0));
    const second = join(server.port, count(1));
    await until(() => first.isUp() && second.isUp());
    const beat: EngineMessage = {
      ...{ kind: 'heartbeat', at: 0, loopDelayMs: 0, rssBytes: 0 },
      isStarting: false,
    };
    server.broadcast(beat);
    await until(() => counts[0] === 1 && counts[1] === 1);
    first.close();
    await until(() => server.peers().length === 1);
    server.broadcast(beat);
    await until(() => counts[1] === 2);
    const { port } = server;
    await server.close();
    await until(() => !second.isUp());
    expect(second.send({ kind: 'snapshot', topic: 'status' })).toBe(false);
    await serve(() => undefined, port);
    await until(() => second.isUp(), 2_000);
  });

  test('F114 a reader that takes nothing loses tables, keeps its replies, and does not hold our memory', async () => {
    const server = await serve();
    const socket = connect({ host: '127.0.0.1', port: server.port }, () =>
      socket.write(
        `${JSON.stringify({ kind: 'login', role: 'gateway', token: TOKEN, build: 'b-1' })}\n`,
      ),
    );
    open.push(() => socket.destroy());
    await until(() => server.peers().length === 1);
    socket.pause();
    const point = { midUsd: 95_000.5, indexUsd: 95_000.25 };
    const rows = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, second) => [String(1_795_186_800 + second), point]),
    );
    const before = process.memoryUsage().rss;
    for (let seq = 1; seq <= 200; seq++)
      server.broadcast({
        kind: 'topic',
        message: {
          v: 1,
          kind: 'snapshot',
          topic: 'chart',
          boot: 'b',
          seq,
          at: 0,
          rows,
        },
      });
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
    const reply = {
      id: commandId('command-9'),
      ok: true,
      code: 'killed',
      text: '',
      at: wallMs(1),
    };
    for (const peer of server.peers()) peer.send({ kind: 'reply', reply });
    let got = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      got = (got + String(chunk)).slice(-500);
    });
    socket.resume();
    await until(() => got.includes('command-9'));
  });
});
