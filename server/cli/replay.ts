// `npx voltage replay`: streams a recording or a journal through the engine's own core. In: a path. Out: figures and one hash.
import { createOnnxRunner, type OnnxRunner } from '#server/adapters/onnx/onnx-runner.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { askedModels } from '#server/engine/engine-model.ts';
import { type ReplayOptions, type ReplayReport, runReplay } from '#server/replay/run-replay.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { modelDirectories } from './model/model-places.ts';
import { createProgress } from './progress.ts';
import { replayConfig } from './replay-config.ts';
import { startReplayConsole } from './replay-console.ts';
import { createPace } from './replay-pace.ts';
import { reportLines } from './replay-report.ts';
import { openReplaySource, type ReplaySource, timeFlag } from './replay-source.ts';

const HELP = `usage: npx voltage replay PATH [--speed N|max] [--from ISO] [--to ISO] [--limit N] [--boot ID] [--json]
       npx voltage replay PATH --console [--speed N] [--port P]

Streams a recording through the engine's own core; orders never leave. PATH is a folder of recorded Kalshi books and
Coinbase trades (kxbtc15m-ws-l2), a journal (folder or segment), or Kraken frames (.jsonl, one or a folder of them).

  --speed     recorded seconds a second, or max (max; with --console 10). Holes of the recording take no time.
  --from      what lies up to an hour before warms up at full speed; figures begin here
  --to        stop here             --limit    stop after so many recorded events
  --boot      which start of a journal (the first)
  --console   the desk in a browser, fed by the replay, with a throw-away database under the home; Ctrl-C stops

At the end: events, books, agreement with the venue's ticker, decisions, what the missing feeds stood against, events a
second, and one hash over all decisions: two runs of one recording give the same. Exit code 0: done · 2: wrong usage.`;

const SPEC = {
  speed: 'text',
  from: 'text',
  to: 'text',
  limit: 'text',
  boot: 'text',
  port: 'text',
  home: 'text',
  console: 'switch',
} as const;

/** A person follows a desk at this many recorded seconds a second. */
const DESK_SPEED = 10;

function numberOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 100_000))
    throw new UsageError(`--speed "${text}" is neither a number above 0 nor max`);
  return speed;
}

/** Recorded seconds a second; null = as fast as it goes. */
function speedOf(flags: Flags): number | null {
  const text = textFlag(flags, 'speed') ?? 'max';
  return text === 'max' ? null : numberOf(text);
}

function deskSpeedOf(flags: Flags): number {
  const text = textFlag(flags, 'speed');
  if (text === 'max')
    throw new UsageError('nobody can follow --speed max on a desk: name a number');
  return text === null ? DESK_SPEED : numberOf(text);
}

function limitOf(flags: Flags): number | null {
  if (textFlag(flags, 'limit') === null) return null;
  const limit = numberFlag(flags, 'limit', 0);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new UsageError('--limit must be a whole number above 0');
  return limit;
}

async function openModels(flags: Flags): Promise<OnnxRunner> {
  const { shipped, added } = modelDirectories(flags);
  return createOnnxRunner({
    directory: shipped,
    addedDirectory: added,
    clock: createSystemClock(),
    log: (severity, text) => {
      if (severity !== 'info') process.stderr.write(`${text}\n`);
    },
  });
}

type Wish = Pick<ReplayOptions, 'world' | 'fromUs' | 'toUs' | 'limit'> & {
  readonly models: OnnxRunner;
};

function monotonicMs(): number {
  return performance.now();
}

async function runPlain(source: ReplaySource, wish: Wish, flags: Flags): Promise<ReplayReport> {
  return runReplay(source.recording, {
    ...wish,
    pace: createPace(speedOf(flags), monotonicMs),
    incoming: () => [],
    onStep: () => undefined,
  });
}

/** Streams to a desk and keeps it open until Ctrl-C. Null when it was stopped before the recording was over. */
async function runOnDesk(
  source: ReplaySource,
  wish: Wish,
  flags: Flags,
  io: CommandIo,
): Promise<ReplayReport | null> {
  const speed = deskSpeedOf(flags);
  const modelsLeftOut = askedModels(wish.models, wish.world.signal).leftOut;
  const isJournal = source.recording.source.kind === 'journal';
  const stopped = new Promise<null>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(name, () => resolve(null));
  });
  const desk = await startReplayConsole({
    config: replayConfig(flags),
    port: textFlag(flags, 'port') === null ? null : numberFlag(flags, 'port', 0),
    speed,
    progress: createProgress(
      (text) => process.stderr.write(text),
      process.stderr.isTTY === true && !io.json,
    ),
    modelsLeftOut,
    refusal: isJournal ? 'a replayed journal takes no commands: it holds its own' : null,
  });
  try {
    if (io.json) io.out(JSON.stringify({ ready: true, url: desk.url }));
    else io.out(`Desk (works once): ${desk.url}\nSpeed ${speed}. Ctrl-C stops.`);
    const running = runReplay(source.recording, {
      ...wish,
      pace: createPace(speed, monotonicMs),
      incoming: desk.commands,
      onStep: desk.show,
    });
    const report = await Promise.race([running, stopped]);
    if (report === null) return null;
    desk.refuse('the recording is over');
    if (!io.json) io.out('The recording is over; the desk stays until Ctrl-C.');
    await stopped;
    return report;
  } finally {
    await desk.stop();
  }
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  const [path] = rest;
  if (path === undefined || rest.length > 1) throw new UsageError('name one path to replay');
  const limits = loadLimits(replayConfig(flags).limitsFile);
  if (!limits.ok) throw new UsageError(limits.error);
  const models = await openModels(flags);
  const bootId = textFlag(flags, 'boot');
  const source = await openReplaySource(path, { limits: limits.value, models, bootId });
  const wish: Wish = {
    world: source.world,
    models,
    fromUs: timeFlag(textFlag(flags, 'from'), 'from'),
    toUs: timeFlag(textFlag(flags, 'to'), 'to'),
    limit: limitOf(flags),
  };
  const started = monotonicMs();
  const report =
    flags['console'] === true
      ? await runOnDesk(source, wish, flags, io)
      : await runPlain(source, wish, flags);
  if (report !== null) tell(report, (monotonicMs() - started) / 1000, io);
  return 0;
}

function tell(report: ReplayReport, seconds: number, io: CommandIo): void {
  if (io.json) io.out(JSON.stringify({ ...report, seconds }));
  else for (const line of reportLines(report, seconds)) io.out(line);
}

export const replayCommand: Command = {
  name: 'replay',
  summary: 'stream a recording through the same spine',
  help: HELP,
  run,
};
