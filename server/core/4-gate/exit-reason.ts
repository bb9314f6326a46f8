// Why a position is to be left. In: gate input. Out: the most urgent reason with its words, or null to hold to settlement.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import type { GateInput } from './gate-input.ts';

/**
 * operator: a person asked · time: the guard before the close has begun · regime: volatility is no longer what it was at
 * entry · edge: the market pays more than the contract is worth.
 */
export type ExitKind = 'operator' | 'time' | 'regime' | 'edge';

export interface ExitReason {
  readonly kind: ExitKind;
  readonly text: string;
}

/** Contracts held, signed; 0 when flat or settled. */
export function heldContracts(input: GateInput): number {
  const { position } = input;
  return position === null || position.settled ? 0 : position.contracts;
}

/** The machine leaves a position by itself only where a person let it trade and the books are known to be right. */
function mayActAlone(input: GateInput): boolean {
  const { reconciled, trading } = input;
  return reconciled && (trading === 'armed' || trading === 'paused' || trading === 'reducing');
}

/**
 * A fair value too old, early or holed is no reason to give a position away, and neither is our model alone: without a
 * second side there is no market to weigh it against, and it may have earned no weight at all (models §D2).
 */
function trustsFair(input: GateInput): boolean {
  const { fair, at, market } = input;
  if (fair === null || fair.ticker !== market.ticker || fair.views.market === null) return false;
  const age = at - fair.at;
  return age >= 0 && age <= FRESHNESS_MS.forecast && fair.window.missingCount === 0;
}

/** 0 seconds = never: hold to settlement. */
function onTime(input: GateInput): ExitReason | null {
  const { limits, market, at } = input;
  const leftSeconds = (market.closeAt - at) / 1000;
  if (limits.exitBeforeCloseSeconds === 0 || leftSeconds > limits.exitBeforeCloseSeconds)
    return null;
  return { kind: 'time', text: `${Math.max(0, Math.floor(leftSeconds))} s to the close` };
}

/** 0 = never. The ratio of volatility, up or down: either way the trade was made in another market. */
function onRegime(input: GateInput): ExitReason | null {
  const { limits, volatilityRatio } = input;
  if (limits.exitVolatilityRatio === 0 || volatilityRatio === null) return null;
  const change = Math.max(volatilityRatio, 1 / volatilityRatio);
  if (!(change >= limits.exitVolatilityRatio)) return null;
  return {
    kind: 'regime',
    text: `volatility is ${volatilityRatio.toFixed(2)} × that of the entry`,
  };
}

/**
 * A person's wish comes before every rule, and needs neither permission to trade nor agreeing books. Nor does the time a
 * person set: after a crash or a stranger's fill nobody else may be there to leave before the close, and an exit only
 * reduces. What the machine judges by itself, volatility and edge, needs both. `edge` is only a candidate: the price
 * decides (exit-plan.ts).
 */
export function exitReasons(input: GateInput): readonly ExitReason[] {
  const by = input.closeRequestedBy;
  if (by !== null) return [{ kind: 'operator', text: `${by} asked to close` }];
  const time = input.trading === 'killed' ? null : onTime(input);
  if (!mayActAlone(input)) return time === null ? [] : [time];
  const edge: ExitReason | null = trustsFair(input) ? { kind: 'edge', text: '' } : null;
  return [time, onRegime(input), edge].filter((each) => each !== null);
}
