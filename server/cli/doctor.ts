// `npx voltage doctor`: is this machine fit to trade from? One line for each thing, and how to mend it.
import { type Config, parseConfig } from '#server/config/config.ts';
import { type Command, type CommandIo, parseFlags, textFlag, UsageError } from './command.ts';
import { CLOCK_CHECK } from './doctor/clock.ts';
import { type Check, examine, type Finding } from './doctor/finding.ts';
import { MACHINE_CHECKS } from './doctor/machine.ts';
import { SOFTWARE_CHECKS } from './doctor/software.ts';
import { VENUE_CHECKS } from './doctor/venue.ts';

const HELP = `usage: npx voltage doctor [--home DIR] [--json]

Checks settings, mode, key, limits, Node, npm, disk, home directory, port, clock, database, models, console and the
browser for the tests. Changes nothing. Each line says ok, warn or fail, and how to mend what is not ok.
The key file is read to see that it parses; neither the key nor a database password is ever shown.
Exit code 0: nothing failed · 1: something failed.`;

const CHECKS: readonly Check[] = [
  ...VENUE_CHECKS,
  ...MACHINE_CHECKS,
  CLOCK_CHECK,
  ...SOFTWARE_CHECKS,
];

/** The settings as one finding, and a configuration to go on with: the given one, or the defaults when it is wrong. */
function readSettings(home: string | null): {
  readonly config: Config;
  readonly settings: Finding;
} {
  const given = home === null ? {} : { VOLTAGE_HOME: home };
  const parsed = parseConfig({ ...process.env, ...given });
  if (parsed.ok)
    return {
      config: parsed.value,
      settings: { name: 'settings', state: 'ok', text: 'understood', mend: null },
    };
  const defaults = parseConfig(given);
  if (!defaults.ok) throw new UsageError(defaults.error);
  const text = parsed.error.split('\n').join('; ');
  const mend = 'see the table in the README; what follows is about the defaults';
  return { config: defaults.value, settings: { name: 'settings', state: 'fail', text, mend } };
}

function linesOf({ name, state, text, mend }: Finding): string[] {
  const line = `${state.padEnd(6)}${name.padEnd(10)}${text}`;
  return mend === null ? [line] : [line, `${' '.repeat(16)}→ ${mend}`];
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags } = parseFlags(argv, { home: 'text' });
  const { config, settings } = readSettings(textFlag(flags, 'home'));
  const findings = [settings];
  for (const check of CHECKS) findings.push(await examine(check, config));
  const isFit = findings.every((each) => each.state !== 'fail');
  if (io.json) io.out(JSON.stringify({ ok: isFit, checks: findings }));
  else {
    for (const line of findings.flatMap(linesOf)) io.out(line);
    io.out(isFit ? 'This machine is fit.' : 'Something has to be mended first.');
  }
  return isFit ? 0 : 1;
}

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'check this machine and say how to mend what is wrong',
  help: HELP,
  run,
};
