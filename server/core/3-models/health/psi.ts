// Population stability index over six hours. In: a value and its time. Out: how far its distribution is from training's.
// PSI = Σ (a − e) · ln(a ÷ e) over the bins, a = share now, e = share in training; unitless, ≥ 0 (models §C6).
import { assertCondition } from '#lib/check.ts';

/** Industry cut-offs (models §C6); a feature's own may be wider, see psi-reference.ts. */
export const PSI_WARN = 0.1;
export const PSI_ALARM = 0.25;

/**
 * Below this many rows the monitor is silent. Under no drift rows × PSI is about χ² with 9 degrees of freedom, so at 200
 * independent rows noise alone passes .10 in 1.8 % and .25 in under 1e-6 of windows.
 */
export const PSI_LEAST_ROWS = 200;

/** The current hour and the five before it: nothing older than six hours counts, and five whole ones always do. */
const HOURS = 6;
const HOUR_MS = 3_600_000;
const DECILES = 9;

/** Bins (…, e₁], (e₁, e₂], … (eₖ, …) and the training share of each. */
export interface PsiBins {
  readonly edges: readonly number[];
  readonly shares: readonly number[];
}

/** Counts by hour and bin; plain data, at most HOURS × bins numbers. */
export interface PsiWindow {
  /** The hour (since 1970) each slot holds; −1 = empty. */
  readonly hours: number[];
  /** Slot by slot, bin by bin. */
  readonly counts: number[];
}

export interface PsiReading {
  readonly rows: number;
  /** Null below PSI_LEAST_ROWS. */
  readonly value: number | null;
}

/**
 * Bins of nine training deciles, .1 of the rows between each two. A decile that repeats is a tie whose share the deciles do
 * not tell, so its edge is dropped: the bin between its neighbours has an exactly known share. A constant leaves one bin,
 * whose PSI is 0: its range is watched instead (input-range.ts).
 */
export function psiBins(deciles: readonly number[]): PsiBins {
  assertCondition(deciles.length === DECILES, `${deciles.length} deciles, not ${DECILES}`);
  const edges: number[] = [];
  const shares: number[] = [];
  let taken = 0;
  for (const [index, edge] of deciles.entries()) {
    const before = deciles[index - 1] ?? Number.NEGATIVE_INFINITY;
    assertCondition(Number.isFinite(edge) && edge >= before, `decile ${index + 1} is ${edge}`);
    if (edge === before || edge === deciles[index + 1]) continue;
    edges.push(edge);
    shares.push((index + 1 - taken) / (DECILES + 1));
    taken = index + 1;
  }
  shares.push((DECILES + 1 - taken) / (DECILES + 1));
  return { edges, shares };
}

/** Nothing counted. */
export function createPsiWindow(bins: PsiBins): PsiWindow {
  return {
    hours: Array.from({ length: HOURS }, () => -1),
    counts: Array.from({ length: HOURS * bins.shares.length }, () => 0),
  };
}

function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin++;
  return bin;
}

/** Counts one value at wall time `atMs`. O(bins), no growth. A slot of another hour is emptied before it is used again. */
export function observePsi(window: PsiWindow, bins: PsiBins, value: number, atMs: number): void {
  assertCondition(Number.isFinite(value), `PSI of ${value}`);
  const width = bins.shares.length;
  const hour = Math.floor(atMs / HOUR_MS);
  const slot = hour % HOURS;
  if (window.hours[slot] !== hour) {
    window.hours[slot] = hour;
    window.counts.fill(0, slot * width, (slot + 1) * width);
  }
  const place = slot * width + binOf(bins.edges, value);
  window.counts[place] = (window.counts[place] ?? 0) + 1;
}

/** Rows per bin in the six hours that end with the hour of `atMs`; a slot from the future (a clock set back) is left out. */
export function psiTotals(window: PsiWindow, bins: PsiBins, atMs: number): number[] {
  const width = bins.shares.length;
  const now = Math.floor(atMs / HOUR_MS);
  const totals = bins.shares.map(() => 0);
  window.hours.forEach((hour, slot) => {
    if (hour < 0 || hour > now || hour <= now - HOURS) return;
    for (let bin = 0; bin < width; bin++)
      totals[bin] = (totals[bin] ?? 0) + (window.counts[slot * width + bin] ?? 0);
  });
  return totals;
}

/** PSI of the last six hours. Half a row is added to each bin, so that an empty bin counts as rare, not as impossible. */
export function psi(window: PsiWindow, bins: PsiBins, atMs: number): PsiReading {
  const totals = psiTotals(window, bins, atMs);
  const rows = totals.reduce((sum, each) => sum + each, 0);
  if (rows < PSI_LEAST_ROWS) return { rows, value: null };
  let value = 0;
  for (const [bin, expected] of bins.shares.entries()) {
    const share = ((totals[bin] ?? 0) + 0.5) / (rows + 0.5 * totals.length);
    value += (share - expected) * Math.log(share / expected);
  }
  return { rows, value };
}
