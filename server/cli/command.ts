// The shape of one command of `npx voltage`, and the flags parser all of them share.
import { parseArgs } from 'node:util';

export interface CommandIo {
  /** One line of output for people or, with --json, one JSON document. */
  readonly out: (line: string) => void;
  readonly json: boolean;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Full help: usage, flags, examples. */
  readonly help: string;
  /** Returns the exit code: 0 done, 1 the answer is "no", 2 wrong usage. */
  readonly run: (argv: readonly string[], io: CommandIo) => Promise<number>;
}

/** A mistake in how a command was called; printed with a pointer to --help, exit code 2. */
export class UsageError extends Error {}

export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Parses `--name value` and `--name` flags. `spec` maps each flag to "text" or "switch".
 * Throws UsageError on an unknown flag or a missing value.
 */
export function parseFlags(
  argv: readonly string[],
  spec: Readonly<Record<string, 'text' | 'switch'>>,
): { readonly flags: Flags; readonly rest: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(spec).map(([name, kind]) => [
          name,
          { type: kind === 'text' ? ('string' as const) : ('boolean' as const) },
        ]),
      ),
    });
    return { flags: values as Flags, rest: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The text of flag `name`, or null. */
export function textFlag(flags: Flags, name: string): string | null {
  const value = flags[name];
  return typeof value === 'string' ? value : null;
}

/** The number of flag `name`, or `fallback`; throws UsageError when it is not a finite number. */
export function numberFlag(flags: Flags, name: string, fallback: number): number {
  const text = textFlag(flags, name);
  if (text === null) return fallback;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`--${name} "${text}" is not a number`);
  return value;
}
