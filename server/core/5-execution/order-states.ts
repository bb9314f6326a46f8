// THE table of order states: (from, event) → to. In: a state and what happened. Out: the next state, or null = forbidden.
import type { OrderState } from '#lib/domain/order.ts';

export const ORDER_EVENTS = [
  /** We refused it ourselves before the first byte left. */
  'deny',
  /** Committed and handed to the door. */
  'send',
  /** The outcome of the send is not known (timeout, 5xx, crash). */
  'lose',
  /** The venue's definite no. */
  'reject',
  /** Proven never placed: absent past the watermark, again and again (F29). */
  'absent',
  /** The venue says it rests, untouched. */
  'rest',
  'part-fill',
  'full-fill',
  /** We asked the venue to cancel it. */
  'ask-cancel',
  /** We asked the venue to make it smaller, or to let it rest longer. */
  'ask-amend',
  /** The venue shows it as it stands after the amend, done or not. */
  'amend',
  /** The venue says it is cancelled, with or without fills before. */
  'cancel',
  /** The venue says it expired. */
  'expire',
  /** The venue has paid its market out: nothing of it can happen any more. */
  'settle',
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

type Row = Readonly<Partial<Record<OrderEvent, OrderState>>>;

/** Evidence from the venue moves any order that may still live. */
const VENUE: Row = {
  rest: 'resting',
  'part-fill': 'partially-filled',
  'full-fill': 'filled',
  cancel: 'cancelled',
  expire: 'expired',
};

/**
 * Rows are states, entries the events each allows; an event that is not listed is forbidden. Terminal states accept
 * only fills, the settlement, and late echoes of how they ended: a fill after the cancel is real money (F55).
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Row>> = {
  intended: { deny: 'denied', send: 'sent', lose: 'unknown' },
  sent: { ...VENUE, deny: 'denied', lose: 'unknown', reject: 'rejected' },
  unknown: { ...VENUE, lose: 'unknown', reject: 'rejected', absent: 'rejected' },
  resting: {
    ...VENUE,
    lose: 'resting',
    'ask-cancel': 'pending-cancel',
    'ask-amend': 'pending-amend',
    amend: 'resting',
  },
  'partially-filled': {
    ...VENUE,
    rest: 'partially-filled',
    lose: 'partially-filled',
    'ask-cancel': 'pending-cancel',
    'ask-amend': 'pending-amend',
    amend: 'partially-filled',
  },
  'pending-cancel': {
    ...VENUE,
    rest: 'pending-cancel',
    'part-fill': 'pending-cancel',
    lose: 'pending-cancel',
    'ask-cancel': 'pending-cancel',
    amend: 'pending-cancel',
  },
  'pending-amend': {
    ...VENUE,
    rest: 'pending-amend',
    'part-fill': 'pending-amend',
    lose: 'pending-amend',
    'ask-cancel': 'pending-cancel',
    'ask-amend': 'pending-amend',
    amend: 'resting',
  },
  cancelled: {
    'part-fill': 'cancelled',
    'full-fill': 'filled',
    cancel: 'cancelled',
    expire: 'cancelled',
    settle: 'settled',
  },
  expired: {
    'part-fill': 'expired',
    'full-fill': 'filled',
    cancel: 'expired',
    expire: 'expired',
    settle: 'settled',
  },
  filled: { 'part-fill': 'filled', 'full-fill': 'filled', cancel: 'filled', settle: 'settled' },
  rejected: { 'part-fill': 'rejected', 'full-fill': 'filled', reject: 'rejected' },
  denied: { 'part-fill': 'denied', 'full-fill': 'filled', deny: 'denied' },
  settled: {
    'part-fill': 'settled',
    'full-fill': 'settled',
    cancel: 'settled',
    expire: 'settled',
    settle: 'settled',
  },
};

/** The state after `event`, or null when the table forbids it: a breach to report, never an exception (I12). */
export function nextState(state: OrderState, event: OrderEvent): OrderState | null {
  return ORDER_TRANSITIONS[state][event] ?? null;
}
