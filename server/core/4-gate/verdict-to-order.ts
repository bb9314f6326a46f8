// The mint: the only place where a wish becomes an order the door lets out. In: a passed intent. Out: ApprovedOrder.
import { assertCondition } from '#lib/check.ts';
import type { ApprovalId, ClientOrderId, OrderGroupId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { ApprovedOrder, OrderIntent, OrderRequest } from '#lib/domain/order.ts';
import { payloadHash } from './payload-hash.ts';

/** Longest life of a resting order: the venue forgets it for us when we are gone (I34). */
const MAX_EXPIRY_MS = 120_000;

const minted = new WeakSet<object>();

export interface MintInput {
  /** The intent of a sealed decision (or of a re-checked approval), never a hand-made one. */
  readonly intent: OrderIntent;
  /** Fresh and never used before: an id is sent at most once (I11). */
  readonly clientOrderId: ClientOrderId;
  readonly orderGroupId: OrderGroupId;
  readonly approvalId: ApprovalId | null;
  readonly at: WallMs;
}

function assertSendable(intent: OrderIntent, at: WallMs): void {
  const immediate = intent.timeInForce === 'immediate_or_cancel';
  assertCondition(intent.count > 0, 'an order has a count above 0');
  assertCondition(intent.price > 0 && intent.price < 10_000, 'an order price is within 0 and 1');
  assertCondition(
    Number.isInteger(intent.shard) && intent.shard >= 0,
    'an order names its shard (kalshi-api §1.6)',
  );
  assertCondition(
    !intent.reduceOnly || immediate,
    'reduce_only needs immediate_or_cancel (kalshi-api §4.1)',
  );
  assertCondition(!intent.postOnly || !immediate, 'a post-only order rests');
  assertCondition(
    immediate === (intent.expiresAt === null),
    'a resting order has an expiry, an immediate one has none',
  );
  if (intent.expiresAt !== null)
    assertCondition(
      intent.expiresAt > at && intent.expiresAt <= at + MAX_EXPIRY_MS,
      'an expiry lies within the next 120 s (I34)',
    );
}

/**
 * Mints the order: completes the request, hashes it, freezes it and remembers the object.
 * Throws `Condition failed` when the intent breaks a rule of the venue.
 */
export function verdictToOrder(input: MintInput): ApprovedOrder {
  assertSendable(input.intent, input.at);
  const request = {
    ...input.intent,
    clientOrderId: input.clientOrderId,
    orderGroupId: input.orderGroupId,
    approvalId: input.approvalId,
    selfTradePrevention: 'taker_at_cross',
    cancelOnPause: true,
  } as const;
  const complete: OrderRequest = { ...request, payloadHash: payloadHash(request) };
  const order = Object.freeze(complete) as ApprovedOrder;
  minted.add(order);
  return order;
}

/** True only for the very object the mint made: a spread copy, however alike, is false. */
export function isMinted(order: object): boolean {
  return minted.has(order);
}
