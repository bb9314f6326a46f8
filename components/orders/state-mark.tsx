// The state of an order as a word in its own drawing, the same on every page: confirmed, pending, unknown, over.
import type { OrderState } from '#lib/domain/order.ts';
import { type OrderTruth, STATE_WORD, truthOf } from './order-view.ts';

export interface StateMarkProps {
  readonly state: OrderState;
}

const DRAWING: Readonly<Record<OrderTruth, string>> = {
  confirmed: 'border-ink-faint text-ink',
  pending: 'border-dashed border-severity-warning text-severity-warning',
  unknown: 'border-severity-critical-ground bg-severity-critical-ground font-bold text-on-strong',
  over: 'border-transparent text-ink-faint',
};

export function StateMark({ state }: StateMarkProps) {
  return (
    <span className={`rounded-sm border px-1 text-2xs ${DRAWING[truthOf(state)]}`}>
      {STATE_WORD[state]}
    </span>
  );
}
