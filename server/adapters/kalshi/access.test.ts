// A refused key and a refused clock over a made-up network: what is tried again, what is held back, what is told.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { clientOrderId, venueOrderId } from '#lib/domain/ids.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { AccessRefusedReport } from '#lib/domain/report.ts';
import { unwrap } from '#lib/result.ts';
import type { HttpReply, HttpRequest } from './http-send.ts';
import { openKeyFile } from './key-file.ts';
import type { RestCall } from './rest-call.ts';
import { createKalshiOrders } from './rest-client.ts';
import { createTransport } from './rest-transport.ts';
import { approvedOrder, TICKER } from './test-kit.ts';

const KEY = 'authentication_error';
const CLOCK = 'header_timestamp_expired';
const READ: RestCall = { method: 'GET', path: '/portfolio/balance' };
const CANCEL: RestCall = { method: 'DELETE', path: '/portfolio/events/orders/v', urgent: true };
const CREATE: RestCall = { method: 'POST', path: '/portfolio/events/orders', body: {} };

const home = mkdtempSync(join(tmpdir(), 'voltage-key-'));
afterAll(() => rmSync(home, { recursive: true }));

function pem(): string {
  return String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

function refusal(code: string): HttpReply {
  return { status: 401, text: JSON.stringify({ error: { code } }), date: null };
}
const TAKEN: HttpReply = { status: 200, text: '{}', date: null };

/** One transport whose venue answers with `answer`; `sent` lists what reached it, the learning of limits aside. */
function bench(answer: (request: HttpRequest, signature: string) => HttpReply) {
  const file = join(home, `${String(Math.random()).slice(2)}.pem`);
  writeFileSync(file, pem());
  const sent: HttpRequest[] = [];
  const told: AccessRefusedReport[] = [];
  const options = {
    restUrl: 'http://venue/trade-api/v2',
    wsUrl: 'ws://venue/trade-api/ws/v2',
    key: unwrap(openKeyFile(file, 'key-1')),
    shard: 2,
    clock: { wall: () => wallMs(1_795_186_800_000), mono: () => monoNs(1) },
    timers: { after: () => () => undefined, every: () => () => undefined },
    entropy: { random: () => 0, uuid: () => 'u' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    network: {
      http: async (request: HttpRequest) => {
        if (request.url.includes('/account/')) return TAKEN;
        sent.push(request);
        return answer(request, request.headers['KALSHI-ACCESS-SIGNATURE'] ?? '');
      },
      openSocket: () => {
        throw new Error('no socket is opened here');
      },
    },
  };
  const transport = createTransport(options, (report) => told.push(report));
  return { file, sent, told, options, transport };
}

/** A venue that takes nothing signed with the first key it sees. */
function rotated(): ReturnType<typeof bench> {
  const old = new Set<string>();
  let isFirst = true;
  return bench((_, signature) => {
    if (isFirst) old.add(signature);
    isFirst = false;
    return old.has(signature) ? refusal(KEY) : TAKEN;
  });
}

describe('a refused key', () => {
  test.each([
    ['a read', READ],
    ['a cancel', CANCEL],
  ])(
    'F36 %s is tried once more with the key its file holds by now, and then goes on',
    async (_, call) => {
      const { file, sent, told, transport } = rotated();
      writeFileSync(file, pem());
      expect(await transport.send(call)).toMatchObject({ kind: 'reply', status: 200 });
      expect(sent).toHaveLength(2);
      expect(told).toEqual([]);
      expect(await transport.send(CREATE)).toMatchObject({ status: 200 });
    },
  );

  test.each([
    ['a read', READ],
    ['a cancel', CANCEL],
  ])('F36 %s refused again is told once, and what raises risk stays here', async (_, call) => {
    const { sent, told, transport } = bench(() => refusal(KEY));
    expect(await transport.send(call)).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(2);
    expect(told).toMatchObject([{ kind: 'access-refused', because: 'key', detail: KEY }]);
    expect(await transport.send(CREATE)).toMatchObject({ kind: 'not-sent', because: 'key' });
    expect(await transport.send(CANCEL)).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(3);
    expect(told).toHaveLength(1);
  });

  test('F36 a create is never sent twice, whatever its file holds by now', async () => {
    const { file, sent, told, transport } = rotated();
    writeFileSync(file, pem());
    expect(await transport.send(CREATE)).toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
    expect(told).toMatchObject([{ because: 'key' }]);
  });

  test('F36 reads that were under way together are all saved by one reading of the key', async () => {
    const old = new Set<string>();
    const keys: string[] = [];
    const { file, told, transport } = bench((_, signature) => {
      keys.push(signature);
      if (keys.length <= 6) old.add(signature);
      return old.has(signature) ? refusal(KEY) : TAKEN;
    });
    writeFileSync(file, pem());
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => transport.send(READ)));
    expect(outcomes.every((each) => each.kind === 'reply' && each.status === 200)).toBe(true);
    expect(told).toEqual([]);
  });

  test('F36 a file that cannot be read leaves the last key in use and names no secret', async () => {
    const { file, sent, options, transport } = bench(() => refusal(KEY));
    writeFileSync(file, 'half a key');
    await transport.send(READ);
    expect(sent.map((each) => each.headers['KALSHI-ACCESS-KEY'])).toEqual(['key-1', 'key-1']);
    expect(JSON.stringify(options.key)).toContain('secret redacted');
  });

  test('F36 whatever the venue answers, no request leaves more than twice and no create more than once', async () => {
    const answer = fc.constantFrom(TAKEN, refusal(KEY), refusal(CLOCK), { ...TAKEN, status: 503 });
    const call = fc.constantFrom(READ, CANCEL, CREATE);
    await fc.assert(
      fc.asyncProperty(fc.array(answer), fc.array(call), async (answers, calls) => {
        const left = [...answers];
        const { sent, transport } = bench(() => left.shift() ?? TAKEN);
        for (const each of calls) {
          const before = sent.length;
          await transport.send(each);
          const times = sent.length - before;
          expect(times).toBeLessThanOrEqual(each.method === 'POST' ? 1 : 2);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a refused clock', () => {
  test('F37 it is told as a clock, the key is not read again, and the next reply that is taken ends it', async () => {
    let isRight = false;
    const { sent, told, transport } = bench(() => (isRight ? TAKEN : refusal(CLOCK)));
    await transport.send(CANCEL);
    expect(sent).toHaveLength(1);
    expect(told).toMatchObject([
      { because: 'clock', detail: expect.stringContaining('our clock is off') },
    ]);
    expect(await transport.send(CREATE)).toMatchObject({ kind: 'not-sent', because: 'clock' });
    isRight = true;
    await transport.send(READ);
    expect(await transport.send(CREATE)).toMatchObject({ status: 200 });
  });

  test('F37 an order held back for the clock is denied by us, not refused by the venue', async () => {
    const { options } = bench(() => refusal(CLOCK));
    const orders = createKalshiOrders(options);
    const told: string[] = [];
    orders.onRefused?.(({ because }) => told.push(because));
    await orders.cancel({ venueOrderId: venueOrderId('v'), ticker: TICKER, shard: 2 });
    const report = await orders.create(approvedOrder({ clientOrderId: clientOrderId('second') }));
    expect(report).toMatchObject({ httpStatus: 0, code: 'clock_refused' });
    expect(told).toEqual(['clock']);
  });
});
