// Tests always run and say what holds. In: one test file. Out: tests switched off or focused, and titles that only wish.
import ts from 'typescript';
import { parse, visitAll } from './parse.ts';
import { type Finding, lineAt, type SourceFile } from './source-file.ts';

const CALLS = /^(?:describe|it|test)\b/;
const OFF = /^(?:skip|only|todo|fixme|fails)$/;

function titleOf(call: ts.CallExpression): string | null {
  const first = call.arguments[0];
  return first && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first))
    ? first.getText()
    : null;
}

/** The word that switches a test off, `skip` or `only` for example; null for any other call. */
function switchedOff(call: ts.CallExpression): string | null {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || !CALLS.test(expression.getText())) return null;
  if (!OFF.test(expression.name.text)) return null;
  // Playwright's test.skip(condition, reason) inside a test states why, as skipIf does.
  const isConditional = expression.name.text === 'skip' && titleOf(call) === null;
  return isConditional && call.arguments.length === 2 ? null : expression.name.text;
}

/** Tests that are skipped without a condition, focused or only planned, and titles with "should". */
export function idleTests(file: SourceFile): Finding[] {
  if (!/\.(test|spec)\.tsx?$/.test(file.path)) return [];
  const found: Finding[] = [];
  visitAll(parse(file).tree, (node) => {
    if (!ts.isCallExpression(node) || !CALLS.test(node.expression.getText())) return;
    const line = lineAt(file.text, node.getStart());
    const off = switchedOff(node);
    if (off !== null) found.push({ path: file.path, line, text: `a test with .${off}` });
    if (/\bshould\b/.test(titleOf(node) ?? ''))
      found.push({ path: file.path, line, text: 'a title with "should": say what holds' });
  });
  return found;
}
