// `npx voltage kill`: the stop that needs no browser. Engine first, then the watchdog, then the exchange from here.
import { randomUUID } from 'node:crypto';
import { wallMs } from '#lib/domain/instant.ts';
import { isLatching, KILL_LEVELS, type KillLevel } from '#lib/domain/kill.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { readRuntime } from '#server/config/runtime.ts';
import { askCommand } from './ask.ts';
import { type Command, type CommandIo, parseFlags, textFlag, UsageError } from './command.ts';
import { homeOf } from './home.ts';
import { killAtExchange } from './kill-at-exchange.ts';

const ENGINE_WITHIN_MS = 1_500;
const WATCHDOG_WITHIN_MS = 15_000;

const HELP = `usage: npx voltage kill [--level LEVEL] [--reason TEXT] [--home DIR] [--json]

Stops trading now. Levels, mildest first:
  pause         no new entries; exits and cancels go on
  reduce-only   resting entries are cancelled, too; only what lowers a position leaves
  kill          (the default) closes the gate, triggers the order group, cancels every order and latches
  flatten       kill, then closes every position within its price bound once the kill is confirmed

Asks the engine. For kill and flatten also the watchdog, which kills but cannot flatten. With neither it writes the
latch file, which keeps any later start killed, and cancels at the exchange itself with the key of the last start; an
engine that starts with a flatten in the latch finishes it.
Exit code 0: killed and confirmed or running · 1: not confirmed by the exchange.`;

function levelOf(text: string): KillLevel {
  const level = KILL_LEVELS.find((each) => each === text);
  if (level === undefined) throw new UsageError(`--level is one of ${KILL_LEVELS.join(', ')}`);
  return level;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags } = parseFlags(argv, { level: 'text', reason: 'text', home: 'text' });
  const home = homeOf(flags);
  const reason = textFlag(flags, 'reason') ?? 'npx voltage kill';
  const level = levelOf(textFlag(flags, 'level') ?? 'kill');
  const say = (by: string, ok: boolean, text: string): number => {
    io.out(io.json ? JSON.stringify({ ok, by, text }) : text);
    return ok ? 0 : 1;
  };
  const runtime = readRuntime(home);
  if (runtime.ok) {
    const body = { kind: level, reason };
    const byEngine = await askCommand(runtime.value.engine, runtime.value, body, ENGINE_WITHIN_MS);
    if (byEngine.ok && byEngine.value.ok) return say('engine', true, byEngine.value.text);
    if (!isLatching(level)) {
      const why = byEngine.ok ? byEngine.value.text : byEngine.error;
      return say('engine', false, `${level} refused or not heard: ${why}`);
    }
    const byWatchdog = await askCommand(
      runtime.value.watchdog,
      runtime.value,
      body,
      WATCHDOG_WITHIN_MS,
    );
    if (byWatchdog.ok) return say('watchdog', byWatchdog.value.ok, byWatchdog.value.text);
  }
  if (!isLatching(level)) return say('engine', false, `nothing runs that could ${level}`);
  const file = createLatchFile(home);
  const latch = file.read() ?? {
    id: randomUUID(),
    at: wallMs(Date.now()),
    by: 'cli',
    reason,
    steps: [],
    confirmedAt: null,
    flatten: level === 'flatten',
  };
  const written = file.write(latch);
  const onDisk = written
    ? 'The kill latch is on disk: every start stays killed.'
    : 'The kill latch could NOT be written.';
  if (!runtime.ok)
    return say('file', false, `Nothing has run here. ${onDisk} Check the exchange by hand.`);
  const flatten = level === 'flatten';
  const outcome = await killAtExchange(runtime.value, file, { by: 'cli', reason, flatten });
  if (outcome.ok && outcome.value.flat)
    return say('exchange', written, `Killed from here: nothing of ours rests. ${onDisk}`);
  const why = outcome.ok ? 'the exchange did not confirm it' : outcome.error;
  return say(
    'exchange',
    false,
    `NOT CONFIRMED: ${why}. ${onDisk} Cancel on the exchange itself, now.`,
  );
}

export const killCommand: Command = { name: 'kill', summary: 'stop trading now', help: HELP, run };
