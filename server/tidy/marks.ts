// Marks that must not be left in a source: notes to self, switched-off checks, raw colours, secrets.
import { parse } from './parse.ts';
import { type Finding, findAll, isCode, type SourceFile } from './source-file.ts';

const NOTE = /\b(?:TODO|FIXME|XXX|HACK)\b/g;
const SWITCHED_OFF =
  /biome-ignore|@ts-(?:ignore|expect-error|nocheck)|eslint-disable|oxlint-disable|(?:v8|c8|istanbul) ignore/g;
const COLOUR = /#(?:[0-9a-fA-F]{3,4}){1,2}\b|\b(?:rgba?|hsla?|oklch|oklab)\(\s*[\d.]/g;
const SECRET =
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}|\bAKIA[0-9A-Z]{16}\b|\b(?:ghp|gho|github_pat|npm|sk|xox[bp])[_-][A-Za-z0-9_-]{24,}\b|\bpostgres(?:ql)?:\/\/[^\s:@/'"`]+:[^\s@'"`${]{6,}@(?!127\.0\.0\.1|localhost)/g;

/** Where colours are named, once, for everything else to use. */
const TOKENS = 'app/globals.css';

/** Notes to self: do it, or write it down as a decision. */
export function notesToSelf(file: SourceFile): Finding[] {
  const view = isCode(file.path) ? parse(file).comments : file.text;
  return findAll(file, view, NOTE, (match) => `${match[0]} left behind`);
}

/** Comments that switch a check off. A type test may expect an error: that is what it tests. */
export function suppressions(file: SourceFile): Finding[] {
  if (!isCode(file.path)) return [];
  return findAll(file, parse(file).comments, SWITCHED_OFF, (match) => match[0]).filter(
    (each) => !(file.path.endsWith('.test-d.ts') && each.text === '@ts-expect-error'),
  );
}

/** Raw colours in the console outside the one file of design tokens. */
export function rawColours(file: SourceFile): Finding[] {
  if (!/^(app|components)\//.test(file.path) || file.path === TOKENS) return [];
  if (!/\.(ts|tsx|css)$/.test(file.path)) return [];
  const view = isCode(file.path) ? parse(file).literals : file.text;
  return findAll(file, view, COLOUR, (match) => `raw colour ${match[0]}: use a token`);
}

/** Texts that look like a private key, an access token or a database password. */
export function secrets(file: SourceFile): Finding[] {
  return findAll(
    file,
    file.text,
    SECRET,
    (match) => `looks like a secret: ${match[0].slice(0, 12)}…`,
  );
}
