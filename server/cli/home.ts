// Where a command looks for the running system: --home, else VOLTAGE_HOME, else .voltage.
import { VARIABLES } from '#server/config/variables.ts';
import { type Flags, textFlag, UsageError } from './command.ts';

/**
 * Reads this one variable and no other: a kill must work in a shell whose other settings are wrong or missing.
 * Throws UsageError when the home cannot be understood.
 */
export function homeOf(flags: Flags): string {
  const home = VARIABLES.home.parse(textFlag(flags, 'home') ?? process.env['VOLTAGE_HOME']);
  if (!home.ok) throw new UsageError(home.error);
  return home.value;
}
