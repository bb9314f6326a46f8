// The simulator as a process: ready line, both venues alive on their sockets, time at the asked pace, clean ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';

const TOKEN = 'a-token-of-enough-length';
const MAIN = new URL('./main.ts', import.meta.url).pathname;
const START_AT = Date.UTC(2026, 10, 22, 15, 58);

const readyLine = z.strictObject({
  ready: z.literal(true),
  krakenUrl: z.string().regex(/^ws:\/\/127\.0\.0\.1:\d+\/v2$/),
  krakenRestUrl: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/0\/public$/),
  kalshiRestUrl: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/trade-api\/v2$/),
  kalshiWsUrl: z.string().regex(/^ws:\/\/127\.0\.0\.1:\d+\/trade-api\/ws\/v2$/),
  adminUrl: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
});
const stateBody = z.object({
  nowMs: z.number(),
  speed: z.number(),
  trader: z.object({ cashMicroByShard: z.record(z.string(), z.number()) }),
  markets: z.array(z.object({ ticker: z.string(), status: z.string(), result: z.string() })),
});

function configuration(): Record<string, unknown> {
  const { publicKey } = generateKeyPairSync('ed25519');
  return {
    seed: 'process',
    speed: 60,
    startAt: START_AT,
    strikes: 2,
    buckets: 1,
    adminToken: TOKEN,
    traderKeyId: '7d1f2f3c-0000-4000-8000-000000000001',
    traderPublicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    traderCash: 2_500,
  };
}

let child: ChildProcess | null = null;

afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
});

function launch(input: string): { child: ChildProcess; errors: () => string } {
  const started = spawn(process.execPath, [MAIN], { stdio: ['pipe', 'pipe', 'pipe'] });
  child = started;
  let errors = '';
  started.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  started.stdin.write(input);
  return { child: started, errors: () => errors };
}

async function ready(started: ChildProcess): Promise<z.infer<typeof readyLine>> {
  const output = started.stdout;
  expect(output).not.toBeNull();
  if (output === null) throw new Error('no standard output');
  const [line] = await once(createInterface({ input: output }), 'line');
  return readyLine.parse(JSON.parse(String(line)));
}

async function state(adminUrl: string): Promise<z.infer<typeof stateBody>> {
  const response = await fetch(`${adminUrl}/state`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return stateBody.parse(await response.json());
}

/** The channels and types of the first frames until `enough` says so. */
async function krakenFrames(url: string, enough: (seen: Set<string>) => boolean) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const frame = z.object({ channel: z.string().optional(), type: z.string().optional() });
  const seen = new Set<string>();
  socket.on('message', (data) => {
    const { channel, type } = frame.parse(JSON.parse(String(data)));
    seen.add(`${channel ?? 'reply'}/${type ?? ''}`);
  });
  await once(socket, 'open');
  const params = { channel: 'book', symbol: ['BTC/USD'], depth: 25 };
  socket.send(JSON.stringify({ method: 'subscribe', params, req_id: 1 }));
  while (!enough(seen)) await once(socket, 'message');
  socket.terminate();
  return seen;
}

test('one line says where everything is, both venues answer, and time runs at the asked speed', async () => {
  const started = launch(`${JSON.stringify(configuration())}\n`);
  const urls = await ready(started.child);
  const frames = await krakenFrames(
    urls.krakenUrl,
    (seen) => seen.has('book/update') && seen.has('heartbeat/'),
  );
  expect([...frames]).toEqual(expect.arrayContaining(['status/update', 'book/snapshot']));
  const status = await fetch(`${urls.kalshiRestUrl}/exchange/status`);
  expect(await status.json()).toMatchObject({ exchange_active: true });

  const first = await state(urls.adminUrl);
  expect(first.trader.cashMicroByShard).toMatchObject({ 0: 0, 2: 2_500_000_000 });
  const realMs = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const second = await state(urls.adminUrl);
  const pace = (second.nowMs - first.nowMs) / (Date.now() - realMs);
  expect(pace).toBeGreaterThan(45);
  expect(pace).toBeLessThan(75);

  let last = second;
  while (last.nowMs < START_AT + 130_000) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    last = await state(urls.adminUrl);
  }
  const window = last.markets.find((market) => market.ticker === 'KXBTC15M-26NOV221100-00');
  expect(window).toMatchObject({ status: 'finalized' });
  expect(['yes', 'no']).toContain(window?.result);

  started.child.kill('SIGTERM');
  const [code] = await once(started.child, 'exit');
  expect(code).toBe(0);
  for (const line of started.errors().split('\n').filter(Boolean)) {
    expect(() => JSON.parse(line)).not.toThrow();
    expect(line).not.toContain(TOKEN);
  }
});

test('the process ends when its supervisor is gone', async () => {
  const started = launch(`${JSON.stringify(configuration())}\n`);
  await ready(started.child);
  started.child.stdin?.end();
  const [code] = await once(started.child, 'exit');
  expect(code).toBe(0);
});

test.each([
  ['a short token', { adminToken: 'short' }, 'adminToken'],
  ['an unknown field', { sped: 2 }, 'sped'],
  ['a key that is none', { traderPublicKeyPem: 'none' }, 'traderPublicKeyPem'],
])('%s is refused before anything listens', async (_name, change, field) => {
  const started = launch(`${JSON.stringify({ ...configuration(), ...change })}\n`);
  const [code] = await once(started.child, 'exit');
  expect(code).toBe(1);
  expect(started.errors()).toContain(field);
});
