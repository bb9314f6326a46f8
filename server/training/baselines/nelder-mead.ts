// Minimum of a function of a few numbers without derivatives. In: function and start. Out: the best point found.
// Nelder and Mead 1965 with the usual coefficients; deterministic.

type Point = readonly number[];

interface Vertex {
  readonly at: Point;
  readonly value: number;
}

/** Runs until the values of the simplex agree within `tolerance`, or `rounds` are spent. */
export function nelderMead(
  objective: (at: Point) => number,
  start: Point,
  options: { readonly step: number; readonly tolerance: number; readonly rounds: number },
): Point {
  const vertex = (at: Point): Vertex => ({ at, value: objective(at) });
  let simplex = [
    vertex(start),
    ...start.map((_, axis) => vertex(start.map((x, i) => (i === axis ? x + options.step : x)))),
  ];
  for (let round = 0; round < options.rounds; round++) {
    simplex = simplex.toSorted((a, b) => a.value - b.value);
    const best = simplex[0];
    const worst = simplex[simplex.length - 1];
    if (!best || !worst || worst.value - best.value < options.tolerance) break;
    const others = simplex.slice(0, -1);
    const centre = start.map(
      (_, i) => others.reduce((sum, each) => sum + (each.at[i] ?? 0), 0) / others.length,
    );
    const along = (t: number) => vertex(centre.map((c, i) => c + t * ((worst.at[i] ?? 0) - c)));
    const replacement = replaceWorst(along, others, worst);
    simplex = replacement
      ? [...others, replacement]
      : simplex.map((each) => vertex(each.at.map((x, i) => (x + (best.at[i] ?? 0)) / 2)));
  }
  return simplex.toSorted((a, b) => a.value - b.value)[0]?.at ?? start;
}

/** Reflection, expansion or contraction; null asks for a shrink. */
function replaceWorst(
  along: (t: number) => Vertex,
  others: readonly Vertex[],
  worst: Vertex,
): Vertex | null {
  const best = others[0]?.value ?? worst.value;
  const second = others[others.length - 1]?.value ?? worst.value;
  const reflected = along(-1);
  if (reflected.value < best) {
    const expanded = along(-2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second) return reflected;
  const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
  return contracted.value < Math.min(worst.value, reflected.value) ? contracted : null;
}
