// The countable shape of one source file: lines, comments, any, casts, assertions, documented exports.
import ts from 'typescript';
import { castsOf } from '#server/tidy/casts.ts';
import { type Parsed, parse, visitAll } from '#server/tidy/parse.ts';
import type { SourceFile } from '#server/tidy/source-file.ts';
import { type FunctionSize, functionsOf } from './functions.ts';

export interface FileShape {
  readonly path: string;
  readonly lines: number;
  readonly filled: number;
  readonly comments: number;
  readonly anys: number;
  readonly casts: number;
  readonly assertions: number;
  readonly exported: number;
  readonly documented: number;
  readonly functions: readonly FunctionSize[];
}

const ANY = /: any\b|\bas any\b|<any\b|\bany\[\]/;
const ASSERTION = /^(?:assert\w*|ensure\w*|invariant)$/;
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*)/;

function countCalls({ tree }: Parsed): number {
  let calls = 0;
  visitAll(tree, (node) => {
    if (ts.isCallExpression(node) && ASSERTION.test(node.expression.getText())) calls++;
  });
  return calls;
}

function countExports({ tree }: Parsed): Pick<FileShape, 'exported' | 'documented'> {
  const statements = tree.statements.filter(
    (each) =>
      ts.canHaveModifiers(each) &&
      each.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword),
  );
  const documented = statements.filter((each) => ts.getJSDocCommentsAndTags(each).length > 0);
  return { exported: statements.length, documented: documented.length };
}

/** Definitions as in the comparison of models: newlines per file, lines that begin with a comment mark, and so on. */
export function countFile(file: SourceFile): FileShape {
  const parsed = parse(file);
  const rows = file.text.split('\n');
  const code = parsed.code.split('\n');
  return {
    path: file.path,
    lines: rows.length - 1,
    filled: rows.filter((row) => row.trim() !== '').length,
    comments: rows.filter((row) => COMMENT_LINE.test(row)).length,
    anys: code.filter((row) => ANY.test(row)).length,
    casts: castsOf(file).length,
    assertions: countCalls(parsed),
    ...countExports(parsed),
    functions: functionsOf(parsed),
  };
}
