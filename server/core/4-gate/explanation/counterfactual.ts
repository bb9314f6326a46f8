// The least change that would turn the verdict, computed by judging again. In: a draft. Out: one sentence.
import type { BookSide } from '#lib/domain/side.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import type { Check } from '../check-result.ts';
import { disagreement } from '../checks/disagreement.ts';
import { edge } from '../checks/edge.ts';
import { edgeSignificant } from '../checks/edge-significant.ts';
import { latencyHorizon } from '../checks/latency-horizon.ts';
import { marketPrior } from '../checks/market-prior.ts';
import { nearCertainty } from '../checks/near-certainty.ts';
import { quoteSpread } from '../checks/quote-spread.ts';
import { stake } from '../checks/stake.ts';
import type { DecisionDraft } from '../decision-draft.ts';
import { exitPlan } from '../exit-plan.ts';
import { heldContracts } from '../exit-reason.ts';
import { forecastToIntent } from '../forecast-to-intent.ts';
import type { GateInput } from '../gate-input.ts';
import { failing } from '../sentence.ts';
import { modelFlip, priceFlip, type Trade, type Turned, weightFlip } from './flips.ts';

/** Checks that another price, model or weight may turn; all others stand whatever the market does. */
const ABOUT_THE_EDGE: ReadonlyMap<string, Check> = new Map([
  ['edge', edge],
  ['edge-significant', edgeSignificant],
  ['market-prior', marketPrior],
  ['near-certainty', nearCertainty],
  ['disagreement', disagreement],
  ['latency-horizon', latencyHorizon],
  ['quote-spread', quoteSpread],
  ['stake', stake],
]);

function edgeEnters(input: GateInput): boolean {
  const candidate = forecastToIntent(input);
  if (candidate === null) return false;
  for (const check of ABOUT_THE_EDGE.values())
    if (check(input, candidate).outcome !== 'pass') return false;
  return true;
}

function either(parts: readonly (string | null)[]): string | null {
  const found = parts.filter((part) => part !== null);
  return found.length === 0 ? null : found.join(' or ');
}

/** What would make the trade pay: a price or a model; a weight where there is none yet, or where neither helps. */
function wouldPay(draft: DecisionDraft, candidate: Candidate): string {
  const { input } = draft;
  const trade: Trade = { side: candidate.side, sense: 1 };
  const weightless = failing(draft.checks).some((check) => check.id === 'market-prior');
  const found = weightless
    ? weightFlip(input, edgeEnters)
    : (either([priceFlip(input, trade, edgeEnters), modelFlip(input, trade, edgeEnters)]) ??
      weightFlip(input, edgeEnters));
  if (found !== null) return `enters if ${found}`;
  return weightless
    ? 'no weight would do: model and market are too close to pay fee and spread'
    : 'no price, probability or weight near enough would do';
}

/** What stands whatever the market does comes first; only when nothing does is a better market looked for. */
function forFlat(draft: DecisionDraft): string {
  const standing = failing(draft.checks).filter((check) => !ABOUT_THE_EDGE.has(check.id));
  const [first] = standing;
  if (first !== undefined) {
    const more = standing.length > 1 ? ` (and ${standing.length - 1} more)` : '';
    return `first: ${first.label}: ${first.text}${more}`;
  }
  return draft.candidate === null ? 'nothing to trade against' : wouldPay(draft, draft.candidate);
}

function forEnter({ input, candidate }: DecisionDraft): string {
  if (candidate === null) return 'nothing to trade against';
  const trade: Trade = { side: candidate.side, sense: -1 };
  const out: Turned = (other) => !edgeEnters(other);
  const price = candidate.style === 'take' ? priceFlip(input, trade, out) : null;
  const found = either([price, modelFlip(input, trade, out)]);
  return found === null ? 'no price or model near by keeps it out' : `stays out if ${found}`;
}

/** The side that closes what is held. */
function closing(input: GateInput): BookSide {
  return heldContracts(input) > 0 ? 'ask' : 'bid';
}

function forHold(draft: DecisionDraft): string {
  const { input, checks } = draft;
  if (heldContracts(input) === 0) return 'judged again when the own orders here are done';
  if (input.at >= input.market.closeAt) return 'the settlement alone ends this';
  const blocked = failing(checks).find((check) => check.blocksExit);
  const wanted = input.closeRequestedBy !== null || exitPlan(input) !== null;
  if (wanted && blocked !== undefined) return `first: ${blocked.label}: ${blocked.text}`;
  const leaves: Turned = (other) => exitPlan(other) !== null;
  const trade: Trade = { side: closing(input), sense: 1 };
  const found = either([priceFlip(input, trade, leaves), modelFlip(input, trade, leaves)]);
  return found === null ? 'no price or model near by would end the holding' : `exits if ${found}`;
}

function forExit({ input }: DecisionDraft): string {
  if (input.closeRequestedBy !== null) return `nothing: ${input.closeRequestedBy} asked to close`;
  const stays: Turned = (other) => exitPlan(other) === null;
  const trade: Trade = { side: closing(input), sense: -1 };
  const found = either([priceFlip(input, trade, stays), modelFlip(input, trade, stays)]);
  return found === null ? 'no price or model near by would keep it' : `holds if ${found}`;
}

/** One sentence; every number in it was found by judging the changed market again, none by rule of thumb. */
export function counterfactual(draft: DecisionDraft): string {
  switch (draft.verdict) {
    case 'flat':
      return forFlat(draft);
    case 'enter':
      return forEnter(draft);
    case 'hold':
      return forHold(draft);
    case 'exit':
      return forExit(draft);
  }
}
