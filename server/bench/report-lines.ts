// What was measured as lines of text. In: figures. Out: lines, each with its unit and what it is compared with.
import type { FeatureCost } from './feature-cost.ts';
import type { ForecastLatency, Latency } from './forecast-latency.ts';
import type { BookCost } from './kraken-book.ts';
import type { RepriceLatency } from './reprice-latency.ts';
import type { Percentiles } from './timing.ts';
import type { TrainCost } from './train-trees.ts';
import type { VerdictLatency } from './verdict-latency.ts';

/** Where a latency shall be on a quiet machine. Ratios decide the exit code; these only say so. */
const TARGET_US = { forecastHot: 1_000, forecastCold: 3_000, reprice: 100, feature: 3 } as const;
const TARGET_TRAIN_S = 45;

function target(what: string, value: number, limit: number): string {
  return `  target: ${what} ≤ ${limit.toLocaleString('en')}: ${value <= limit ? 'met' : 'not met in this run'}`;
}

function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}

export function bookLines(cost: BookCost): string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['JSON.parse alone', `1.00 × = ${(cost.parseNs / 1000).toFixed(2)} µs`],
    ['+ decode to scaled integers', times(cost.decode)],
    ['+ book, truncated, CRC32 verified', times(cost.book)],
    ['+ market state and features', times(cost.features)],
    ['ccxt handleOrderBook, parse included', `${times(cost.ccxt)}  (floats, no checksum)`],
  ];
  return [
    `Kraken book message: ${cost.frames}`,
    ...rows.map(([name, value]) => `  ${name.padEnd(38)}${value}`),
  ];
}

function percentileText({ calls, p50Us, p99Us }: Percentiles): string {
  return `p50 ${p50Us.toFixed(1).padStart(8)} µs   p99 ${p99Us.toFixed(1).padStart(9)} µs   ${calls} calls`;
}

export function verdictLines(latency: VerdictLatency): string[] {
  return [
    `Tick to verdict: ${latency.markets} markets live, ${latency.decisions} decisions sealed`,
    `  ${'index print: all re-priced, re-judged'.padEnd(38)}${percentileText(latency.indexPrint)}`,
    `  ${'contract change: one re-judged'.padEnd(38)}${percentileText(latency.contractDelta)}`,
    `  ${'spot update'.padEnd(38)}${percentileText(latency.spotUpdate)}`,
  ];
}

export function featureLines(cost: FeatureCost): string[] {
  return [
    'Features alone, one update',
    `  ${'spot book update'.padEnd(38)}${percentileText(cost.spot)}`,
    `  ${'contract change: its row anew'.padEnd(38)}${percentileText(cost.contract)}`,
    `  ${'a second: windows, all rows'.padEnd(38)}${percentileText(cost.second)}`,
    target(
      'p50 of an update, µs',
      Math.max(cost.spot.p50Us, cost.contract.p50Us),
      TARGET_US.feature,
    ),
  ];
}

/** The wall's figures, and under them those without the waits for a core, where the system tells them. */
function latencyLines(name: string, { wall, own }: Latency, cpuUs: number): string[] {
  const cpu = `processor ${cpuUs.toFixed(0)} µs a call`;
  const lines = [`  ${name.padEnd(38)}${percentileText(wall)}   ${cpu}`];
  if (own !== null)
    lines.push(`  ${'  … less its waits for a core'.padEnd(38)}${percentileText(own)}`);
  return lines;
}

function latencyTargets(name: string, { wall, own }: Latency, limitUs: number): string[] {
  const lines = [target(`p99 ${name}, µs`, wall.p99Us, limitUs)];
  if (own !== null)
    lines.push(target(`p99 ${name} less its waits for a core, µs`, own.p99Us, limitUs));
  return lines;
}

export function forecastLines(latency: ForecastLatency): string[] {
  const { hot, cold, bare, hotCpuUs, coldCpuUs } = latency;
  return [
    'The forecast of a second: row, hash, all members with exact attribution, combination, causes',
    ...latencyLines('back to back', hot, hotCpuUs),
    ...latencyLines('one call per 20 ms', cold, coldCpuUs),
    `  ${'reference: the bare ONNX runs'.padEnd(38)}${percentileText(bare)}   ${times(hot.wall.p50Us / bare.p50Us)}`,
    ...latencyTargets('hot', hot, TARGET_US.forecastHot),
    ...latencyTargets('cold', cold, TARGET_US.forecastCold),
  ];
}

export function repriceLines(strikes: number, latency: RepriceLatency): string[] {
  const { pure, whole, closedFormUs } = latency;
  return [
    `Re-pricing ${strikes} strikes of one close on a tick`,
    `  ${'law, P at 12 views, calibrated'.padEnd(38)}${percentileText(pure)}   ${times(pure.p50Us / closedFormUs)}`,
    `  ${'+ bands, blend, coherence, FairValues'.padEnd(38)}${percentileText(whole)}   ${times(whole.p50Us / closedFormUs)}`,
    `  ${`reference: ${strikes} lognormal closed forms`.padEnd(38)}p50 ${closedFormUs.toFixed(1).padStart(8)} µs`,
    target('p99 of the prices alone, µs', pure.p99Us, TARGET_US.reprice),
    target(
      'p99 of all with its FairValues, collections included, µs',
      whole.p99Us,
      TARGET_US.reprice,
    ),
  ];
}

export function trainLines({ what, cpuSeconds, againstPlainSums }: TrainCost): string[] {
  return [
    `Training ${what}, one core`,
    `  ${'processor time'.padEnd(38)}${cpuSeconds.toFixed(1)} s`,
    `  ${'against plainly summing every level'.padEnd(38)}${times(againstPlainSums)}`,
    target('seconds', cpuSeconds, TARGET_TRAIN_S),
  ];
}
