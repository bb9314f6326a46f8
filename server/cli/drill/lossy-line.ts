// A line to the venue with a round trip and a share of failures. In: an address. Out: another address that behaves worse.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface LossyLine {
  readonly restUrl: string;
  close(): Promise<void>;
}

export interface LineFaults {
  readonly latencyMs: number;
  /** Of all requests: three in four fail with 503, half of those after the venue has acted; one in four never answers. */
  readonly errorShare: number;
  readonly random: () => number;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name))
      headers.set(name, value);
  return headers;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Listens on a free port of this machine; signatures stay valid, for they cover the path and not the host. */
export async function openLossyLine(venueUrl: string, faults: LineFaults): Promise<LossyLine> {
  const venue = new URL(venueUrl);
  const half = faults.latencyMs / 2;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    await pause(half);
    const dice = faults.random() / Math.max(faults.errorShare, 1e-9);
    const unavailable = (): void => {
      response.writeHead(503, { 'content-type': 'application/json' });
      response.end('{"error":{"code":"service_unavailable"}}');
    };
    if (dice < 0.25) return;
    if (dice < 0.625) {
      await pause(half);
      unavailable();
      return;
    }
    const answer = await fetch(new URL(request.url ?? '/', venue), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    await pause(half);
    if (dice < 1) {
      unavailable();
      return;
    }
    const type = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': type });
    response.end(text);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    restUrl: `http://127.0.0.1:${port}${venue.pathname.replace(/\/$/, '')}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
