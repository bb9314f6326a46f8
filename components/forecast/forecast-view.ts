// The forecast as one table: members down, horizons across. In: forecast rows. Out: cells to print, in an order that stands.
import type { MemberKind } from '#lib/domain/forecast.ts';
import type { ForecastMemberRow, ForecastRow } from '#lib/wire/signal-rows.ts';

/** Half width of an 80 % interval of a normal law, in standard deviations. */
const EIGHTY_PERCENT = 1.2816;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What a member says at one horizon; null where it does not speak. */
export interface MemberCell {
  readonly minutes: number;
  readonly said: Pick<ForecastMemberRow, 'volAnnual' | 'weight'> | null;
}

export interface MemberLine {
  readonly id: string;
  readonly kind: MemberKind;
  readonly source: ForecastMemberRow['source'];
  readonly cells: readonly MemberCell[];
}

const KIND_RANK: Readonly<Record<MemberKind, number>> = {
  tree: 0,
  sequence: 1,
  added: 2,
  baseline: 3,
};

/** What each kind is called. */
export const KIND_WORD: Readonly<Record<MemberKind, string>> = {
  tree: 'tree',
  sequence: 'sequence',
  added: 'added',
  baseline: 'baseline',
};

/** Horizons, shortest first. */
export function byMinutes(rows: readonly ForecastRow[]): readonly ForecastRow[] {
  return rows.toSorted((left, right) => left.minutes - right.minutes);
}

/** The 80 % interval of the volatility: vol × e^(±1.2816·sd/2), for sd is that of ln(variance) (models §C5). */
export function volInterval({
  volAnnual,
  logVarianceSd,
}: Pick<ForecastRow, 'volAnnual' | 'logVarianceSd'>): Interval {
  const factor = Math.exp((EIGHTY_PERCENT * logVarianceSd) / 2);
  return { low: volAnnual / factor, high: volAnnual * factor };
}

/** Every member that speaks at any horizon: learned ones first, by name within a kind. `rows` as from `byMinutes`. */
export function memberLines(rows: readonly ForecastRow[]): readonly MemberLine[] {
  const heads = new Map<string, ForecastMemberRow>();
  for (const row of rows)
    for (const member of row.members) if (!heads.has(member.id)) heads.set(member.id, member);
  return [...heads.values()]
    .map(({ id, kind, source }) => ({
      ...{ id, kind, source },
      cells: rows.map(({ minutes, members }) => ({
        minutes,
        said: members.find((member) => member.id === id) ?? null,
      })),
    }))
    .sort(
      (left, right) =>
        KIND_RANK[left.kind] - KIND_RANK[right.kind] || left.id.localeCompare(right.id),
    );
}
