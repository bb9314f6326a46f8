// The simulated venue's own word: its ledger through the admin port, our orders through its signed API, and its faults.
import { readFileSync } from 'node:fs';
import { unwrap } from '#lib/result.ts';
import { loadKalshiKey, signedHeaders } from '#server/adapters/kalshi/sign.ts';
import type { Runtime } from '#server/config/runtime.ts';

export interface VenuePosition {
  readonly ticker: string;
  readonly positionCentiContracts: number;
}

export interface VenueState {
  readonly trader: {
    readonly cashMicroByShard: Readonly<Record<string, number>>;
    readonly reservedMicroByShard: Readonly<Record<string, number>>;
    readonly positions: readonly VenuePosition[];
    readonly restingOrders: readonly { readonly orderId: string; readonly ticker: string }[];
  };
}

export interface VenueOrder {
  readonly order_id: string;
  readonly client_order_id: string;
  readonly ticker: string;
  readonly status: string;
  /** Contracts, as decimal text. */
  readonly fill_count_fp: string;
}

export interface Venue {
  state(): Promise<VenueState>;
  /** Every order of ours the venue has ever taken in this world, newest first. */
  orders(): Promise<readonly VenueOrder[]>;
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>;
  /** `count` public market orders in one market, which fill what rests there. */
  burst(ticker: string, count: number): Promise<void>;
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  const body: T = await response.json();
  return body;
}

/** Talks to the venue of the running system; `runtime` is asked each time, for a restart moves the ports. */
export function createVenue(runtime: () => Runtime): Venue {
  async function admin<T>(path: string, body?: Readonly<Record<string, unknown>>): Promise<T> {
    const { simulator } = runtime();
    if (simulator === null) throw new Error('the venue is not simulated');
    return answerOf<T>(
      await fetch(`${simulator.adminUrl}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${simulator.adminToken}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  }
  return {
    state: () => admin<VenueState>('/state'),
    async orders() {
      const { venue } = runtime();
      const key = unwrap(loadKalshiKey(readFileSync(venue.keyFile, 'utf8'), venue.keyId));
      const url = new URL(`${venue.kalshiRestUrl}/portfolio/orders?limit=1000`);
      const signing = { timestampMs: Date.now(), method: 'GET', path: url.pathname };
      const response = await fetch(url, { headers: signedHeaders(key, signing) });
      const page = await answerOf<{ readonly orders: readonly VenueOrder[] }>(response);
      return page.orders;
    },
    fault: async (fault) => void (await admin('/fault', fault)),
    burst: async (ticker, orders) => void (await admin('/trade-burst', { ticker, orders })),
  };
}

/** Cash at the venue over all shards, what it holds back for resting orders included, in micro-dollars. */
export function cashOf({ trader }: VenueState): number {
  const pockets = [trader.cashMicroByShard, trader.reservedMicroByShard];
  return pockets.flatMap((pocket) => Object.values(pocket)).reduce((sum, each) => sum + each, 0);
}

/** Contracts held at the venue in `ticker`, signed, in hundredths; 0 when it knows of none. */
export function heldAt({ trader }: VenueState, ticker: string): number {
  return trader.positions.find((each) => each.ticker === ticker)?.positionCentiContracts ?? 0;
}
