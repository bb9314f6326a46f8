// Runs the scenarios one after the other and takes everything back. In: a bench and what the venue can do. Out: findings.
import { count } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { BookSide } from '#lib/domain/side.ts';
import { heldIn } from './account.ts';
import { sayAnswer } from './answer.ts';
import type { Bench } from './bench.ts';
import type { Finding } from './finding.ts';
import { bestPrices, findQuote } from './markets.ts';
import type { Scenario, Setting } from './scenario.ts';
import { ACCOUNT_SCENARIOS, SETTLEMENT } from './scenarios/account.ts';
import { CHANGES } from './scenarios/changes.ts';
import { CREATES } from './scenarios/creates.ts';
import { GROUP_SCENARIOS } from './scenarios/groups.ts';
import { REFUSALS } from './scenarios/refusals.ts';
import { LAST_SCENARIOS, VENUE_SCENARIOS } from './scenarios/venue.ts';

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

/** Contracts bought in one market by the whole suite stay well below this. */
const MOST_TAKEN_BACK = 10;
/** Positions trail fills by about a second (kalshi-api §4.6). */
const POSITION_LAG_MS = 1_500;

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

/** Cancels every order of this run that still rests, those included whose create had no answer. */
async function cancelOwn(bench: Bench): Promise<readonly string[]> {
  const resting = await bench.orders.restingOrders();
  if (!resting.ok) return [`resting orders cannot be read: ${resting.error}`];
  const left: string[] = [];
  for (const order of resting.value) {
    if (order.clientOrderId === null || !bench.sentIds.has(order.clientOrderId)) continue;
    const answer = await bench.cancel('take back', order);
    if (answer.status !== 200) left.push(`order ${order.venueOrderId}: ${sayAnswer(answer)}`);
  }
  return left;
}

/** Cancels what still rests, deletes the groups, sells what was bought; names what could not be taken back. */
async function takeBack(bench: Bench): Promise<readonly string[]> {
  const left = [...(await cancelOwn(bench))];
  for (const [id, shard] of bench.groups) {
    const answer = await bench.send('take back the group', {
      method: 'DELETE',
      path: `/portfolio/order_groups/${id}`,
      query: { exchange_index: shard },
    });
    if (answer.status !== 200) left.push(`group ${id}: ${sayAnswer(answer)}`);
  }
  left.push(...(await sellBack(bench)));
  return left;
}

/** Trades one contract after the other out of a market, as far as its book lets us; what is held in the end. */
async function sellOut(bench: Bench, ticker: MarketTicker): Promise<number | null> {
  for (let contracts = 0; contracts < MOST_TAKEN_BACK; contracts++) {
    const held = await heldIn(bench, ticker);
    const best = await bestPrices(bench, ticker);
    if (held === null || held === 0 || best === null) return held;
    const side: BookSide = held > 0 ? 'ask' : 'bid';
    const { placed } = await bench.create('take back a contract', {
      ticker,
      side,
      price: side === 'ask' ? best.bid : best.ask,
      count: count(Math.min(100, Math.abs(held))),
      timeInForce: 'immediate_or_cancel',
      change: { reduce_only: true },
    });
    if (placed === null || placed.filled === 0) return held;
    await bench.pause(POSITION_LAG_MS);
  }
  return heldIn(bench, ticker);
}

async function sellBack(bench: Bench): Promise<readonly string[]> {
  const filled = bench.placed.filter((each) => each.filled > 0);
  const left: string[] = [];
  for (const ticker of new Set(filled.map((each) => each.ticker))) {
    const held = await sellOut(bench, ticker);
    if (held !== 0) left.push(`${ticker}: ${held === null ? 'unknown' : held / 100} contracts`);
  }
  return left;
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
  const leftovers = await takeBack(bench);
  await runAll(wanted.filter((each) => each === SETTLEMENT));
  return { findings, leftovers };
}
