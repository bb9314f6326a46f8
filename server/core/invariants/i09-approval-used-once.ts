// I9: an order that needed approval has one approval, approved and used once. In: orders, approvals. Out: the odd one.
import type { Invariant } from './invariant.ts';

export const approvalUsedOnce: Invariant = {
  id: 'I9',
  breach({ orders, approvals }) {
    const used = new Map<string, string>();
    for (const { order } of orders.tracked.values()) {
      const { approvalId, clientOrderId, ticker, side, count } = order.request;
      if (approvalId === null) continue;
      const first = used.get(approvalId);
      if (first !== undefined) return `orders ${first} and ${clientOrderId} share one approval`;
      used.set(approvalId, clientOrderId);
      // An answered offer is forgotten in time; what is forgotten was right when it was used.
      const approval = approvals.byId.get(approvalId);
      if (approval === undefined) continue;
      if (approval.state !== 'approved')
        return `order ${clientOrderId} stands on an offer that is ${approval.state}`;
      if (approval.ticker !== ticker || approval.side !== side || count > approval.count)
        return `order ${clientOrderId} is not what was approved`;
    }
    return null;
  },
};
