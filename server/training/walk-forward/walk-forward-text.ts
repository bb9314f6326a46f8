// The walk-forward for people. In: its report. Out: lines for the terminal, a section for a member's card.
import type { HorizonScore } from '../evaluate/score-volatility.ts';
import type { TrainedMember } from '../train/artefact-folder.ts';
import { COMBINATION_ID } from '../train/combination.ts';
import type { WalkForwardReport, WalkForwardSeries } from './score-folds.ts';

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

/** `−0.0123 [−0.0200, −0.0040]` of a member at a horizon; a dash where it has no score. */
function difference(score: HorizonScore | undefined, id: string): string {
  const found = score?.members.find((each) => each.id === id)?.difference;
  if (!found) return '–';
  return `${signed(found.mean)} [${signed(found.low)}, ${signed(found.high)}]`;
}

function qlikeOf(score: HorizonScore | undefined, id: string): string {
  return score?.members.find((each) => each.id === id)?.qlike.toFixed(4) ?? '–';
}

/** Lines of the terminal: all folds together, then each. */
export function walkForwardLines(report: WalkForwardReport): readonly string[] {
  const parts = report.series.flatMap(({ id, folds, together }) => [
    `  ${id}, all ${folds.length} folds`,
    ...scoreLines(together, report.reference),
    ...folds.flatMap((fold) => [
      `  fold ${fold.number}: learnt to ${day(fold.train.toMs)}, scored ${day(fold.score.fromMs)} to ${day(fold.score.toMs)}`,
      ...scoreLines(fold.horizons, report.reference),
    ]),
  ]);
  return [
    '',
    'WALK-FORWARD ON THE TRAINING SPAN',
    `  members refitted in each fold (purge ${report.purgeMinutes} min, embargo ${report.embargoMinutes} min); Δ QLIKE = member − ${report.reference}, positive is worse`,
    ...parts,
    ...report.leftOut.map((each) => `  not scored, a fold is missing: ${each}`),
  ];
}

function scoreLines(scores: readonly HorizonScore[], reference: string): readonly string[] {
  return scores.map((score) => {
    const members = score.members
      .filter((each) => each.id !== reference)
      .map((each) => `${each.id} ${difference(score, each.id)}`);
    return `    ${score.minutes} min · ${score.rows} rows · ${reference} ${qlikeOf(score, reference)} · ${members.join(' · ')}`;
  });
}

/** What is left when the fold that moves the member's mean the most is taken out: one wild week must not speak for all. */
function withoutHeaviest(series: WalkForwardSeries, id: string, minutes: number): string {
  const parts = series.folds.flatMap(({ number, horizons }) => {
    const score = horizons.find((each) => each.minutes === minutes);
    return score ? [{ number, score }] : [];
  });
  const weightOf = (score: HorizonScore, of: string) =>
    score.rows * (score.members.find((each) => each.id === of)?.difference.mean ?? Number.NaN);
  const [heaviest, ...others] = parts.toSorted(
    (a, b) => Math.abs(weightOf(b.score, id)) - Math.abs(weightOf(a.score, id)),
  );
  const rows = others.reduce((sum, each) => sum + each.score.rows, 0);
  const mean = (of: string) => {
    const value = others.reduce((sum, each) => sum + weightOf(each.score, of), 0) / rows;
    return Number.isFinite(value) ? signed(value) : '–';
  };
  return `| all but fold ${heaviest?.number ?? '–'} | | ${rows} | | ${mean(id)} | ${mean(COMBINATION_ID)} |`;
}

function cardRows(
  series: WalkForwardSeries,
  member: Pick<TrainedMember, 'kind'>,
  how: { readonly minutes: number; readonly reference: string },
): readonly string[] {
  const row = (name: string, scored: string, scores: readonly HorizonScore[]) => {
    const score = scores.find((each) => each.minutes === how.minutes);
    const cells = [
      name,
      scored,
      String(score?.rows ?? 0),
      qlikeOf(score, how.reference),
      difference(score, member.kind),
      difference(score, COMBINATION_ID),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  const first = series.folds.at(0)?.score.fromMs ?? Number.NaN;
  const last = series.folds.at(-1)?.score.toMs ?? Number.NaN;
  return [
    ...series.folds.map(({ number, train, score, horizons }) =>
      row(
        `${number}, learnt to ${day(train.toMs)}`,
        `${day(score.fromMs)} to ${day(score.toMs)}`,
        horizons,
      ),
    ),
    row('**all**', `${day(first)} to ${day(last)}`, series.together),
    withoutHeaviest(series, member.kind, how.minutes),
  ];
}

/** The section of a member's card; says so when it was not walked forward. */
export function walkForwardSection(
  member: Pick<TrainedMember, 'id' | 'kind'> & { readonly parts: { readonly minutes: number } },
  report: WalkForwardReport | null,
): readonly string[] {
  const title = ['## Walk-forward on the training span', ''];
  const { minutes } = member.parts;
  const isScored = (each: HorizonScore) =>
    each.minutes === minutes && each.members.some(({ id }) => id === member.kind);
  if (!report?.series.some((each) => each.together.some(isScored)))
    return [...title, 'Not done for this member: the figures above are of one fit.', ''];
  const { reference } = report;
  return [
    ...title,
    `The same options, fitted anew in each fold on all that lies before it (purge ${report.purgeMinutes} min, embargo ${report.embargoMinutes / 60} h;`,
    'minute profile, scaling, stopping, floor and HAR too), scored on the fold alone. No fold is the shipped fit. The options',
    `were chosen on validation, which lies later. Δ QLIKE at ${minutes} min = member − ${reference} of the same fold, positive is worse, with`,
    'the 95 % interval of 4 h blocks. The last row leaves out the fold that moves the mean of the member the most.',
    '',
    ...report.series.flatMap((each) => [
      `### ${each.id}, ${minutes} min`,
      '',
      `| fold | scored (UTC) | rows | ${reference} | Δ ${member.kind} | Δ combination |`,
      '|---|---|---|---|---|---|',
      ...cardRows(each, member, { minutes, reference }),
      '',
    ]),
  ];
}
