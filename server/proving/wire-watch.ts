// Every create and renewal as it leaves the process: no second copy, none without its row, none while killed (I2, I7, I11, I34).
import { countToWire } from '#lib/domain/count.ts';
import { priceToWire } from '#lib/domain/price.ts';
import type { World } from '#server/core/world.ts';
import type { MemoryDisk } from './memory-disk.ts';

const ORDERS = '/trade-api/v2/portfolio/events/orders';
const AMEND = '/amend';

interface CreateBody {
  readonly client_order_id?: string;
  readonly ticker?: string;
  readonly side?: string;
  readonly count?: string;
  readonly price?: string;
  readonly post_only?: boolean;
}

interface AmendBody {
  readonly ticker?: string;
  readonly side?: string;
  readonly count?: string;
  readonly price?: string;
  readonly expiration_time?: number;
}

/** One contract, post-only, at the far end of the book: it tests the order group and cannot trade. */
function isProbe({ post_only: postOnly, count, price }: CreateBody): boolean {
  return postOnly === true && count === '1.00' && (price === '0.0100' || price === '0.9900');
}

export class WireWatch {
  /** Client ids that have left, ever, by any process. */
  readonly sent = new Set<string>();
  /** Those of the breaker's own test: no intent, no decision, and nothing may ever come of them (F116). */
  readonly probes = new Set<string>();
  readonly #disk: MemoryDisk;

  constructor(disk: MemoryDisk) {
    this.#disk = disk;
  }

  /** Null, or the breach. `world` is the core of the process that sends. */
  request(what: {
    readonly method: string;
    readonly path: string;
    readonly body: string | null;
    readonly world: World | null;
  }): string | null {
    const { method, path, body, world } = what;
    if (method !== 'POST' || body === null) return null;
    if (path.endsWith(AMEND)) return this.#renewal(path, JSON.parse(body), world);
    if (path !== ORDERS) return null;
    const create: CreateBody = JSON.parse(body);
    const id = create.client_order_id ?? '';
    if (this.sent.has(id)) return `I11: order ${id} left twice`;
    this.sent.add(id);
    const intent = this.#disk.intents.get(id);
    if (intent === undefined && isProbe(create)) {
      this.probes.add(id);
      return null;
    }
    if (intent === undefined) return `I7: order ${id} left before its intent was on disk`;
    if (create.ticker !== intent.request.ticker || create.side !== intent.request.side)
      return `I7: order ${id} is not the intent on disk`;
    const latch = world?.control.latch ?? null;
    const { purpose, reduceOnly, ticker } = intent.request;
    const isAsked =
      latch?.flatten === true ||
      (latch?.confirmedAt != null && world?.askedWhileKilled.has(ticker) === true);
    const mayExit = isAsked && purpose === 'exit' && reduceOnly;
    if (world === null || (latch !== null && !mayExit))
      return `I2: order ${id} left while trading was killed`;
    return null;
  }

  /** A renewal changes the expiry and nothing else, is on disk before it leaves, and never leaves while killed. */
  #renewal(path: string, body: AmendBody, world: World | null): string | null {
    const id = path.slice(ORDERS.length + 1, -AMEND.length);
    const order = [...this.#disk.orders.values()].find((each) => each.venueOrderId === id);
    if (order === undefined) return `I7: a renewal of ${id} left, which is not on disk`;
    const { request, renewal } = order;
    const { ticker, side, price, count } = request;
    const isWhole = body.count === countToWire(count) && body.price === priceToWire(price);
    if (!isWhole || body.ticker !== ticker || body.side !== side)
      return `I34: a renewal of ${id} would change more than its expiry`;
    if (renewal === null || body.expiration_time !== Math.floor(renewal.expiresAt / 1000))
      return `I7: a renewal of ${id} left before it was on disk`;
    if (renewal.expiresAt - renewal.askedAt > 120_000) return `I34: ${id} would rest too long`;
    return world === null || world.control.latch !== null
      ? `I2: a renewal of ${id} left while trading was killed`
      : null;
  }
}
