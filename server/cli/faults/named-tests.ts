// Which tests name which fault or invariant. In: test files. Out: for every id, the places whose title begins its proof with it.
import ts from 'typescript';
import { parse, visitAll } from '#server/tidy/parse.ts';
import { isTest, lineAt, type SourceFile } from '#server/tidy/source-file.ts';

const CALLS = /^(?:describe|it|test)\b/;
const ID = /\b[FI]\d{1,3}a?\b/g;

/** What stands before `as const` and `satisfies …`. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? bare(node.expression) : node;
}

/** Every text in the arguments of a test call, titles of tables included. */
function textsOf(call: ts.CallExpression): string[] {
  const [argument] = call.arguments;
  if (argument === undefined) return [];
  const first = bare(argument);
  if (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first)) return [first.getText()];
  // test.each([...]): a title stands in the rows.
  return ts.isArrayLiteralExpression(first) ? [first.getText()] : [];
}

/** Places by id, as `path:line`, in the order of the files. */
export function namedTests(files: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    if (!isTest(file.path)) continue;
    visitAll(parse(file).tree, (node) => {
      if (!ts.isCallExpression(node) || !CALLS.test(node.expression.getText())) return;
      const place = `${file.path}:${lineAt(file.text, node.getStart())}`;
      for (const text of textsOf(node))
        for (const [id] of text.matchAll(ID)) {
          const places = found.get(id) ?? [];
          if (!places.includes(place)) found.set(id, [...places, place]);
        }
    });
  }
  return found;
}
