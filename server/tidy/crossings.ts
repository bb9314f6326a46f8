// A file named x-to-y.ts is a crossing: it exports the function xToY and no other. In: one file. Out: what differs.
import ts from 'typescript';
import { parse, visitAll } from './parse.ts';
import { type Finding, isTest, lineAt, type SourceFile } from './source-file.ts';

const NAMED = /(?:^|\/)([a-z0-9-]+-to-[a-z0-9-]+)\.ts$/;

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function isExported(node: ts.HasModifiers): boolean {
  return node.modifiers?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

interface ExportedValue {
  readonly name: string;
  readonly line: number;
}

/** Names of exported functions, classes and constants of a file; types do not count. */
function exportedValues(file: SourceFile): ExportedValue[] {
  const { tree } = parse(file);
  const found: ExportedValue[] = [];
  const add = (name: ts.Node | undefined): void => {
    if (name) found.push({ name: name.getText(), line: lineAt(file.text, name.getStart()) });
  };
  visitAll(tree, (node) => {
    if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && isExported(node))
      add(node.name);
    if (ts.isVariableStatement(node) && isExported(node))
      for (const each of node.declarationList.declarations) add(each.name);
    if (ts.isExportSpecifier(node) && !node.isTypeOnly && !node.parent.parent.isTypeOnly)
      add(node.name);
  });
  return found;
}

/** Findings for a crossing that exports another function, or not its own. */
export function strayExports(file: SourceFile): Finding[] {
  const stem = NAMED.exec(file.path)?.[1];
  if (stem === undefined || isTest(file.path)) return [];
  const wanted = camel(stem);
  const values = exportedValues(file);
  const stray = values
    .filter((each) => each.name !== wanted && !/^is[A-Z]/.test(each.name))
    .map((each) => ({
      path: file.path,
      line: each.line,
      text: `exports ${each.name} beside ${wanted}`,
    }));
  if (values.some((each) => each.name === wanted)) return stray;
  return [{ path: file.path, line: 1, text: `does not export ${wanted}` }, ...stray];
}
