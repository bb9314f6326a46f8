// Budgets as ratios, so that they hold on any machine. In: measured ratios. Out: what is over, in words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ratio = z.number().positive();

const schema = z.strictObject({
  unit: z.string(),
  bookDecode: ratio,
  bookApplied: ratio,
  bookObserved: ratio,
  /** Our whole path with checksum over ccxt's without. */
  bookAgainstCcxt: ratio,
  indexPrintPerMarketP50: ratio,
  contractDeltaP50: ratio,
  spotUpdateP50: ratio,
  featureSpotP50: ratio,
  featureContractP50: ratio,
  featureSecondP50: ratio,
  /** 200 strikes over as many lognormal closed forms: the probabilities alone, and whole fair values. */
  repricePricesOverClosedForms: ratio,
  repriceWholeOverClosedForms: ratio,
  /** A whole forecast with attribution over the bare ONNX runs of the same models, medians. */
  forecastHotOverBareRuns: ratio,
  forecastColdOverBareRuns: ratio,
  /** The tree trainer over plainly summing every row at every level. */
  trainOverPlainSums: ratio,
});

export type Budgets = z.infer<typeof schema>;
export type BudgetName = Exclude<keyof Budgets, 'unit'>;

/** The committed budgets; throws on a name nobody measures or a figure that is none. */
export function readBudgets(): Budgets {
  return schema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8')));
}

export interface BudgetVerdict {
  readonly name: BudgetName;
  readonly measured: number;
  readonly budget: number;
  readonly isKept: boolean;
}

/** Every budget against its figure. A figure that is no number is over any budget. */
export function judgeBudgets(
  budgets: Budgets,
  measured: Readonly<Record<BudgetName, number>>,
): readonly BudgetVerdict[] {
  const names = Object.keys(measured).filter((name): name is BudgetName => name in budgets);
  return names.map((name) => ({
    name,
    measured: measured[name],
    budget: budgets[name],
    isKept: measured[name] <= budgets[name],
  }));
}
