// The fingerprint of what the venue is told. In: every field of a request but the hash. Out: SHA-256.
import type { Sha256 } from '#lib/domain/ids.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import type { OrderRequest } from '#lib/domain/order.ts';
import { canonical, sha256 } from '#lib/hash.ts';

/** Hash over all fields of `request` except `payloadHash` itself, whatever else the object carries. */
export function payloadHash(request: Omit<OrderRequest, 'payloadHash'>): Sha256 {
  const told: Omit<OrderRequest, 'payloadHash'> = {
    decisionId: request.decisionId,
    ticker: request.ticker,
    purpose: request.purpose,
    side: request.side,
    price: request.price,
    count: request.count,
    timeInForce: request.timeInForce,
    postOnly: request.postOnly,
    reduceOnly: request.reduceOnly,
    expiresAt: request.expiresAt,
    shard: request.shard,
    clientOrderId: request.clientOrderId,
    orderGroupId: request.orderGroupId,
    approvalId: request.approvalId,
    selfTradePrevention: request.selfTradePrevention,
    cancelOnPause: request.cancelOnPause,
  };
  return sha256Hex(sha256(canonical(told)));
}
