// What we ask of Kraken: channels and req_ids in, request text out (kraken-api §1).

/** The channels the feed lives on. */
export const CHANNELS = ['instrument', 'book', 'trade', 'ticker'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface RequestOptions {
  readonly channel: Channel;
  readonly symbol: string;
  readonly depth: number;
  readonly reqId: number;
}

/** A subscribe request. Trades come without history; the ticker follows the best quote. */
export function subscribeText(options: RequestOptions): string {
  const { channel, reqId } = options;
  const extra = {
    instrument: { snapshot: true },
    book: { snapshot: true },
    trade: { snapshot: false },
    ticker: { event_trigger: 'bbo', snapshot: true },
  }[channel];
  const params = { ...keyOf(options), ...extra };
  return JSON.stringify({ method: 'subscribe', params, req_id: reqId });
}

/** An unsubscribe request, echoing the depth, which is part of a book subscription's key. */
export function unsubscribeText(options: RequestOptions): string {
  return JSON.stringify({ method: 'unsubscribe', params: keyOf(options), req_id: options.reqId });
}

/** A ping, whose answer carries the venue's clock. */
export function pingText(reqId: number): string {
  return JSON.stringify({ method: 'ping', req_id: reqId });
}

function keyOf({ channel, symbol, depth }: RequestOptions): Readonly<Record<string, unknown>> {
  if (channel === 'instrument') return { channel };
  return { channel, symbol: [symbol], ...(channel === 'book' && { depth }) };
}
