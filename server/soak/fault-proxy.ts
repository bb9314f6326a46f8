// The fault proxy: stands where a venue stood. In: the venue's address and the weather. Out: an address of its own.
import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { assertCondition } from '#lib/check.ts';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import { carryRequest } from './carry-request.ts';
import { carrySocket, refuseUpgrade } from './carry-socket.ts';
import type { Line } from './fault.ts';
import type { Weather } from './weather.ts';

export interface FaultProxy {
  /** The same address with our port in it. */
  through(url: string): string;
  close(): Promise<void>;
}

export interface ProxyPlan {
  /** Any address of the venue: host and port count. */
  readonly target: string;
  readonly line: Extract<Line, `${string}-ws`>;
  readonly weather: Weather;
  readonly rng: Rng;
}

/** Listens on a free port of this machine for requests and sockets alike. */
export async function openFaultProxy({
  target: address,
  line,
  weather,
  rng,
}: ProxyPlan): Promise<FaultProxy> {
  const target = new URL(address);
  const open = new Set<Socket>();
  const server = createServer((request, response) => {
    carryRequest(request, response, { target, weather, rng }).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('upgrade', (request, client, head) => {
    assertCondition(client instanceof Socket, 'an upgrade comes over a socket');
    if (weather.has(line, 'refuse')) {
      weather.strike({ line, kind: 'refuse' });
      refuseUpgrade(client, rng);
    } else carrySocket({ request, client, head }, { line, target, weather, rng });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const own = server.address();
  assertCondition(own !== null && typeof own === 'object', 'a TCP server has a port');
  return {
    through(url) {
      const moved = new URL(url);
      moved.port = String(own.port);
      return moved.href;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
