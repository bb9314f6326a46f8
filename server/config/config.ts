// Strict configuration: environment in, one typed record out. An unknown or malformed variable is an error naming it.
import type { Mode } from '#lib/domain/mode.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { VARIABLES } from './variables.ts';
import { keyProblems } from './venue-key.ts';

type Table = typeof VARIABLES;
type Value<Name extends keyof Table> = Extract<
  ReturnType<Table[Name]['parse']>,
  { ok: true }
>['value'];

export type Config = { readonly [Name in keyof Table]: Value<Name> };

type Environment = Readonly<Record<string, string | undefined>>;

function closest(name: string): string {
  const shared = (known: string): number => {
    let length = 0;
    while (length < known.length && known[length] === name[length]) length++;
    return length - Math.abs(known.length - name.length) / 10;
  };
  const names = Object.values(VARIABLES).map((each) => each.name);
  return names.reduce((best, each) => (shared(each) > shared(best) ? each : best));
}

function modeProblems(config: Config): string[] {
  const problems: string[] = [];
  const mode: Mode = config.mode;
  if (mode === 'replay')
    problems.push('VOLTAGE_MODE=replay is not started here: use `npx voltage replay <path>`');
  if (mode === 'live' && config.liveAcknowledgement === null)
    problems.push('VOLTAGE_MODE=live needs VOLTAGE_LIVE as well (see the README)');
  if (mode !== 'live' && config.liveAcknowledgement !== null)
    problems.push(`VOLTAGE_LIVE is set but VOLTAGE_MODE is ${mode}: one of the two is a mistake`);
  problems.push(...keyProblems(config, mode));
  if (config.origin !== null && new URL(config.origin).origin !== config.origin)
    problems.push('VOLTAGE_ORIGIN must be an origin only: scheme, host and port, no path');
  problems.push(...clearTextProblems(config));
  return problems;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]', '::1'];

/** A password must not cross a network in the clear, and a browser must be told by what name the desk is reached. */
function clearTextProblems(config: Config): string[] {
  const { host, origin, mode } = config;
  if (origin === null)
    return LOOPBACK.includes(host)
      ? []
      : [`VOLTAGE_HOST=${host} needs VOLTAGE_ORIGIN: the origin people will type`];
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:' || mode === 'sim' || LOOPBACK.includes(hostname)) return [];
  return [`VOLTAGE_ORIGIN=${origin} would carry the password in the clear: use https`];
}

/**
 * Parses the VOLTAGE_* variables of `environment`. All problems are reported together, one a line.
 * Unknown VOLTAGE_* names are errors: a misspelt setting must never silently do nothing.
 */
export function parseConfig(environment: Environment): Result<Config> {
  const problems: string[] = [];
  const known = new Set<string>(Object.values(VARIABLES).map((each) => each.name));
  for (const name of Object.keys(environment).sort())
    if (name.startsWith('VOLTAGE_') && !known.has(name))
      problems.push(`${name} is not a known variable (did you mean ${closest(name)}?)`);
  const read = <T>(variable: {
    readonly name: string;
    readonly parse: (text: string | undefined) => Result<T>;
  }): T | null => {
    const result = variable.parse(environment[variable.name]);
    if (result.ok) return result.value;
    problems.push(result.error);
    return null;
  };
  const values = Object.fromEntries(
    Object.entries(VARIABLES).map(([key, variable]) => [key, read<unknown>(variable)]),
  ) as Config;
  if (problems.length === 0) problems.push(...modeProblems(values));
  return problems.length > 0 ? fail(problems.join('\n')) : ok(values);
}
