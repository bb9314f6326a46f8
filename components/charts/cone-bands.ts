// The cone as bands. In: quantiles by time. Out: what each band encloses, and a price range that does not creep. Pure.

export interface ConeLinePoint {
  /** Unix ms, rising. */
  readonly at: number;
  /** One price a level, USD, rising. */
  readonly usd: readonly number[];
}

export interface ConeBand {
  /** Share of the law between the edges, %. */
  readonly percent: number;
  readonly edges: readonly {
    readonly at: number;
    readonly lowUsd: number;
    readonly highUsd: number;
  }[];
}

/** Levels paired from the outside in: the widest band first. Levels are shares, symmetric about the median. */
export function bandsOf(
  levels: readonly number[],
  points: readonly ConeLinePoint[],
): readonly ConeBand[] {
  return Array.from({ length: Math.floor(levels.length / 2) }, (_, low) => {
    const high = levels.length - 1 - low;
    const share = (levels[high] ?? 0) - (levels[low] ?? 0);
    const edges = points.flatMap(({ at, usd }) => {
      const lowUsd = usd[low];
      const highUsd = usd[high];
      return lowUsd === undefined || highUsd === undefined ? [] : [{ at, lowUsd, highUsd }];
    });
    return { percent: Math.round(share * 100), edges };
  });
}

/** A band as a closed line: along the top to the close, back along the bottom. */
export function polygonOf({ edges }: ConeBand): readonly (readonly [at: number, usd: number])[] {
  const top = edges.map(({ at, highUsd }) => [at, highUsd] as const);
  return [...top, ...edges.map(({ at, lowUsd }) => [at, lowUsd] as const).toReversed()];
}

/**
 * Lowest and highest price of the 80 % band (the widest where there is no other), widened to whole steps so that the axis
 * holds still; null without one. The widest of three would leave the price a thin line.
 */
export function rangeOf(
  bands: readonly ConeBand[],
): { readonly minValue: number; readonly maxValue: number } | null {
  const edges = (bands[1] ?? bands[0])?.edges ?? [];
  if (edges.length === 0) return null;
  const low = Math.min(...edges.map((each) => each.lowUsd));
  const high = Math.max(...edges.map((each) => each.highUsd));
  const step = 2 ** Math.ceil(Math.log2(Math.max(high - low, 1) / 8));
  return { minValue: Math.floor(low / step) * step, maxValue: Math.ceil(high / step) * step };
}
