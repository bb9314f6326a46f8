// Documents say only what is so: paths exist, names exist, every package and every variable has its row.
import { type Finding, findAll, isCode, lineAt, type SourceFile } from './source-file.ts';

const QUOTED = /`([^`\n]+)`/g;
const LINKED = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;
const TOP = /^(?:app|components|e2e|lib|prisma|public|server|\.ci)\/[\w./()@-]*$/;
const SOURCE = /^(?:[\w()@-]+\/)*[\w.-]+\.(?:ts|tsx|mjs|md|prisma|sql)$/;

/** A path in backquotes without pattern signs: a trailing line number or slash is dropped. */
function pathIn(quoted: string): string | null {
  const text = quoted.replace(/:\d+$/, '').replace(/\/$/, '');
  return TOP.test(`${text}/`) || SOURCE.test(text) ? text : null;
}

/** Linked and quoted paths of which no file or folder of the tree is, or ends with, that path. */
export function deadPaths(document: SourceFile, paths: ReadonlySet<string>): Finding[] {
  const ends = new Set<string>();
  for (const path of paths) {
    const names = path.split('/');
    names.forEach((_, from) => {
      ends.add(names.slice(from).join('/'));
    });
  }
  const exists = (path: string): boolean => paths.has(path) || ends.has(path);
  const quoted = findAll(document, document.text, QUOTED, (match) => pathIn(match[1] ?? '') ?? '');
  const linked = findAll(document, document.text, LINKED, (match) =>
    /^\w+:/.test(match[1] ?? '') ? '' : (match[1] ?? '').replace(/^\.\//, '').replace(/\/$/, ''),
  );
  return [...quoted, ...linked]
    .filter((each) => each.text !== '' && !exists(each.text))
    .map((each) => ({ ...each, text: `${each.text} does not exist` }));
}

const IDENTIFIER = /^(?:[a-z]+(?:[A-Z][a-z0-9]*)+|(?:[A-Z][a-z0-9]+){2,})(?:\(\))?$/;

/** Identifiers in backquotes (camelCase or PascalCase of two words and more) that no source holds. */
export function deadNames(document: SourceFile, sources: readonly SourceFile[]): Finding[] {
  const words = new Set<string>();
  for (const source of sources)
    if (isCode(source.path) || source.path.endsWith('.prisma'))
      for (const word of source.text.match(/\w+/g) ?? []) words.add(word);
  return findAll(document, document.text, QUOTED, (match) => match[1] ?? '').filter(
    (each) => IDENTIFIER.test(each.text) && !words.has(each.text.replace('()', '')),
  );
}

/** Production packages without a line in the decisions that names them in backquotes. */
export function packagesWithoutRow(packages: readonly string[], decisions: SourceFile): Finding[] {
  const named = new Set([...decisions.text.matchAll(QUOTED)].map((match) => match[1]));
  return packages
    .filter((name) => !named.has(name))
    .map((name) => ({ path: decisions.path, line: 1, text: `no line about the package ${name}` }));
}

export interface VariableRow {
  readonly name: string;
  readonly byDefault: string;
}

/** Differences between the table of variables in a document (name first, default last) and the one in the code. */
export function variableDrift(document: SourceFile, variables: readonly VariableRow[]): Finding[] {
  const rows = [...document.text.matchAll(/^\|\s*`(VOLTAGE_\w+)`\s*\|(.*)\|\s*$/gm)];
  const written = new Map(
    rows.map((row) => [
      row[1] ?? '',
      { line: lineAt(document.text, row.index), cells: (row[2] ?? '').split('|') },
    ]),
  );
  const at = (line: number, text: string): Finding => ({ path: document.path, line, text });
  const known = new Set(variables.map((each) => each.name));
  const unknown = [...written]
    .filter(([name]) => !known.has(name))
    .map(([name, { line }]) => at(line, `${name} is not a variable of the code`));
  const wrong = variables.flatMap(({ name, byDefault }) => {
    const row = written.get(name);
    if (!row) return [at(1, `${name} has no row`)];
    const cells = row.cells.map((cell) => cell.trim().replace(/^`|`$/g, ''));
    return cells.includes(byDefault) ? [] : [at(row.line, `${name}: the default is ${byDefault}`)];
  });
  return [...unknown, ...wrong];
}

const MODEL_PARTS = ['model.onnx', 'manifest.json', 'model-card.md'];

/** Model folders in which the artefact, its manifest or its card is missing. */
export function incompleteModels(paths: ReadonlySet<string>): Finding[] {
  const folders = new Set(
    [...paths].flatMap((path) => /^server\/models\/[^/]+\//.exec(path)?.[0] ?? []),
  );
  return [...folders].flatMap((folder) =>
    MODEL_PARTS.filter((part) => !paths.has(folder + part)).map((part) => ({
      path: folder + part,
      line: 1,
      text: 'is missing from its model',
    })),
  );
}
