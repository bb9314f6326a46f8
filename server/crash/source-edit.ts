// A change of one source file as a process under test loads it. In: the file's text and edits. Out: the changed text.

/** `find` must stand exactly once in `file`, so that an edit can never silently stop to apply or hit another place. */
export interface SourceEdit {
  /** Path below the checkout. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** Carries out every edit of this file; throws, naming file and place, unless each place is found exactly once. */
export function applyEdits(file: string, text: string, edits: readonly SourceEdit[]): string {
  return edits
    .filter((edit) => edit.file === file)
    .reduce((current, { find, put }) => {
      const times = current.split(find).length - 1;
      if (times !== 1) throw new Error(`${file}: expected once, found ${times} times: ${find}`);
      return current.replace(find, () => put);
    }, text);
}
