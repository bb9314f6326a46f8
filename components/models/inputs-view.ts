// What a model is shown against what it was trained on. In: a row of the engine, facts of the manifest. Out: lines. Pure.
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { FeatureFacts, ManifestFacts } from '#lib/wire/models-http.ts';
import type { ModelFeatureRow, ModelInputRow } from '#lib/wire/models-topics.ts';

/** A share of samples outside training from which a feature is called out. */
const MUCH = 0.05;

export type InputLevel = 'outside' | 'some' | 'missing' | 'ok' | 'unknown';

export interface InputLine {
  readonly name: string;
  readonly trained: FeatureFacts | null;
  readonly live: ModelFeatureRow;
  readonly samples: number;
  /** Of the samples that had it; null where none had. */
  readonly outsideShare: number | null;
  readonly missingShare: number;
  readonly level: InputLevel;
}

const RANK: Readonly<Record<InputLevel, number>> = {
  outside: 0,
  missing: 1,
  some: 2,
  unknown: 3,
  ok: 4,
};

function levelOf(line: Pick<InputLine, 'trained' | 'outsideShare' | 'missingShare'>): InputLevel {
  const { trained, outsideShare, missingShare } = line;
  if (outsideShare === null) return 'missing';
  if (trained === null) return 'unknown';
  if (outsideShare >= MUCH) return 'outside';
  return missingShare >= MUCH ? 'missing' : outsideShare > 0 ? 'some' : 'ok';
}

/** Most outside first, then what is missing, then in the model's own order: rows stand still while shares do. */
export function inputLines(
  row: ModelInputRow,
  manifest: Pick<ManifestFacts, 'features'> | null,
): readonly InputLine[] {
  const lines = row.features.map((live, i): InputLine => {
    const trained = manifest?.features[i] ?? null;
    const present = row.samples - live.missing;
    const known = {
      trained: trained?.name === live.name ? trained : null,
      outsideShare: present === 0 ? null : live.outside / present,
      missingShare: live.missing / row.samples,
    };
    return { name: live.name, live, samples: row.samples, ...known, level: levelOf(known) };
  });
  return lines.toSorted((left, right) => RANK[left.level] - RANK[right.level]);
}

/** "3 of 35 features outside training in 5% of samples or more, 2 missing". */
export function inputsSummary(lines: readonly InputLine[]): string {
  const count = (level: InputLevel) => lines.filter((line) => line.level === level).length;
  const often = `${count('outside')} of ${lines.length} features outside training in ${formatPercent(MUCH, 0)} of samples or more`;
  return count('missing') === 0 ? often : `${often}, ${count('missing')} often missing`;
}

/** Three decimals for dimensionless numbers around 1. */
export function inputText(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : formatFixed(value, 2);
}

export const LEVEL_WORD: Readonly<Record<InputLevel, string>> = {
  outside: 'OUTSIDE',
  some: 'a few outside',
  missing: 'MISSING',
  ok: 'within',
  unknown: 'not known',
};
