// A posted exit of 5 YES and what holds them, for tests. In: what differs. Out: order, position, a market to be left.
import { count, signedCount } from '#lib/domain/count.ts';
import { clientOrderId, orderGroupId } from '#lib/domain/ids.ts';
import { money, NO_MONEY } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import { decide } from '../decide.ts';
import type { GateInput } from '../gate-input.ts';
import { sealDecision } from '../seal-decision.ts';
import { GOOD, HASH, inputWith, NOW, TICKER } from './sample-input.ts';

/** A position of so many 1e-2 contracts at 50 ¢, negative = NO. */
export function held(contracts: number): GateInput['position'] {
  const cost = money(Math.abs(contracts) * 5_000);
  const flat = { cost, fees: NO_MONEY, realised: NO_MONEY, settled: false };
  return { ticker: TICKER, contracts: signedCount(contracts), ...flat };
}

/** In this market an exit on time is wanted now. */
export const LEAVING: Partial<GateInput> = {
  limits: { ...GOOD.limits, exitBeforeCloseSeconds: 3_600, exitSlippage: 300 },
};

/** The exit that this market asks for, resting. Throws when it asks for none. */
export function exitOrder(change: Partial<Order> & { readonly count?: number } = {}): Order {
  const draft = decide(inputWith({ ...LEAVING, position: held(500) }));
  const { intent } = sealDecision(draft);
  if (intent === null) throw new Error('no exit');
  const { count: wanted, ...rest } = change;
  const size = count(wanted ?? intent.count);
  return {
    request: {
      ...intent,
      count: size,
      clientOrderId: clientOrderId('exit-1'),
      orderGroupId: orderGroupId('g'),
      approvalId: null,
      selfTradePrevention: 'taker_at_cross',
      cancelOnPause: true,
      payloadHash: HASH,
    },
    state: 'resting',
    venueOrderId: null,
    filled: count(0),
    claimed: count(0),
    cut: count(0),
    remaining: size,
    filledNotional: NO_MONEY,
    fees: NO_MONEY,
    renewal: null,
    createdAt: NOW,
    updatedAt: NOW,
    note: '',
    ...rest,
  };
}
