// A Unix instant with its date, for pages that outlive the day. In: ms. Out: UTC text.

/** "2026-11-22 14:03:09.120 UTC". */
export function instantText(atMs: number): string {
  return `${new Date(atMs).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}
