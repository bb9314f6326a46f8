// Places in a source file, in words short enough for a table. In: the text that marks it. Out: an edit.
import type { SourceEdit } from './source-edit.ts';

/** Dies just before `find`, at passes for which `when` (an expression of that scope) holds. */
export function before(file: string, find: string, when = ''): SourceEdit {
  return { file, find, put: `CRASH(${when}); ${find}` };
}

/** Dies just after `find`. */
export function behind(file: string, find: string, when = ''): SourceEdit {
  return { file, find, put: `${find} CRASH(${when});` };
}
