// Gives a decision its ids and hashes. In: a draft. Out: a Decision that can be stored, explained and replayed.
import type { Forecast } from '#lib/domain/forecast.ts';
import { decisionId, type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import type { ContractDepth, QuoteLevel } from '#lib/domain/quote.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { canonical, sha256 } from '#lib/hash.ts';
import type { DecisionDraft } from './decision-draft.ts';
import { decisionToExplanation } from './explanation/decision-to-explanation.ts';
import type { GateInput } from './gate-input.ts';
import { failing } from './sentence.ts';

/** A market's decision is sealed at least this often even when nothing changes. */
const RESEAL_MS = 1_000;
const LEVELS_HASHED = 10;

/** Floats enter hashes at nine decimals; a non-finite one enters by name, so that hashing never hides it. */
function stableNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Number.isFinite(value) ? String(Math.round(value * 1e9) / 1e9) : `"${value}"`;
}

function hashOf(value: unknown): Sha256 {
  return sha256Hex(sha256(canonical(value, stableNumber)));
}

function topOf(depth: ContractDepth): unknown {
  const pairs = (levels: readonly QuoteLevel[]) =>
    levels.slice(0, LEVELS_HASHED).map((level) => [level.price, level.size]);
  return [pairs(depth.bids), pairs(depth.asks)];
}

/** One forecast stands behind a second's worth of decisions about every market: it is hashed once. */
const forecastHashes = new WeakMap<Forecast, Sha256>();

function hashForecast(forecast: Forecast): Sha256 {
  const known = forecastHashes.get(forecast);
  if (known !== undefined) return known;
  const hash = hashOf(forecast);
  forecastHashes.set(forecast, hash);
  return hash;
}

/** Everything the decision read, with long parts by their own hash or count. */
function hashInput(input: GateInput): Sha256 {
  const { limits, market, forecast, depth, openOrders, ...rest } = input;
  return hashOf({
    ...rest,
    limits: limits.version,
    market: { ...market, title: '' },
    depth: topOf(depth),
    openOrders: openOrders.map((order) => [order.request.clientOrderId, order.state, order.filled]),
    forecast: forecast === null ? null : hashForecast(forecast),
  });
}

/**
 * Seals a draft. `inputHash` covers what went in (the forecast by its own input hash, which covers the features);
 * the id follows from it, and `hash` covers all that came out, the explanation included. `modelMove`: see
 * price-contributions.ts. Equal inputs give equal decisions, byte for byte (I22).
 */
export function sealDecision(draft: DecisionDraft, modelMove: number | null = null): Decision {
  const { input, intent, ...rest } = draft;
  const inputHash = hashInput(input);
  const id = decisionId(`d-${inputHash.slice(0, 32)}`);
  const sealed = {
    ...rest,
    id,
    intent: intent === null ? null : { ...intent, decisionId: id },
    explanation: decisionToExplanation(draft, modelMove),
    inputHash,
  };
  const checks = draft.checks.map((check) => [
    check.id,
    check.outcome,
    check.value,
    check.threshold,
  ]);
  return { ...sealed, hash: hashOf({ ...sealed, checks }) };
}

/** What of an earlier decision matters for telling whether a new one is news. */
export type EarlierDecision = Pick<Decision, 'verdict' | 'checks' | 'at'> & {
  readonly intent: Pick<NonNullable<Decision['intent']>, 'side' | 'price' | 'count'> | null;
};

/** True when the draft is worth sealing: other verdict, other failing checks, other intent, or a second has passed. */
export function changedEnough(previous: EarlierDecision | null, draft: DecisionDraft): boolean {
  if (previous === null || previous.verdict !== draft.verdict) return true;
  if (draft.at - previous.at >= RESEAL_MS || draft.at < previous.at) return true;
  const before = previous.intent;
  const now = draft.intent;
  if (before?.side !== now?.side || before?.price !== now?.price || before?.count !== now?.count)
    return true;
  const failedBefore = failing(previous.checks);
  const failedNow = failing(draft.checks);
  return (
    failedBefore.length !== failedNow.length ||
    failedBefore.some((check, index) => check.id !== failedNow[index]?.id)
  );
}
