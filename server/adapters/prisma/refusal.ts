// Did the database say no, or did we merely not hear? Only the first is final.

/** SQLSTATE classes that the same statement would meet again: bad data, broken constraint, no such thing, our own VK. */
const FINAL_CLASSES = ['22', '23', '42', 'VK'];
/** Prisma's codes for the same: value too long, constraints, invalid input, missing table or row. */
const FINAL_CODES = [
  'P2000',
  'P2002',
  'P2003',
  'P2004',
  'P2011',
  'P2012',
  'P2020',
  'P2021',
  'P2022',
  'P2025',
];

/** Every `code`, `originalCode` and the like found in an error, its cause and its meta. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return [];
  const found: string[] = [];
  for (const [key, value] of Object.entries(error)) {
    if ((key === 'code' || key === 'originalCode') && typeof value === 'string') found.push(value);
    else if (typeof value === 'object') found.push(...codesOf(value, depth + 1));
  }
  if (error instanceof Error) found.push(...codesOf(error.cause, depth + 1));
  return found;
}

/** True for a definite no. Everything else, a broken connection above all, leaves the outcome unknown. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof Error && error.message.startsWith('Invariant: ')) return true;
  return codesOf(error).some(
    (code) =>
      FINAL_CODES.includes(code) ||
      (/^[0-9A-Z]{5}$/.test(code) && FINAL_CLASSES.includes(code.slice(0, 2))),
  );
}

/** True when the database said that another writer took over (SQLSTATE VK001 of the guards migration). */
export function isLeaseLost(error: unknown): boolean {
  return codesOf(error).includes('VK001');
}
