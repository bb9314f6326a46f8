// Lines of a CSV file (RFC 4180). In: cells, text or number already written out. Out: a line that no spreadsheet runs.

/** number: our own digits, written as they are · text: anything else, null = not known, an empty cell. */
export type CsvCell = { readonly number: string } | { readonly text: string | null };

/** What a spreadsheet takes for the beginning of a formula, or strips before it looks for one. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

function quoted(text: string): string {
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function cellText(cell: CsvCell): string {
  if ('text' in cell) {
    const text = cell.text ?? '';
    return quoted(FORMULA.test(text) ? `'${text}` : text);
  }
  if (!NUMBER.test(cell.number)) throw new Error(`${cell.number} is not a plain number`);
  return cell.number;
}

/** One line with its end. A text that would begin a formula gets an apostrophe before it (CWE-1236). */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}
