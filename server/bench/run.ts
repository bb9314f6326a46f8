// `npm run bench`: what a message costs and how long a verdict takes, in one run, against budgets. Exit code 1: a budget is broken.
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { judgeBudgets, readBudgets } from './budgets.ts';
import { type FeatureCost, featureCost } from './feature-cost.ts';
import { type BookCost, bookCost } from './kraken-book.ts';
import { recordedFrames, simulatedFrames } from './kraken-frames.ts';
import type { Percentiles } from './timing.ts';
import { type VerdictLatency, verdictLatency } from './verdict-latency.ts';

const FRAMES = 20_000;
const DEPTH = 25;
/** Recordings lie beside the project, or in the folder named as the one argument. */
const DATA = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const RECORDED = join(DATA, 'kraken', 'k2-btcusd-book25-2026-08-26.head.jsonl');

function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}

function bookLines(cost: BookCost): string[] {
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

function verdictLines(latency: VerdictLatency): string[] {
  return [
    `Tick to verdict: ${latency.markets} markets live, ${latency.decisions} decisions sealed`,
    `  ${'index print: all re-priced, re-judged'.padEnd(38)}${percentileText(latency.indexPrint)}`,
    `  ${'contract change: one re-judged'.padEnd(38)}${percentileText(latency.contractDelta)}`,
    `  ${'spot update'.padEnd(38)}${percentileText(latency.spotUpdate)}`,
  ];
}

function featureLines(cost: FeatureCost): string[] {
  return [
    'Features alone, one update',
    `  ${'spot book update'.padEnd(38)}${percentileText(cost.spot)}`,
    `  ${'contract change: its row anew'.padEnd(38)}${percentileText(cost.contract)}`,
    `  ${'a second: windows, all rows'.padEnd(38)}${percentileText(cost.second)}`,
  ];
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

const load = loadavg()[0] ?? 0;
say([
  `Node ${process.version}, ${cpus().length} cores, load ${load.toFixed(1)}${load > 1 ? ': shared with other work, percentiles are upper bounds' : ''}`,
]);
const simulated = bookCost(simulatedFrames('bench', DEPTH, FRAMES));
say(bookLines(simulated));
const recorded = recordedFrames(RECORDED, DEPTH, FRAMES);
say(recorded === null ? [`no recording at ${RECORDED}: skipped`] : bookLines(bookCost(recorded)));
const latency = verdictLatency();
say(verdictLines(latency));
const features = featureCost();
say(featureLines(features));

const unitUs = simulated.parseNs / 1000;
const verdicts = judgeBudgets(readBudgets(), {
  bookDecode: simulated.decode,
  bookApplied: simulated.book,
  bookObserved: simulated.features,
  bookAgainstCcxt: simulated.book / simulated.ccxt,
  indexPrintPerMarketP50: latency.indexPrint.p50Us / latency.markets / unitUs,
  contractDeltaP50: latency.contractDelta.p50Us / unitUs,
  spotUpdateP50: latency.spotUpdate.p50Us / unitUs,
  featureSpotP50: features.spot.p50Us / unitUs,
  featureContractP50: features.contract.p50Us / unitUs,
  featureSecondP50: features.second.p50Us / unitUs,
});
say([
  'Budgets, in multiples of JSON.parse of one frame',
  ...verdicts.map(
    ({ name, measured, budget, isKept }) =>
      `  ${name.padEnd(26)}${measured.toFixed(2).padStart(8)}  of ${String(budget).padEnd(6)}${isKept ? 'kept' : 'BROKEN'}`,
  ),
]);
process.exitCode = verdicts.every((verdict) => verdict.isKept) ? 0 : 1;
