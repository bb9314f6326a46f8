// The core and the floor are deterministic: no promise, no clock, no chance. In: one file. Out: each word that breaks it.
import { parse } from './parse.ts';
import { type Finding, findAll, isCode, isTest, type SourceFile } from './source-file.ts';

const PURE = /^(server\/core|lib)\//;
const IMPURE = /(?<![.\w$])(?:await|async|Promise|Date)(?![\w$]|\s*[:?])|\bMath\.random\b/g;

/** Words in `server/core` and `lib` by which a step would wait, read a clock or draw a number. */
export function impureWords(file: SourceFile): Finding[] {
  if (!PURE.test(file.path) || !isCode(file.path) || isTest(file.path)) return [];
  return findAll(file, parse(file).code, IMPURE, (match) => `${match[0]} in pure code`);
}
