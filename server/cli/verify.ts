// `npx voltage verify`: proves that a journal's events give its decisions, byte for byte. In: a journal. Out: yes or no.
import { existsSync } from 'node:fs';
import { type JournalSummary, readJournal } from '#server/adapters/journal-file/read-journal.ts';
import { buildId } from '#server/config/build-id.ts';
import { type BootVerdict, verifyJournal } from '#server/replay/verify-journal.ts';
import { ROOT } from './build-console.ts';
import { type Command, type CommandIo, parseFlags, UsageError } from './command.ts';
import { isJournal } from './replay-source.ts';

const HELP = `usage: npx voltage verify JOURNAL [--json]

Feeds every recorded event through the trading core again and compares each decision with the recorded one: ticker,
event, verdict, sentence, hash of what went in, hash of what came out. Inference is not run again: the recorded answers
are used. JOURNAL is a folder of segments (.voltage/journal) or one segment. A torn tail, as a crash leaves it, is told
and is no difference.
Exit code 0: every start in it is proven · 1: a difference, damage, or nothing to prove · 2: wrong usage.`;

/** Another build may decide otherwise and still be right: the first thing to know about a difference. */
function buildLine(boot: BootVerdict): string[] {
  const build = buildId(ROOT);
  if (boot.outcome === 'identical' || boot.build === build) return [];
  return [
    `  the journal is of build ${boot.build}, this is ${build}: check it out to prove the journal`,
  ];
}

function bootLines(boot: BootVerdict): string[] {
  const head = `boot ${boot.bootId} (mode ${boot.mode}, build ${boot.build})`;
  const counts = `  ${boot.events} events, ${boot.decisions} recorded decisions, ${boot.identical} identical`;
  const lines = [head, counts];
  if (boot.notRecorded > 0)
    lines.push(`  ${boot.notRecorded} decisions of the last event came after the journal's end`);
  const { difference } = boot;
  if (difference !== null)
    lines.push(
      `  DIFFERENT at event ${difference.eventSeq}, ${difference.ticker}: ${difference.what}`,
      `    recorded ${difference.recorded ?? 'nothing'}`,
      `    computed ${difference.computed ?? 'nothing'}`,
    );
  else if (boot.reason !== null) lines.push(`  NOT VERIFIABLE: ${boot.reason}`);
  else lines.push(`  identical; chain ${boot.chain === '' ? 'empty' : boot.chain}`);
  return [...lines, ...buildLine(boot)];
}

function endLines(summary: JournalSummary): string[] {
  const lines = [`${summary.segments} segments, ${summary.records} records`];
  for (const stop of summary.stops)
    lines.push(
      stop.cause === 'torn'
        ? `torn tail dropped: ${stop.path} at byte ${stop.offset} (${stop.detail})`
        : `DAMAGED: ${stop.path} at byte ${stop.offset} (${stop.detail})`,
    );
  if (summary.skipped > 0)
    lines.push(`${summary.skipped} segments left out: they follow the damage`);
  if (summary.dropped > 0)
    lines.push(`${summary.dropped} records were lost by the writer: its queue was full`);
  return lines;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { rest } = parseFlags(argv, {});
  const [path] = rest;
  if (path === undefined || rest.length > 1)
    throw new UsageError('name one journal folder or segment');
  if (!existsSync(path)) throw new UsageError(`${path} does not exist`);
  if (!isJournal(path)) throw new UsageError(`${path} holds no journal segment`);
  const reading = readJournal(path);
  const boots = await verifyJournal(reading);
  const summary = reading.summary();
  const isProven =
    boots.length > 0 &&
    boots.every((boot) => boot.outcome === 'identical') &&
    summary.stops.every((stop) => stop.cause === 'torn') &&
    summary.dropped === 0;
  if (io.json) io.out(JSON.stringify({ proven: isProven, boots, journal: summary }));
  else {
    for (const line of [...boots.flatMap(bootLines), ...endLines(summary)]) io.out(line);
    io.out(isProven ? 'proven: every decision follows from the recorded events' : 'NOT proven');
  }
  return isProven ? 0 : 1;
}

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'replay a journal and compare every decision',
  help: HELP,
  run,
};
