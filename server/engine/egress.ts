// The ONE door out. An order leaves only if it was minted by the gate, its intent is on disk, and the door is open.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { ApprovedOrder, Order, OrderRequest } from '#lib/domain/order.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { RenewalReport, Report } from '#lib/domain/report.ts';
import { payloadHash } from '#server/core/4-gate/payload-hash.ts';
import { isMinted } from '#server/core/4-gate/verdict-to-order.ts';
import type { EventBody } from '#server/core/event.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { CancelTarget, RenewalTarget, VenueOrders } from '#server/ports/venue-orders.ts';
import type { Door } from './door.ts';
import type { StoreWriter } from './store-writer.ts';

/** An intent older than this when its commit returns is dead: its market has moved (F43). */
const INTENT_TTL_MS = 2_000;
/** A request that was given up on does not arrive after this. */
const LATE_MS = 60_000;

export interface EgressTools {
  readonly door: Door;
  readonly store: Pick<StoreWriter, 'commit'>;
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly push: (body: EventBody) => void;
  /** The core's last look, with limits and books as they are now; null = go. */
  readonly deny: (order: ApprovedOrder) => string | null;
  /** The same look at an order that is to rest longer. */
  readonly denyRenewal: (order: Order) => string | null;
  /** A breach: only a fault of ours, or worse, brings such an order here. */
  readonly onForged: (reason: string) => void;
}

export interface Egress {
  send(order: ApprovedOrder): void;
  cancel(target: CancelTarget): void;
  /** Only ever makes an order smaller: like a cancel it waits for no door. */
  decrease(target: CancelTarget, to: CentiContracts): void;
  /** Lets an order rest longer: it may do harm, so it waits for disk and door like a create. */
  renew(order: Order): void;
  /** Creates that left and have no answer yet. */
  inFlight(): number;
  /** True for a minute after a create without a clear answer: it may still arrive, whatever the reads say by then. */
  mayArriveLate(): boolean;
}

/** What raises risk and how it goes out: disk first, then the door, then away in the same breath as the last look. */
interface Passage<T> {
  readonly request: OrderRequest;
  /** What must be durable before the first byte. */
  readonly record: StoreRecord;
  /** The core's last look; null = go. */
  readonly deny: () => string | null;
  readonly held: (reason: string) => T;
  readonly leave: () => Promise<T>;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function renewalReport(
  { venueOrderId, expiresAt }: RenewalTarget,
  outcome: RenewalReport['outcome'],
  cause: string,
): RenewalReport {
  return { kind: 'renewal', venueOrderId, expiresAt, outcome, cause };
}

/** Commit, then send. Cancels never wait for the door: they only lower risk. */
export function createEgress(tools: EgressTools): Egress {
  const stored = (order: ApprovedOrder, committed: boolean, reason: string): void =>
    tools.push({ kind: 'stored', clientOrderId: order.clientOrderId, committed, reason });
  const report = (body: Report): void => tools.push({ kind: 'report', report: body });

  let inFlight = 0;
  let lostAt: number | null = null;
  const lost = (): void => {
    lostAt = tools.clock.mono();
  };
  const pass = async <T>({ request, record, deny, held, leave }: Passage<T>): Promise<T> => {
    if (!isMinted(request) || payloadHash(request) !== request.payloadHash) {
      tools.onForged(`order ${request.clientOrderId} at the door is not what the gate minted`);
      return held('not minted by the gate');
    }
    const deniedNow = tools.door.denies(request);
    if (deniedNow !== null) return held(deniedNow);
    const asked = tools.clock.mono();
    try {
      await tools.store.commit([record]);
    } catch (error) {
      return held(`not stored: ${message(error)}`);
    }
    // Everything may have changed while the disk worked: look again, then leave without another await (F41, I2).
    const deniedThen = tools.door.denies(request);
    if (deniedThen !== null) return held(deniedThen);
    if ((tools.clock.mono() - asked) / 1e6 > INTENT_TTL_MS)
      return held(`stored too late (over ${INTENT_TTL_MS} ms)`);
    const denial = deny();
    return denial === null ? leave() : held(`at the door: ${denial}`);
  };

  const create = async (order: ApprovedOrder): Promise<void> => {
    stored(order, true, 'intent on disk');
    inFlight += 1;
    try {
      const answer = await tools.orders.create(order);
      if (answer.kind === 'order-unknown') lost();
      report(answer);
    } catch (error) {
      lost();
      throw error;
    } finally {
      inFlight -= 1;
    }
  };

  return {
    renew(order) {
      const { request, renewal, venueOrderId } = order;
      if (renewal === null || venueOrderId === null) return;
      const target = { venueOrderId, request, expiresAt: renewal.expiresAt };
      pass<RenewalReport>({
        ...{ request, record: { kind: 'order', order } },
        deny: () => tools.denyRenewal(order),
        held: (cause) => renewalReport(target, 'not-sent', cause),
        leave: () => tools.orders.renew(target),
      }).then(report, (error: unknown) => report(renewalReport(target, 'unknown', message(error))));
    },
    send(order) {
      pass<void>({
        ...{ request: order, record: { kind: 'intent', request: order } },
        deny: () => tools.deny(order),
        held: (reason) => stored(order, false, reason),
        leave: () => create(order),
      }).catch((error: unknown) => {
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
    mayArriveLate: () => lostAt !== null && (tools.clock.mono() - lostAt) / 1e6 < LATE_MS,
  };
}
