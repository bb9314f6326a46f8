// A free TCP port on loopback, and whether a wanted one can be listened on.
import { createServer } from 'node:net';

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/** Asks the system for a free port on 127.0.0.1. */
export function freePort(): Promise<number> {
  return listenOnce('127.0.0.1', 0);
}

/** Null when `port` on `host` can be listened on now, else why not. */
export async function portProblem(host: string, port: number): Promise<string | null> {
  try {
    await listenOnce(host, port);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
