// Entries of every collection within a value, so that a test can see which one grows. In: any value. Out: entries by path.

function childrenOf(value: object): readonly (readonly [string, unknown])[] {
  if (value instanceof Map) return [...value.values()].map((each) => ['{}', each] as const);
  if (value instanceof Set || Array.isArray(value))
    return [...value].map((each) => ['[]', each] as const);
  return Object.entries(value).map(
    ([name, each]: [string, unknown]) => [`.${name}`, each] as const,
  );
}

function sizeOf(value: object): number {
  if (value instanceof Map || value instanceof Set) return value.size;
  return Array.isArray(value) ? value.length : 0;
}

/**
 * Entries of every map, set and list within `root`, summed by their path; what can be reached twice counts where it is
 * found first. Columns of numbers are left out: each is made with its own bound.
 */
export function entriesWithin(root: object): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const seen = new Set<object>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    if (seen.has(value)) return;
    seen.add(value);
    const size = sizeOf(value);
    if (size > 0) counts.set(path, (counts.get(path) ?? 0) + size);
    for (const [step, child] of childrenOf(value)) visit(child, `${path}${step}`);
  };
  visit(root, '');
  return counts;
}
