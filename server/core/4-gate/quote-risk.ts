// What a resting quote loses by being hit at the wrong moment (models §D3). In: gate input, side. Out: 1e-4 $ per contract.
import type { FairValue } from '#lib/domain/fair-value.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { GateInput } from './gate-input.ts';

/** Time over which the expected move is taken: cancel round trip plus one second of mark-out. */
const EXPOSURE_SECONDS = 2;

/** 1e-4 $ by which one standard deviation of spot over `seconds` moves the price; ∞ without fair value or forecast. */
export function moveOver(input: Pick<GateInput, 'fair' | 'forecast'>, seconds: number): number {
  const { fair, forecast } = input;
  if (fair === null || forecast === null) return Number.POSITIVE_INFINITY;
  const { variancePerSecond } = forecastOver(forecast, seconds);
  const moveUsd = fair.meanUsd * Math.sqrt(variancePerSecond * seconds);
  return Math.abs(fair.deltaPerUsd) * moveUsd * 10_000;
}

/** The move a quote is expected to suffer before it is pulled: the prior of what fills cost us, 1e-4 $. */
export function adverseMove(input: Pick<GateInput, 'fair' | 'forecast'>): number {
  return moveOver(input, EXPOSURE_SECONDS);
}

/**
 * |dP/dt| at a standing spot, per second: P depends on σ√vₑ, so dP/d ln vₑ = ½ dP/d ln σ, and vₑ shrinks by one second
 * a second, in the settlement minute by the square of the share of prints to come (models A2 (2)).
 */
function decayPerSecond(fair: FairValue): number {
  if (fair.vegaPerLogVol === 0) return 0;
  const share = fair.window.unknownCount / 60;
  return (Math.abs(fair.vegaPerLogVol) / (2 * fair.effectiveSeconds)) * share * share;
}

/** Measured adverse selection + cancel latency × |dP/dt|; ∞ without fair value or forecast. */
export function quoteRisk(
  input: Pick<GateInput, 'fair' | 'forecast' | 'adverseSelection' | 'orderLatencyMs'>,
  side: BookSide,
): number {
  const { fair, adverseSelection, orderLatencyMs } = input;
  if (fair === null) return Number.POSITIVE_INFINITY;
  const decay = (orderLatencyMs / 1000) * decayPerSecond(fair) * 10_000;
  const risk = adverseSelection[side].ratio * adverseMove(input) + decay;
  return Number.isNaN(risk) ? Number.POSITIVE_INFINITY : risk;
}
