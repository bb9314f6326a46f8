// A cast turns off the type checker, so each one stands in a file named here. In: one file. Out: casts elsewhere.
import ts from 'typescript';
import { parse, visitAll } from './parse.ts';
import { type Finding, isCode, isTest, lineAt, type SourceFile } from './source-file.ts';

/** Constructors of branded values: a cast after a check is how a brand is made. */
const CONSTRUCTORS = /^lib\/(domain|wire)\//;

/** Decoders: a cast after every field was looked at is how a decoded value gets its type. */
const DECODERS = /(?:^|\/)decode-[a-z-]+\.ts$/;

/** The only other files that may cast, each with its reason. */
export const CASTING_FILES: Readonly<Record<string, string>> = {
  'server/core/4-gate/verdict-to-order.ts': 'the mint: the one maker of an approved order',
  'server/config/config.ts': 'a record built key by key from the table of variables',
  'server/cli/command.ts': 'flags as the parser of Node types them',
  'server/cli/status.ts': 'topic tables as the gateway decoded them',
  'server/engine/topic-tables.ts': 'rows kept under the topic they came with',
  'server/simulator/kalshi/rest-body.ts': 'a body decoded field by field from its own table',
};

/** Every `x as T` and `<T>x` of a file but `as const`. */
export function castsOf(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  visitAll(parse(file).tree, (node) => {
    if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return;
    if (node.type.getText() === 'const') return;
    found.push({
      path: file.path,
      line: lineAt(file.text, node.type.getStart()),
      text: `cast to ${node.type.getText()}`,
    });
  });
  return found;
}

/** Casts outside constructors, decoders and the named files; `any` even there. Tests may cast, but never to `any`. */
export function strayCasts(file: SourceFile): Finding[] {
  if (!isCode(file.path)) return [];
  const mayCast =
    CONSTRUCTORS.test(file.path) ||
    DECODERS.test(file.path) ||
    isTest(file.path) ||
    Object.hasOwn(CASTING_FILES, file.path);
  return castsOf(file).filter((each) => !mayCast || /\bany\b/.test(each.text));
}
