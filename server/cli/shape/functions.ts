// Every function of a file with its length. In: a parsed file. Out: name and lines of each, nested ones included.
import ts from 'typescript';
import { type Parsed, visitAll } from '#server/tidy/parse.ts';

export interface FunctionSize {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

function hasBody(node: ts.SignatureDeclaration): boolean {
  return 'body' in node && node.body !== undefined;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : '(arrow)';
}

/** Declarations, methods, arrows, function expressions, constructors and accessors that have a body. */
export function functionsOf({ tree }: Parsed): FunctionSize[] {
  const found: FunctionSize[] = [];
  const lineOf = (position: number): number =>
    tree.getLineAndCharacterOfPosition(position).line + 1;
  visitAll(tree, (node) => {
    if (!ts.isFunctionLike(node) || !hasBody(node)) return;
    const line = lineOf(node.getStart(tree));
    found.push({ name: nameOf(node), line, lines: lineOf(node.getEnd()) - line + 1 });
  });
  return found;
}
