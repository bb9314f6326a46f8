// Where a command looks for the running system: --home, else VOLTAGE_HOME, else .voltage.
import { parseConfig } from '#server/config/config.ts';
import { type Flags, textFlag, UsageError } from './command.ts';

export function homeOf(flags: Flags): string {
  const given = textFlag(flags, 'home');
  const environment = { ...process.env, ...(given === null ? {} : { VOLTAGE_HOME: given }) };
  const config = parseConfig(environment);
  if (!config.ok) throw new UsageError(config.error);
  return config.value.home;
}
