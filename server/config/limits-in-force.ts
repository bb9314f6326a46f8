// Which limits a start begins with. In: those of the file (or built in), the newest edit stored. Out: one of them, and why.
import type { LimitsSource } from '#lib/domain/limit-use.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import type { NewestEdit } from '#server/ports/limit-store.ts';

export interface LimitsOfStart {
  readonly limits: Limits;
  readonly source: LimitsSource;
  /** What a person should know: the file was not taken. */
  readonly notice: string | null;
}

type Unreadable = Extract<LimitsSource, { readonly kind: 'unreadable' }>;

/** Nothing may be at risk: every entry is refused by name, an exit passes as ever, and both can be read on the Risk page. */
function nothingAtRisk(file: Limits, version: number): Limits {
  const none = money(0);
  return {
    ...file,
    ...{ version, maxMarketExposure: none, maxEventExposure: none },
    ...{ maxSeriesExposure: none, maxTotalExposure: none },
  };
}

/** What mends it is said with it. */
export function unreadableText({ version, problem }: Unreadable): string {
  return `limits version ${version}, edited on the desk, cannot be read (${problem}): no entry passes, exits do. Edit the limits on the Risk page, or raise the version of the limits file above ${version}`;
}

/**
 * The higher version wins, and an edit wins over a file of the same one: what was lowered on the desk must not come back by a
 * restart. Who wants the file again raises its version. An edit that cannot be read may have lowered anything, so nothing
 * may be put at risk under its version; the engine starts all the same, because without one nobody leaves a position.
 * `path`: the limits file, null when none is named.
 */
export function limitsOfStart(file: Limits, path: string | null, edit: NewestEdit): LimitsOfStart {
  const version =
    edit.kind === 'found' ? edit.limits.version : edit.kind === 'none' ? 0 : edit.version;
  if (edit.kind === 'none' || file.version > version) {
    const source: LimitsSource = path === null ? { kind: 'built-in' } : { kind: 'file', path };
    return { limits: file, source, notice: null };
  }
  if (edit.kind === 'unreadable') {
    const notice = unreadableText(edit);
    return { limits: nothingAtRisk(file, version), source: edit, notice };
  }
  const isOlder = file.version < version;
  return {
    limits: edit.limits,
    source: { kind: 'desk', at: edit.at },
    notice: `limits version ${version}, edited on the desk, are in force: ${
      isOlder
        ? `those of the file or built in are version ${file.version}`
        : 'the file has the same version'
    }`,
  };
}
