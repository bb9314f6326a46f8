// Candles over a real socket: from the simulated venue, and from servers that fail in every way.
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { Timers } from '#server/ports/timers.ts';
import { serveKraken } from '#server/simulator/kraken/serve-kraken.ts';
import { createSpotMarket } from '#server/simulator/kraken/spot-market.ts';
import { createKrakenVenue } from '#server/simulator/kraken/venue.ts';
import { createMinuteCandles } from '#server/simulator/world/minute-candles.ts';
import { createKrakenHistory } from './rest-history.ts';

const NOW = 1_795_359_600_000;

/** Time-outs are shortened two hundredfold, and what was waited for is noted. */
function quickTimers(waits: number[]): Timers {
  return {
    after: (ms, run) => {
      waits.push(ms);
      const timer = setTimeout(run, ms / 200);
      return () => clearTimeout(timer);
    },
    every: () => () => undefined,
  };
}

function historyOf(restUrl: string, waits: number[] = []) {
  return createKrakenHistory({
    restUrl,
    pair: 'XBTUSD',
    budgetDirectory: null,
    clock: { wall: () => wallMs(NOW), mono: () => monoNs(0) },
    timers: quickTimers(waits),
    entropy: { random: () => 0.5, uuid: () => crypto.randomUUID() },
  });
}

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(answer: (response: ServerResponse, call: number) => void): Promise<string> {
  let calls = 0;
  const made = createServer((_request, response) => {
    calls += 1;
    answer(response, calls);
  });
  server = made;
  await new Promise<void>((resolve) => {
    made.listen(0, '127.0.0.1', resolve);
  });
  const address = made.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

describe('history over REST', () => {
  it('reads the closed minutes of the simulated venue', async () => {
    const candles = createMinuteCandles();
    for (let second = 0; second < 600; second++)
      candles.price(NOW + second * 1000, 64_000 + second / 10);
    const market = createSpotMarket({ random: Math.random, midUsd: 64_000, atMs: NOW });
    const venue = createKrakenVenue({ bids: market.bids(), asks: market.asks() });
    const rows = candles.rows;
    const venueSide = await serveKraken({ port: 0, venue, nowMs: () => NOW, candles: rows });
    try {
      const read = await historyOf(venueSide.restUrl).recent();
      expect(read.ok && read.value.map((bar) => bar.endMs)).toEqual(
        Array.from({ length: 9 }, (_, i) => NOW + (i + 1) * 60_000),
      );
    } finally {
      await venueSide.close();
    }
  });

  it('tries three times, longer apart each time, and then says why', async () => {
    const waits: number[] = [];
    const url = await serve((response) => response.writeHead(502).end('<html>bad gateway</html>'));
    expect(await historyOf(url, waits).recent()).toEqual({
      ok: false,
      error: 'Kraken candles: HTTP 502',
    });
    expect(waits.filter((ms) => ms !== 10_000)).toEqual([4_500, 9_000]);
  });

  it('a later try may answer', async () => {
    const row = [NOW / 1000, '1.0', '1.0', '1.0', '1.0', '1.0', '0.0', 0];
    const text = JSON.stringify({ error: [], result: { XXBTZUSD: [row], last: row[0] } });
    const url = await serve((response, call) =>
      call < 3
        ? response.writeHead(200).end('{"error":["EAPI:Rate limit exceeded"]}')
        : response.writeHead(200).end(text),
    );
    const read = await historyOf(url).recent();
    expect(read.ok && read.value).toHaveLength(1);
  });

  it('gives up on a server that never answers, and on one that is not there', async () => {
    const silent = await serve(() => undefined);
    expect(await historyOf(silent).recent()).toEqual({
      ok: false,
      error: 'Kraken candles: no answer in 10000 ms',
    });
    expect(await historyOf('http://127.0.0.1:1').recent()).toEqual({
      ok: false,
      error: 'Kraken candles: cannot be reached',
    });
  });
});
