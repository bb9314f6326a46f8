// What lies in a directory of models. In: the directory. Out: its folders and links in name order.
import { type Dirent, existsSync, readdirSync } from 'node:fs';

/** Folders and links of `directory` in name order; names that begin with a dot are half-written ones. */
export function entriesOf(directory: string): readonly Dirent[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.isFile())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
