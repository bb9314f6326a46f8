// Lines of a CSV file (RFC 4180). In: cells. Out: a line that no spreadsheet runs.

/** Null is an empty cell: not known. */
export type CsvCell = string | number | boolean | null;

/** A plain decimal: the one text with a sign that is a number and nothing else. */
const DECIMAL = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for the beginning of a formula, or strips before it looks for one. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  const text = String(cell);
  const safe = FORMULA.test(text) && !DECIMAL.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. A text that would begin a formula gets an apostrophe before it (CWE-1236). */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}
