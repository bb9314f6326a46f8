// The tab's title: what waits, what is wrong, then mode and price. In: plain facts. Out: text.
import type { LinkHealth } from '#components/live/link-health.ts';
import type { TradingState } from '#lib/domain/kill.ts';
import type { Mode } from '#lib/domain/mode.ts';

export interface TitleFacts {
  readonly mode: Mode | null;
  readonly trading: TradingState | null;
  readonly health: LinkHealth;
  readonly waiting: number;
  /** Critical ones that nobody took note of. */
  readonly incidents: number;
  readonly mid: string;
}

const BROKEN: Readonly<Record<TitleFacts['health'], string | null>> = {
  connecting: 'connecting',
  up: null,
  silent: 'NO DATA',
  'engine-down': 'ENGINE DOWN',
  down: 'DISCONNECTED',
};

/** "(2) !1 LIVE armed 84,912.50 · Voltage"; a broken line replaces the price, which would be old. */
export function titleText(facts: TitleFacts): string {
  const { mode, trading, health, waiting, incidents, mid } = facts;
  const offers = waiting > 0 ? `(${waiting}) ` : '';
  const badge = `${offers}${incidents > 0 ? `!${incidents} ` : ''}`;
  const broken = BROKEN[health];
  if (broken !== null) return `${badge}${broken} · Voltage`;
  if (mode === null || trading === null) return `${badge}Voltage`;
  const state = trading === 'killed' ? 'KILLED' : trading;
  return `${badge}${mode.toUpperCase()} ${state} ${mid} · Voltage`;
}
