// What this folder's tests share: composed frames, an approved order, and a state machine driver. No product code.
import { count } from '#lib/domain/count.ts';
import {
  clientOrderId,
  decisionId,
  marketTicker,
  orderGroupId,
  sha256Hex,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { ApprovedOrder, OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import frames from './fixtures/frames.json' with { type: 'json' };
import { closedSession, type SessionAction, type SessionInput } from './session-state.ts';
import type { DataFrame } from './ws-schema.ts';
import { decodeFrame } from './ws-schema.ts';
import { stepSession } from './ws-session.ts';

export const TICKER = marketTicker('KXBTCD-26NOV2216-T85099.99');
export const OTHER = marketTicker('KXBTCD-26NOV2216-T85199.99');

export type FrameName = keyof typeof frames;

/** The text of a composed frame, with fields changed. */
export function frameText(name: FrameName, change: Record<string, unknown> = {}): string {
  return JSON.stringify({ ...frames[name], ...change });
}

/** A composed data frame after the schema; throws when the schema refuses it. */
export function dataFrame(name: FrameName): DataFrame {
  const decoded = decodeFrame(frameText(name));
  const frame = decoded.ok ? decoded.value.frame : null;
  if (frame === null) throw new Error(decoded.ok ? `${decoded.value.fault}` : decoded.error);
  if (
    frame.type === 'subscribed' ||
    frame.type === 'ok' ||
    frame.type === 'unsubscribed' ||
    frame.type === 'error'
  )
    throw new Error(`${name} is a control frame`);
  return frame;
}

/** Stands in for the gate's mint, which tests of an adapter cannot reach. */
function isApproved(order: OrderRequest): order is ApprovedOrder {
  return order.payloadHash.length === 64;
}

/** An approved bid for 10 contracts at 0.46, resting unless changed. */
export function approvedOrder(change: Partial<OrderRequest> = {}): ApprovedOrder {
  const order: OrderRequest = {
    decisionId: decisionId('decision-1'),
    ticker: TICKER,
    purpose: 'enter',
    side: 'bid',
    price: price(4_600),
    count: count(1_000),
    timeInForce: 'good_till_canceled',
    postOnly: true,
    reduceOnly: false,
    expiresAt: wallMs(1_794_000_060_500),
    shard: 2,
    clientOrderId: clientOrderId('bb000000-0000-4000-8000-000000000001'),
    orderGroupId: orderGroupId('cc000000-0000-4000-8000-000000000001'),
    approvalId: null,
    selfTradePrevention: 'taker_at_cross',
    cancelOnPause: true,
    payloadHash: sha256Hex('0'.repeat(64)),
    ...change,
  };
  if (!isApproved(order)) throw new Error('not approved');
  return order;
}

/** Drives one session by hand: time only moves when told to. */
export function sessionDriver() {
  let state = closedSession(2, new Set());
  let nowMs = 0;
  const give = (input: SessionInput): readonly SessionAction[] => {
    const step = stepSession(state, input, { nowMs, wallMs: 1_794_000_000_000 + nowMs });
    state = step.state;
    return step.actions;
  };
  return {
    give,
    frame: (text: string) => give({ kind: 'frame', text }),
    /** Moves time in quarter seconds, as the client's timer does, and gathers what happens. */
    wait: (ms: number): readonly SessionAction[] => {
      const actions: SessionAction[] = [];
      for (const end = nowMs + ms; nowMs < end; ) {
        nowMs = Math.min(end, nowMs + 250);
        actions.push(...give({ kind: 'clock' }));
      }
      return actions;
    },
    state: () => state,
  };
}

/** Commands among the actions, parsed. */
export function sent(actions: readonly SessionAction[]): readonly {
  readonly id: number;
  readonly cmd: string;
  readonly params: Readonly<Record<string, unknown>>;
}[] {
  return actions.flatMap((action) => (action.kind === 'send' ? [JSON.parse(action.text)] : []));
}
