// Runs the scenarios one after the other and takes everything back. In: a bench and what the venue can do. Out: findings.
import type { Bench } from './bench.ts';
import type { Finding } from './finding.ts';
import { findQuote } from './markets.ts';
import type { Scenario, Setting } from './scenario.ts';
import { ACCOUNT_SCENARIOS, SETTLEMENT } from './scenarios/account.ts';
import { CHANGES } from './scenarios/changes.ts';
import { CREATES } from './scenarios/creates.ts';
import { GROUP_SCENARIOS } from './scenarios/groups.ts';
import { REFUSALS } from './scenarios/refusals.ts';
import { LAST_SCENARIOS, VENUE_SCENARIOS } from './scenarios/venue.ts';
import { takeBack } from './take-back.ts';

const SCENARIOS: readonly Scenario[] = [
  ...VENUE_SCENARIOS,
  ...CREATES,
  ...REFUSALS,
  ...CHANGES,
  ...GROUP_SCENARIOS,
  ...ACCOUNT_SCENARIOS,
  ...LAST_SCENARIOS,
  SETTLEMENT,
];

const MINUTE_MS = 60_000;
/** A market with this much time left outlives the scenario that uses it. */
const LEAST_MS = 3 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The longest wait for a settlement: a quarter of an hour and what comes after the close. */
const QUARTER_MS = 16 * MINUTE_MS;

export interface SettlementChance {
  /** Time after the close within which the row must be there. */
  readonly withinMs: number;
  hurry(isFast: boolean): Promise<void>;
}

function settingOf(bench: Bench, chance: SettlementChance | null): Setting {
  const quote = (spreadSteps: number) =>
    findQuote(bench, { leastMs: LEAST_MS, mostMs: DAY_MS, spreadSteps });
  return {
    bench,
    quote: () => quote(1),
    wideQuote: () => quote(2),
    settlement:
      chance === null
        ? null
        : {
            ...chance,
            quote: () =>
              findQuote(bench, { leastMs: MINUTE_MS, mostMs: QUARTER_MS, spreadSteps: 1 }),
          },
  };
}

async function runOne(scenario: Scenario, setting: Setting): Promise<Finding> {
  const { id, title, section, doubts, expected, run } = scenario;
  const { bench } = setting;
  bench.takeSteps();
  const outcome = await run(setting).catch((error: unknown) => ({
    verdict: 'other' as const,
    observed: `the scenario broke: ${error instanceof Error ? error.message : String(error)}`,
  }));
  return { id, title, section, doubts, expected, ...outcome, steps: bench.takeSteps() };
}

/** The scenarios by id, in the order in which they run. */
export const SCENARIO_IDS: readonly string[] = SCENARIOS.map((each) => each.id);

/**
 * The scenarios with these ids in turn; `tell` hears of each as it ends. Never throws for what the venue does. What is
 * bought for the settlement is held to it, so everything else is taken back before.
 */
export async function runConformance(
  bench: Bench,
  plan: { readonly ids: readonly string[]; readonly settlement: SettlementChance | null },
  tell: (finding: Finding) => void,
): Promise<{ readonly findings: readonly Finding[]; readonly leftovers: readonly string[] }> {
  const setting = settingOf(bench, plan.settlement);
  const findings: Finding[] = [];
  const runAll = async (scenarios: readonly Scenario[]): Promise<void> => {
    for (const scenario of scenarios) {
      const finding = await runOne(scenario, setting);
      findings.push(finding);
      tell(finding);
    }
  };
  const wanted = SCENARIOS.filter((each) => plan.ids.includes(each.id));
  await runAll(wanted.filter((each) => each !== SETTLEMENT));
  const bought = bench.placed.filter((each) => each.filled > 0).map((each) => each.ticker);
  const leftovers = await takeBack(bench, bought);
  await runAll(wanted.filter((each) => each === SETTLEMENT));
  return { findings, leftovers };
}
