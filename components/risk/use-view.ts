// How close each limit is. In: uses of the topic. Out: share used, a word for it, and the order a trader asks in.
import type { LimitUse } from '#lib/domain/limit-use.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { formatLimitUnit, formatLimitValue } from '#lib/format/limit-value.ts';

/** full: nothing more is let in · near: 80 % and more · unknown: cannot be told, and the gate lets nothing in by it. */
export type UseLevel = 'full' | 'near' | 'unknown' | 'room';

/** From this share on a limit is near. */
const NEAR_SHARE = 0.8;

/** The word beside the bar where a limit is close: colour is never the only sign. */
const CLOSE_WORD: Readonly<Partial<Record<UseLevel, string>>> = { full: ', FULL', near: ', NEAR' };

const RANK: Readonly<Record<UseLevel, number>> = { full: 0, near: 1, unknown: 2, room: 3 };

/** Share of the limit that is used, 0 and up; null when not known. A limit of 0 is used up before anything is. */
export function shareOf({ used, limit }: Pick<LimitUse, 'used' | 'limit'>): number | null {
  if (used === null) return null;
  return limit > 0 ? used / limit : 1;
}

export function levelOf(use: Pick<LimitUse, 'used' | 'limit'>): UseLevel {
  const share = shareOf(use);
  if (share === null) return 'unknown';
  if (share >= 1) return 'full';
  return share >= NEAR_SHARE ? 'near' : 'room';
}

/** Whole per cent, rounded so that it never says 100 before it is, nor 0 once something is used. */
export function percentText(share: number | null): string {
  if (share === null) return 'not known';
  if (share > 0 && share < 0.01) return '<1 %';
  const percent =
    share < 1 ? Math.min(99, Math.floor(share * 100 + 1e-9)) : Math.floor(share * 100);
  return `${formatFixed(percent, 0)} %`;
}

/** The words below the bar: "35 % used", "85 % used, NEAR". */
export function shareText(use: Pick<LimitUse, 'used' | 'limit'>): string {
  const share = shareOf(use);
  const used = share === null ? '' : ' used';
  return `${percentText(share)}${used}${CLOSE_WORD[levelOf(use)] ?? ''}`;
}

/** Full first, then near, then not known, then by the share used; equal ones stay in the order they came in. */
export function byCloseness(uses: readonly LimitUse[]): readonly LimitUse[] {
  return uses.toSorted(
    (left, right) =>
      RANK[levelOf(left)] - RANK[levelOf(right)] || (shareOf(right) ?? 0) - (shareOf(left) ?? 0),
  );
}

/** "1 full, 2 near, 9 with room": levels that no limit has are left out. */
export function usesSummary(uses: readonly LimitUse[]): string {
  const words = { full: 'full', near: 'near', unknown: 'not known', room: 'with room' } as const;
  const levels: readonly UseLevel[] = ['full', 'near', 'unknown', 'room'];
  return levels
    .map((level) => ({ level, count: uses.filter((use) => levelOf(use) === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${words[level]}`)
    .join(', ');
}

/** The whole line for a screen reader: "40.00 of 50.00 $, 80 % used, near". */
export function useText(use: LimitUse): string {
  const limit = `${formatLimitValue(use.limit, use.unit)} ${formatLimitUnit(use.unit)}`.trim();
  if (use.used === null) return `not known, limit ${limit}: ${use.reason ?? ''}`;
  const used = formatLimitValue(use.used, use.unit);
  const level = levelOf(use);
  return `${used} of ${limit}, ${percentText(shareOf(use))} used, ${level === 'room' ? 'room left' : level}`;
}
