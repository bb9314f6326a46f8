// The moment of the address, and steps from it. In: the address. Out: a wish, addresses, and the instants of steps.
import type { MomentWish } from '#lib/wire/moment-http.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Null while the address does not name both a moment and a market. */
export function wishOf(address: Pick<URLSearchParams, 'get'>): MomentWish | null {
  const whole = (name: string) => {
    const text = address.get(name) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  const at = whole('at');
  const ticker = address.get('ticker')?.trim() || null;
  return at === null || ticker === null ? null : { at, event: whole('event'), ticker };
}

/** The address of a moment. */
export function momentHref({ at, event, ticker }: MomentWish): string {
  const fields = { at: String(at), ...(event === null ? {} : { event: String(event) }), ticker };
  return `/replay?${new URLSearchParams(fields)}`;
}

/** Lengths of a step through time. */
export const STEPS = { second: SECOND_MS, minute: MINUTE_MS } as const;
export type Step = keyof typeof STEPS;

/** The whole second or minute before or after an instant: never the same one again. */
export function steppedFrom(at: number, step: Step, direction: -1 | 1): number {
  const length = STEPS[step];
  return direction < 0
    ? Math.ceil(at / length) * length - length
    : Math.floor(at / length) * length + length;
}

/** "2026-11-23T14:03:09" for a field of date and time, UTC. */
export function fieldText(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}

/** Unix ms of such a field; null when it is not one. */
export function fieldInstant(text: string): number | null {
  const at = Date.parse(`${text}Z`);
  return Number.isFinite(at) ? at : null;
}
