// `npm run bench`: what a message, a forecast, a price, a verdict and a training cost, in one run, each over a named reference.
// Exit code 1: a ratio is over its budget.
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { judgeBudgets, readBudgets } from './budgets.ts';
import { featureCost } from './feature-cost.ts';
import { forecastLatency } from './forecast-latency.ts';
import { bookCost } from './kraken-book.ts';
import { recordedFrames, simulatedFrames } from './kraken-frames.ts';
import {
  bookLines,
  featureLines,
  forecastLines,
  repriceLines,
  trainLines,
  verdictLines,
} from './report-lines.ts';
import { repriceLatency } from './reprice-latency.ts';
import { trainCost } from './train-trees.ts';
import { verdictLatency } from './verdict-latency.ts';

const FRAMES = 20_000;
const DEPTH = 25;
const STRIKES = 200;
/** Recordings lie beside the project, or in the folder named as the one argument. */
const DATA = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const RECORDED = join(DATA, 'kraken', 'k2-btcusd-book25-2026-08-26.head.jsonl');

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
const reprice = repriceLatency(STRIKES);
say(repriceLines(STRIKES, reprice));
const forecast = await forecastLatency(unwrap(loadSignal()));
say(forecastLines(forecast));
const train = trainCost();
say(trainLines(train));

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
  repricePricesOverClosedForms: reprice.pure.p50Us / reprice.closedFormUs,
  repriceWholeOverClosedForms: reprice.whole.p50Us / reprice.closedFormUs,
  forecastHotOverBareRuns: forecast.hot.wall.p50Us / forecast.bare.p50Us,
  forecastColdOverBareRuns: forecast.cold.wall.p50Us / forecast.bare.p50Us,
  trainOverPlainSums: train.againstPlainSums,
});
say([
  'Budgets, in multiples of JSON.parse of one frame where no other reference is named',
  ...verdicts.map(
    ({ name, measured, budget, isKept }) =>
      `  ${name.padEnd(30)}${measured.toFixed(2).padStart(8)}  of ${String(budget).padEnd(6)}${isKept ? 'kept' : 'BROKEN'}`,
  ),
]);
process.exitCode = verdicts.every((verdict) => verdict.isKept) ? 0 : 1;
