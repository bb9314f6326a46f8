// What a contract is truly worth to one who sees the hidden volatility. In: path state, prints, contract. Out: P(YES).

import {
  type DigitalContract,
  digitalPrice,
  type KnownPrints,
} from '#server/simulator/agents/digital-price.ts';
import {
  type BtcPathOptions,
  type BtcPathState,
  expectedVariancePerSecond,
  pathUsd,
} from '#server/simulator/world/btc-path.ts';

/** Steps of the integral over the time that is left. */
const STEP_MS = 15_000;

/** Mean expected variance per second between now and the close. */
function meanVariance(options: BtcPathOptions, state: BtcPathState, closeAtMs: number): number {
  const steps = Math.max(1, Math.ceil((closeAtMs - state.atMs) / STEP_MS));
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const atMs = state.atMs + ((i + 0.5) * (closeAtMs - state.atMs)) / steps;
    sum += expectedVariancePerSecond(options, state, atMs);
  }
  return sum / steps;
}

export interface OracleInput {
  readonly options: BtcPathOptions;
  readonly state: BtcPathState;
  readonly known: KnownPrints;
  /** How far the quotes lean from the truth, in deviations of the settlement mean. */
  readonly lean: number;
}

/** P(YES) with the hidden state known, moved by the lean; undefined while the contract has no strike. */
export function oraclePrice(contract: DigitalContract, input: OracleInput): number | undefined {
  const { options, state, known, lean } = input;
  const spotUsd = pathUsd(state);
  const volatilityUsd = spotUsd * Math.sqrt(meanVariance(options, state, contract.closeAtMs));
  return digitalPrice({ nowMs: state.atMs, spotUsd, volatilityUsd, lean }, contract, known);
}
