// The settings of a replay: those of a start, whatever mode the shell is set to. In: flags, environment. Out: configuration.
import { type Config, parseConfig } from '#server/config/config.ts';
import { type Flags, UsageError } from './command.ts';
import { homeOf } from './home.ts';

/** Mode and live words are left out: a replay touches no venue. Throws UsageError naming every other wrong variable. */
export function replayConfig(flags: Flags): Config {
  const { VOLTAGE_MODE: _mode, VOLTAGE_LIVE: _live, ...environment } = process.env;
  const config = parseConfig({ ...environment, VOLTAGE_HOME: homeOf(flags) });
  if (!config.ok) throw new UsageError(config.error);
  return config.value;
}
