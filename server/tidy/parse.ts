// One parse of a source file, and its text split into code, comments and literals of the same length each.
import ts from 'typescript';
import type { SourceFile } from './source-file.ts';

export interface Parsed {
  readonly tree: ts.SourceFile;
  /** The text with comments and the contents of literals blanked: a word found here is code. */
  readonly code: string;
  /** The text with everything but comments blanked. */
  readonly comments: string;
  /** The text with everything but literals blanked. */
  readonly literals: string;
}

type Range = readonly [start: number, end: number];

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Keeps the characters inside `ranges` (ascending) or, when `inside` is false, those outside; blanks the rest. */
function keep(text: string, ranges: readonly Range[], inside: boolean): string {
  const parts: string[] = [];
  let at = 0;
  const put = (end: number, wanted: boolean): void => {
    parts.push(wanted ? text.slice(at, end) : blank(text.slice(at, end)));
    at = end;
  };
  for (const [start, end] of ranges) {
    put(start, !inside);
    put(end, inside);
  }
  put(text.length, !inside);
  return parts.join('');
}

function isLiteral(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node) ||
    node.kind === ts.SyntaxKind.TemplateHead ||
    node.kind === ts.SyntaxKind.TemplateMiddle ||
    node.kind === ts.SyntaxKind.TemplateTail
  );
}

/** Visits every node of `tree`, parents before children. */
export function visitAll(tree: ts.SourceFile, look: (node: ts.Node) => void): void {
  const visit = (node: ts.Node): void => {
    look(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
}

function literalRanges(tree: ts.SourceFile): Range[] {
  const ranges: Range[] = [];
  visitAll(tree, (node) => {
    if (isLiteral(node)) ranges.push([node.getStart(tree), node.getEnd()]);
  });
  return ranges.sort((a, b) => a[0] - b[0]);
}

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

const parsed = new WeakMap<SourceFile, Parsed>();

/** Parses `file` once; later calls with the same file return the same record. */
export function parse(file: SourceFile): Parsed {
  const known = parsed.get(file);
  if (known) return known;
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
  const literals = literalRanges(tree);
  const rest = keep(file.text, literals, false);
  const comments = [...rest.matchAll(COMMENT)].map(
    (match): Range => [match.index, match.index + match[0].length],
  );
  const result: Parsed = {
    tree,
    code: keep(rest, comments, false),
    comments: keep(rest, comments, true),
    literals: keep(file.text, literals, true),
  };
  parsed.set(file, result);
  return result;
}
