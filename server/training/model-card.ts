// The model card of har-first-light. In: scores and weights. Out: Markdown a trader can read.
import { MODEL_FEATURES } from '#server/core/2-features/registry.ts';
import type { LinearModel } from './onnx-writer.ts';

interface CardScore {
  readonly rows: number;
  readonly qlikeEwma30m: number;
  readonly qlikeStatistical: number;
  readonly qlikeCombined: number;
}

export interface CardInput {
  readonly scores: Readonly<Record<'train' | 'validation' | 'otherVenue', CardScore>>;
  readonly model: LinearModel;
  readonly trainingSpan: { readonly from: string; readonly to: string };
}

function scoreLine(name: string, score: CardScore): string {
  return `| ${name} | ${score.rows} | ${score.qlikeEwma30m} | ${score.qlikeStatistical} | ${score.qlikeCombined} |`;
}

function weightLines(model: LinearModel): string {
  const width = MODEL_FEATURES.length;
  return MODEL_FEATURES.map((name, i) => {
    const value = (model.weights[i] ?? 0).toFixed(4);
    const flag = (model.weights[width + i] ?? 0).toFixed(4);
    return `| ${name} | ${value} | ${flag} |`;
  }).join('\n');
}

/** The whole card. */
export function cardText(input: CardInput): string {
  const { scores, model, trainingSpan } = input;
  return `# har-first-light

A linear correction, in logs, of the statistical volatility estimate. It exists to carry a real model through the whole
path (features, request, ONNX, check, forecast); it is small on purpose.

- **Output:** correction of ln(variance per second), clipped to −1.5 … 2. The forecast is the mean, in logs, of the
  statistical estimate and the corrected one, so half of the correction counts.
- **Input:** ${MODEL_FEATURES.length} dimensionless features and as many presence flags (1 = the value is there).
- **Loss:** QLIKE (gamma regression, log link, ridge to zero of 1,000 rows), target: realised variance of the next 15 minutes from
  one-minute returns with the minute-of-hour profile taken out.
- **Data:** Binance BTCUSDT one-minute bars, ${trainingSpan.from} to ${trainingSpan.to} (20 days), through the live feature code. One row
  every three minutes; an eighth to a quarter of the rows have long windows hidden, as in a process that just started.

## Scores (mean QLIKE at 15 minutes, smaller is better)

| rows | n | EWMA 30 min | statistical base | combined |
|---|---|---|---|---|
${scoreLine('train (Binance, to Mar 8)', scores.train)}
${scoreLine('validation (Binance, Mar 8 to 18)', scores.validation)}
${scoreLine('other venue (Tiingo, Mar 17 to 28)', scores.otherVenue)}

Rows overlap, so the effective sample is a fraction of n, and no standard error is claimed. A few ridge values were looked at
on the validation rows before one was kept; treat third digits as noise. The intercept and weights of the statistical base
were fitted on the same train rows. Most of the gain over the EWMA is the statistical base's, not this model's.

## Where it fails

- Twenty days of one venue and one regime (about 40–60 % annual volatility). No claim is made outside it.
- Live features come from 5 s mids of another venue; they were fitted on one-minute returns. Ratios cancel the level, not
  every difference in noise.
- It says nothing about direction and was not tested against Kalshi's own prices. It promises no edge.
- A feature outside its training range by more than half its width makes the runner refuse; the statistical base answers.

## Weights

| feature | value | present flag |
|---|---|---|
${weightLines(model)}
| constant | ${model.bias.toFixed(4)} | |
`;
}
