// Rows as CSV (RFC 4180). In: cells. Out: one line; no cell can be taken for a formula by a spreadsheet.

/** Null is an empty cell: not known. */
export type CsvCell = string | number | boolean | null;

/** A plain decimal: the one text with a sign that is a number and nothing else. */
const DECIMAL = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula, after spaces too. */
const FORMULA = /^\s*[=+\-@\u{FF0B}\u{FF0D}\u{FF1D}\u{FF20}]|^[\t\r\n]/u;

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  const text = String(cell);
  const safe = FORMULA.test(text) && !DECIMAL.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}
