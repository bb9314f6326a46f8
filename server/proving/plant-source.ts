// Plants a bug in the sources as they are loaded; no file is touched. In: its name. Out: a check that all of it was planted.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure } from '#lib/check.ts';
import { PLANTED_BUGS, type SourceChange } from './plants.ts';

const ROOT = join(import.meta.dirname, '..', '..');

function textOf(source: unknown): string {
  if (typeof source === 'string') return source;
  if (source instanceof Uint8Array) return Buffer.from(source).toString('utf8');
  throw new Error('a module without a source');
}

function changed(source: string, { file, find, become }: SourceChange): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`cannot plant: "${find}" stands ${parts.length - 1} times in ${file}`);
  return parts.join(become);
}

/** Call before anything of the product is loaded. The answer throws when a part of the bug was never loaded. */
export function plantBug(name: string): () => void {
  const bug = ensure(
    PLANTED_BUGS.find((each) => each.name === name),
    `a planted bug is called "${name}"`,
  );
  const waiting = new Set(bug.changes);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const here = bug.changes.filter((each) => pathToFileURL(join(ROOT, each.file)).href === url);
      if (here.length === 0) return loaded;
      let source = textOf(loaded.source);
      for (const change of here) {
        source = changed(source, change);
        waiting.delete(change);
      }
      return { ...loaded, source };
    },
  });
  return () => {
    for (const { file } of waiting) throw new Error(`cannot plant: ${file} was never loaded`);
  };
}
