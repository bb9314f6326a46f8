// Decoder of a stored decision. In: its JSON. Out: the decision; what older builds did not write yet reads as null.
import { z } from 'zod';
import { count } from '#lib/domain/count.ts';
import type { Explanation } from '#lib/domain/explanation.ts';
import { decisionId, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { type Candidate, type CheckResult, type Decision, VERDICTS } from '#lib/domain/verdict.ts';
import { storedFlag, storedIntent } from './stored-schema.ts';

const chance = z.number().min(0).max(1).transform(probability);
const number = z.number().nullable();
const hash = z.string().transform(sha256Hex);

const check: z.ZodType<CheckResult> = z.object({
  id: z.string(),
  label: z.string(),
  outcome: z.enum(['pass', 'fail', 'missing']),
  value: number,
  threshold: number,
  distance: number,
  unit: z.string(),
  text: z.string(),
  blocksExit: z.boolean(),
});

const candidate: z.ZodType<Candidate> = z.object({
  side: z.enum(['bid', 'ask']),
  price: z.number().transform(price),
  count: z.number().transform(count),
  style: z.enum(['take', 'make']),
  rawEdge: z.number(),
  edge: z.number(),
  feePerContract: z.number(),
  fairProbability: chance,
  marketProbability: chance,
});

const explanation: z.ZodType<Explanation> = z.object({
  views: z.object({
    tree: chance.nullable(),
    sequence: chance.nullable(),
    combined: chance,
    calibrated: chance,
    market: chance.nullable(),
    blended: chance,
    weight: z.number(),
    evidenceMarkets: z.number(),
  }),
  confidence: chance,
  confidenceParts: z.array(z.object({ label: z.string(), value: z.number() })),
  contributions: z.array(
    z.object({ name: z.string(), logVariance: z.number(), cents: z.number() }),
  ),
  counterfactual: z.string(),
});

/** The JSON of a decision. */
export const storedDecision: z.ZodType<Decision> = z.object({
  id: z.string().transform(decisionId),
  ticker: z.string().transform(marketTicker),
  at: z.number().transform(wallMs),
  eventSeq: z.int(),
  verdict: z.enum(VERDICTS),
  sentence: z.string(),
  checks: z.array(check),
  flags: z.array(storedFlag),
  candidate: candidate.nullable(),
  intent: storedIntent.nullable(),
  explanation: explanation.nullable().default(null),
  inputHash: hash,
  hash,
});
