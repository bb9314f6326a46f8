// Which limits a start begins with. In: those of the file (or built in), the newest edit stored. Out: one of them, and why.
import type { LimitsSource } from '#lib/domain/limit-use.ts';
import type { LimitVersion } from '#lib/domain/limit-version.ts';
import type { Limits } from '#lib/domain/limits.ts';

export interface LimitsOfStart {
  readonly limits: Limits;
  /** The edit they come from; null when they are the file's. */
  readonly edit: LimitVersion | null;
  /** What a person should know: the file was not taken. */
  readonly notice: string | null;
}

/**
 * The higher version wins, and an edit wins over a file of the same one: what was lowered on the desk must not come back by a
 * restart. Who wants the file again raises its version.
 */
export function limitsOfStart(file: Limits, edit: LimitVersion | null): LimitsOfStart {
  if (edit === null || file.version > edit.limits.version)
    return { limits: file, edit: null, notice: null };
  const { version } = edit.limits;
  const isOlder = file.version < version;
  return {
    limits: edit.limits,
    edit,
    notice: `limits version ${version}, edited on the desk, are in force: ${
      isOlder
        ? `those of the file or built in are version ${file.version}`
        : 'the file has the same version'
    }`,
  };
}

/** The same, for the screen. */
export function sourceOfStart({ edit }: LimitsOfStart, file: string | null): LimitsSource {
  if (edit !== null) return { kind: 'desk', at: edit.at };
  return file === null ? { kind: 'built-in' } : { kind: 'file', path: file };
}
