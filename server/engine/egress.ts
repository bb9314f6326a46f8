// The ONE door out. An order leaves only if it was minted by the gate, its intent is on disk, and the door is open.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import type { Report } from '#lib/domain/report.ts';
import { payloadHash } from '#server/core/4-gate/payload-hash.ts';
import { isMinted } from '#server/core/4-gate/verdict-to-order.ts';
import type { EventBody } from '#server/core/event.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { CancelTarget, VenueOrders } from '#server/ports/venue-orders.ts';
import type { Door } from './door.ts';
import type { StoreWriter } from './store-writer.ts';

/** An intent older than this when its commit returns is dead: its market has moved (F43). */
const INTENT_TTL_MS = 2_000;

export interface EgressTools {
  readonly door: Door;
  readonly store: Pick<StoreWriter, 'commit'>;
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly push: (body: EventBody) => void;
  /** The core's last look, with limits and books as they are now; null = go. */
  readonly deny: (order: ApprovedOrder) => string | null;
  /** A breach: only a fault of ours, or worse, brings such an order here. */
  readonly onForged: (reason: string) => void;
}

export interface Egress {
  send(order: ApprovedOrder): void;
  cancel(target: CancelTarget): void;
  /** Only ever makes an order smaller: like a cancel it waits for no door. */
  decrease(target: CancelTarget, to: CentiContracts): void;
  /** Creates that left and have no answer yet. */
  inFlight(): number;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Commit, then send. Cancels never wait for the door: they only lower risk. */
export function createEgress(tools: EgressTools): Egress {
  const stored = (order: ApprovedOrder, committed: boolean, reason: string): void =>
    tools.push({ kind: 'stored', clientOrderId: order.clientOrderId, committed, reason });
  const report = (body: Report): void => tools.push({ kind: 'report', report: body });

  let inFlight = 0;
  const commitThenSend = async (order: ApprovedOrder): Promise<void> => {
    if (!isMinted(order) || payloadHash(order) !== order.payloadHash) {
      tools.onForged(`order ${order.clientOrderId} at the door is not what the gate minted`);
      return stored(order, false, 'not minted by the gate');
    }
    const deniedNow = tools.door.denies(order);
    if (deniedNow !== null) return stored(order, false, deniedNow);
    const asked = tools.clock.mono();
    try {
      await tools.store.commit([{ kind: 'intent', request: order }]);
    } catch (error) {
      return stored(order, false, `intent not stored: ${message(error)}`);
    }
    // Everything may have changed while the disk worked: look again, then send without another await (F41, I2).
    const deniedThen = tools.door.denies(order);
    if (deniedThen !== null) return stored(order, false, deniedThen);
    if ((tools.clock.mono() - asked) / 1e6 > INTENT_TTL_MS)
      return stored(order, false, `stored too late (over ${INTENT_TTL_MS} ms)`);
    const denial = tools.deny(order);
    if (denial !== null) return stored(order, false, `at the door: ${denial}`);
    stored(order, true, 'intent on disk');
    inFlight += 1;
    try {
      report(await tools.orders.create(order));
    } finally {
      inFlight -= 1;
    }
  };

  return {
    send(order) {
      commitThenSend(order).catch((error: unknown) => {
        report({
          kind: 'order-unknown',
          clientOrderId: order.clientOrderId,
          cause: `send failed: ${message(error)}`,
        });
      });
    },
    cancel(target) {
      const { venueOrderId } = target;
      const lost = (error: unknown): void =>
        report({ kind: 'cancel-unknown', venueOrderId, cause: message(error) });
      tools.orders.cancel(target).then(report, lost);
    },
    decrease(target, to) {
      const { venueOrderId } = target;
      const lost = (error: unknown): void =>
        report({ kind: 'decrease', venueOrderId, done: false, cause: message(error) });
      tools.orders.decrease(target, to).then(report, lost);
    },
    inFlight: () => inFlight,
  };
}
