// The report as tables for people. In: a report. Out: lines.
import type { Estimate } from './bootstrap.ts';
import type { EvaluationReport, PeriodReport, SeriesReport } from './report.ts';
import type { BucketScore } from './score-probability.ts';

function day(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 16).replace('T', ' ') : '–';
}

function signed(value: number, digits: number): string {
  return `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(digits)}`;
}

/** `+0.0123 ± 0.0045 [0.0031, 0.0208]`: mean, standard error, 95 % interval. */
function estimate(value: Estimate): string {
  if (Number.isNaN(value.low)) return `${signed(value.mean, 4)} (one cluster, no interval)`;
  return `${signed(value.mean, 4)} ± ${value.standardError.toFixed(4)} [${signed(value.low, 4)}, ${signed(value.high, 4)}]`;
}

function percent(value: Estimate): string {
  if (value.count === 0) return 'none';
  const share = `${(100 * value.mean).toFixed(1)} %`;
  if (!Number.isFinite(value.low)) return `${share} of ${value.count}, too few for an interval`;
  return `${share} [${(100 * value.low).toFixed(0)}, ${(100 * value.high).toFixed(0)}] of ${value.count}`;
}

function seriesLines(series: SeriesReport): readonly string[] {
  const lines = [`  ${series.id} (${series.fitted === 'once' ? 'fitted once' : 'walk-forward'})`];
  for (const score of series.horizons) {
    const still = score.still > 0 ? `, ${score.still} without any move` : '';
    lines.push(
      `    ${score.minutes} min · ${score.rows} rows, ${score.members[0]?.difference.clusters ?? 0} blocks of 4 h${still} · 80 % interval holds ${percent(score.coverage)}`,
    );
    for (const member of score.members)
      lines.push(
        `      ${member.id.padEnd(12)} ${member.qlike.toFixed(4).padStart(8)}   Δ ${estimate(member.difference)}`,
      );
  }
  return lines;
}

function bucketLines(score: BucketScore): readonly string[] {
  const name = score.bucket === 'all' ? 'all together' : `${score.bucket} s to close`;
  return [
    `    ${name} · ${score.quotes} quotes of ${score.markets} markets, ${score.sparse} on sparse prices · 80 % interval of the settlement mean holds ${percent(score.coverage)}`,
    ...score.forecasts.map(({ id, brier, logLoss, reliability, ...each }) => {
      const parts = `MCB ${reliability.mcb.toFixed(4)} DSC ${reliability.dsc.toFixed(4)} UNC ${reliability.unc.toFixed(4)}`;
      return `      ${id.padEnd(12)} Brier ${brier.toFixed(4)} Δ ${estimate(each.brierDifference)} · log-loss ${logLoss.toFixed(4)} Δ ${estimate(each.logLossDifference)} · ${parts}`;
    }),
  ];
}

function periodLines(period: PeriodReport): readonly string[] {
  const lines = ['', `${period.name.toUpperCase()}`];
  lines.push(
    '  QLIKE by series; Δ = member − HAR with time of day as in models B5 (har-utc), positive is worse',
  );
  if (period.series.length === 0) lines.push('    no spot series in this period');
  lines.push(...period.series.flatMap(seriesLines));
  const { probability } = period;
  lines.push('  Probability of KXBTC15M; Δ = forecast − market mid, positive is worse');
  if (!probability || probability.buckets.length === 0) {
    lines.push('    no scorable quote in this period');
  } else {
    const fits = probability.fits.map(
      (each) =>
        `${each.bucketSeconds} s: β ${each.beta.toFixed(2)} ± ${(each.betaPrecision ** -0.5).toFixed(2)}, a ${signed(each.a, 2)}, b ${each.b.toFixed(2)} (${each.markets})`,
    );
    lines.push(
      `    fitted on ${probability.fitOrigin === 'none' ? 'nothing (the blend is the mid)' : `markets before ${day(probability.fittedBeforeMs)} (${probability.fitOrigin})`}: ${fits.join(' · ')}`,
    );
    lines.push(...probability.buckets.flatMap(bucketLines));
  }
  const left = Object.entries(probability?.leftOut ?? {});
  if (left.length > 0)
    lines.push(`    quotes left out: ${left.map(([why, n]) => `${n} ${why}`).join(', ')}`);
  return lines;
}

/** All lines of the report. */
export function reportLines(report: EvaluationReport): readonly string[] {
  const fit = report.volatilityFit;
  const tails = fit.tails.map(
    ({ minutes, value: tail }) =>
      `${minutes} min ν ${tail.nu.toFixed(1)} × ${tail.scale.toFixed(2)}`,
  );
  return [
    `fitted: ${fit.fittedOn}, ${day(fit.fittedFromMs)} to ${day(fit.fittedToMs)} (${fit.origin})`,
    `tails:  ${tails.join(' · ')}`,
    `seed:   ${report.seed}; ± standard error, [95 % interval] by bootstrap of 4 h blocks or of markets`,
    ...report.proxies.map((each) => `proxy:  ${each}`),
    ...report.periods.flatMap(periodLines),
    '',
    ...report.warnings.map((each) => `warning: ${each}`),
    ...report.log.map((each) => `log: ${each}`),
  ];
}
