// Every source file begins with one line that says what it is. In: one file. Out: a finding when the line is missing.
import { type Finding, isCode, type SourceFile } from './source-file.ts';

const SHORTEST = 20;

/** A finding when the first line (after `#!`) is not a comment of at least a few words. */
export function missingHeader(file: SourceFile): Finding[] {
  const isStyle = file.path.endsWith('.css');
  if (!isCode(file.path) && !isStyle) return [];
  const lines = file.text.split('\n');
  const first = (lines[0]?.startsWith('#!') ? lines[1] : lines[0]) ?? '';
  const mark = isStyle ? '/* ' : '// ';
  if (first.startsWith(mark) && first.length >= SHORTEST) return [];
  return [{ path: file.path, line: 1, text: 'no header line that says what the file is' }];
}
