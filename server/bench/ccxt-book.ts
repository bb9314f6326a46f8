// The rival: ccxt's own Kraken order book handler, fed the same frames. It keeps floats and, by default, checks no checksum.
import { pro } from 'ccxt';

/** A made-up address: the client is never told to connect, its book handler only asks it to resolve futures. */
const NOWHERE = 'wss://127.0.0.1:9';

/** One exchange with a client that never connects. */
function createExchange() {
  const exchange = new pro.kraken();
  return { exchange, client: exchange.client(NOWHERE) };
}

/** A function that parses a frame and lets ccxt keep its book. Fresh state for each call of this. */
export function createCcxtBook(): (text: string) => void {
  const { exchange, client } = createExchange();
  return (text) => exchange.handleOrderBook(client, JSON.parse(text));
}

/** Best bid and ask ccxt holds after `texts`, to prove that it did the work. */
export function ccxtTouch(texts: readonly string[]): readonly [number, number] {
  const { exchange, client } = createExchange();
  for (const text of texts) exchange.handleOrderBook(client, JSON.parse(text));
  const book = exchange.orderbooks['BTC/USD'];
  return [Number(book?.bids?.[0]?.[0]), Number(book?.asks?.[0]?.[0])];
}
