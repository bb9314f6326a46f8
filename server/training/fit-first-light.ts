// Program: fits har-first-light and writes its artefact. In: the folder of 1 m spot bars. Out: server/models/har-first-light.
// Usage: node server/training/fit-first-light.ts ../shared/data/btc-spot && npx biome check --write server/models
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL_LAYOUT } from '#server/core/2-features/registry.ts';
import { barsToRows } from './bars-to-rows.ts';
import { fitFirstLight, type Score, scoreFirstLight, TARGET_MINUTES } from './first-light.ts';
import { cardText } from './model-card.ts';
import { linearModelToOnnx } from './onnx-writer.ts';
import { readBars } from './read-bars.ts';

const TRAIN_FILE = 'binance_btcusdt_1m_2026-02-16_03-18.csv.gz';
const OTHER_FILE = 'tiingo_btcusd_1m_2026-03-17_03-28.csv.gz';
/** End of the volatility train split (README of the recordings). */
const TRAIN_END = Date.parse('2026-03-08T00:00:00Z');
const OPTIONS = { every: 3, horizons: [TARGET_MINUTES] };

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fixed(score: Score) {
  return {
    rows: score.rows,
    qlikeEwma30m: Number(score.ewma30m.toFixed(4)),
    qlikeStatistical: Number(score.statistical.toFixed(4)),
    qlikeCombined: Number(score.combined.toFixed(4)),
  };
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: fit-first-light.ts <folder of 1 m bars>');
const bars = readBars(join(folder, TRAIN_FILE));
const train = barsToRows(
  bars.filter((bar) => bar.endMs <= TRAIN_END),
  OPTIONS,
);
const validation = barsToRows(
  bars.filter((bar) => bar.endMs > TRAIN_END),
  OPTIONS,
);
const other = barsToRows(readBars(join(folder, OTHER_FILE)), OPTIONS);
const dataSha256 = sha256(readFileSync(join(folder, TRAIN_FILE)));
const trainingSpan = {
  from: new Date(bars[0]?.endMs ?? 0).toISOString(),
  to: new Date(TRAIN_END).toISOString(),
};
const fitted = fitFirstLight(train, {
  layoutHash: MODEL_LAYOUT.hash,
  dataSha256,
  trainingSpan: `${trainingSpan.from}/${trainingSpan.to}`,
});
const file = linearModelToOnnx(fitted.model);
const scores = {
  train: fixed(scoreFirstLight(fitted.model, train)),
  validation: fixed(scoreFirstLight(fitted.model, validation)),
  otherVenue: fixed(scoreFirstLight(fitted.model, other)),
};
const manifest = {
  format: 1,
  id: fitted.model.name,
  fileSha256: sha256(file),
  layout: { version: MODEL_LAYOUT.version, hash: MODEL_LAYOUT.hash, names: MODEL_LAYOUT.names },
  input: { name: fitted.model.inputName, shape: [1, fitted.model.weights.length] },
  output: { name: fitted.model.outputName, shape: [1, 1] },
  outputMeaning: 'correction of ln(variance per second) around the statistical base',
  training: { span: trainingSpan, venue: 'Binance BTCUSDT 1 m', dataSha256, loss: 'QLIKE' },
  scores,
  ranges: fitted.ranges.map((each) => ({
    name: each.name,
    low: Number(each.low.toFixed(6)),
    high: Number(each.high.toFixed(6)),
  })),
  golden: fitted.golden,
};
const target = join(import.meta.dirname, '..', 'models', fitted.model.name);
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'model.onnx'), file);
writeFileSync(join(target, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
writeFileSync(
  join(target, 'model-card.md'),
  cardText({ scores, model: fitted.model, trainingSpan }),
);
process.stdout.write(`${JSON.stringify(scores, null, 1)}\n`);
