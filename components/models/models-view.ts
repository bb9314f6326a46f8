// Models in words: who is asked, who counts now, and why. In: rows of the engine, papers of the folders. Out: lines. Pure.
import { instantText } from '#components/ui/instant-text.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { ModelPapers } from '#lib/wire/models-http.ts';
import type { ModelRow } from '#lib/wire/models-topics.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';

/** counts: has a share now · beside: answers, share 0 · silent: is asked and gave nothing usable · off: is not asked. */
export type ModelState = 'counts' | 'beside' | 'silent' | 'off' | 'waiting';

export interface ModelLine {
  readonly id: string;
  readonly row: ModelRow | null;
  readonly papers: ModelPapers | null;
  readonly state: ModelState;
  /** "counts ⅓ …" in a word or two. */
  readonly word: string;
  /** One sentence: why it is so. */
  readonly why: string;
}

const KIND_WORD = { tree: 'trees', sequence: 'sequence', added: 'added' } as const;

/** What is shown beside what the engine said, all as of the same moment. */
export interface Known {
  readonly forecasts: Readonly<Record<string, ForecastRow>>;
  readonly refused: StatusRow['forecastRefused'];
}

/** "trees · 15 min", "sequence · 60 min"; what is not known is left out. */
export function kindText({ row, papers }: Pick<ModelLine, 'row' | 'papers'>): string {
  const kind = row?.memberKind ?? null;
  const shape = row?.kind ?? papers?.manifest?.kind ?? null;
  const minutes = row?.minutes ?? papers?.manifest?.horizonMinutes ?? null;
  const word = kind === null ? (shape ?? 'kind not known') : KIND_WORD[kind];
  return minutes === null ? word : `${word} · ${minutes} min`;
}

function notAsked(row: ModelRow): Pick<ModelLine, 'state' | 'word' | 'why'> {
  if (row.standing === 'comparison')
    return {
      ...{ state: 'off', word: 'comparison only' },
      why: 'Loaded and checked, never asked: it is kept to compare others with.',
    };
  const reason = row.reason ?? 'the engine gave no reason';
  const isRefused = reason.startsWith('not loaded');
  return { state: 'off', word: isRefused ? 'REFUSED' : 'left out', why: `${reason}.` };
}

function shareWhy(row: ModelRow, forecast: ForecastRow, weight: number): string {
  const voices = forecast.members.filter((member) => member.weight > 0).map(({ id }) => id);
  const among = `${voices.join(', ')} at ${forecast.minutes} min`;
  if (weight > 0) return `An equal share in logs among ${among}, as long as they agree.`;
  if (!row.isWanted)
    return `Answers every second and is only shown: the fitted combination counts ${among}.`;
  return `Wanted by the combination, but the members lie too far apart: only the median counts (${among}).`;
}

function switchedOff({
  by,
  at,
  reason,
}: NonNullable<ModelRow['switchedOff']>): Pick<ModelLine, 'state' | 'word' | 'why'> {
  const why = `Not asked since ${instantText(at)}, by ${by}: ${reason}`;
  return { state: 'off', word: 'switched off', why };
}

function asked(row: ModelRow, known: Known): Pick<ModelLine, 'state' | 'word' | 'why'> {
  const refusal = known.refused.find((each) => each.id === row.id);
  if (refusal !== undefined)
    return { state: 'silent', word: 'gives nothing', why: `${refusal.reason}.` };
  const forecast = known.forecasts[String(row.minutes)];
  const member = forecast?.members.find((each) => each.id === row.voice);
  if (forecast === undefined || member === undefined)
    return {
      ...{ state: 'waiting', word: 'waiting' },
      why: 'No answer in the forecast of now: it needs enough of the last four hours.',
    };
  const { weight } = member;
  return {
    state: weight > 0 ? 'counts' : 'beside',
    word: weight > 0 ? `counts ${formatPercent(weight, 0)}` : 'shown beside',
    why: shareWhy(row, forecast, weight),
  };
}

function lineOf(
  id: string,
  both: Pick<ModelLine, 'row' | 'papers'>,
  known: Known | null,
): ModelLine {
  const { row } = both;
  if (row === null)
    return {
      ...{ id, ...both, state: 'off', word: 'not loaded' },
      why: 'The folder is on disk, and the running engine has not loaded it: it came after the start.',
    };
  if (row.standing !== 'asked') return { id, ...both, ...notAsked(row) };
  if (row.switchedOff !== null) return { id, ...both, ...switchedOff(row.switchedOff) };
  if (known === null)
    return { id, ...both, state: 'waiting', word: 'waiting', why: 'Nothing was heard yet.' };
  return { id, ...both, ...asked(row, known) };
}

/** Asked ones first, then by name, minutes in the order of their numbers; every model of the engine and every folder once. */
export function modelLines(
  rows: Readonly<Record<string, ModelRow>>,
  papers: readonly ModelPapers[],
  known: Known | null,
): readonly ModelLine[] {
  const place = (id: string) => (rows[id]?.standing === 'asked' ? 0 : 1);
  const ids = new Set([...Object.keys(rows), ...papers.map(({ id }) => id)]);
  return [...ids]
    .sort(
      (left, right) =>
        place(left) - place(right) || left.localeCompare(right, 'en', { numeric: true }),
    )
    .map((id) => {
      const row = rows[id] ?? null;
      const own = papers.filter((each) => each.id === id);
      const folder = own.find(({ origin }) => origin === (row?.origin ?? 'shipped')) ?? own[0];
      return lineOf(id, { row, papers: folder ?? null }, known);
    });
}

/** Whether the file on disk is the one that runs; null where either is not known. */
export function fileDoubt({ row, papers }: Pick<ModelLine, 'row' | 'papers'>): string | null {
  const [runs, lies] = [row?.hash ?? null, papers?.fileSha256 ?? null];
  if (runs === null || lies === null || runs === lies) return null;
  return 'The file on disk is another one than the engine runs: the facts below are of the disk.';
}

/** "12 refused or left out of 9": counts of each state, those that nothing has left out. */
export function linesSummary(lines: readonly ModelLine[]): string {
  const words = {
    counts: 'count',
    beside: 'beside',
    silent: 'silent',
    waiting: 'waiting',
  } as const;
  const parts = Object.entries(words).map(
    ([state, word]) => [lines.filter((line) => line.state === state).length, word] as const,
  );
  const off = lines.filter((line) => line.state === 'off').length;
  return [...parts, [off, 'not asked'] as const]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}
