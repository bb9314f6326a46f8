// `npx voltage status`: the running engine's own strip, on one screen or as JSON.

import type { TopicTable } from '#lib/wire/envelope.ts';
import type { FeedRow } from '#lib/wire/health-rows.ts';
import type { KillRow, StatusRow } from '#lib/wire/status-rows.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { type Runtime, readRuntime } from '#server/config/runtime.ts';
import { askGreeting, askTopic } from './ask.ts';
import { type Command, type CommandIo, parseFlags } from './command.ts';
import { homeOf } from './home.ts';

const WITHIN_MS = 2_000;

const HELP = `usage: npx voltage status [--home DIR] [--json]

Shows mode, trading state, kill latch, cash, profit and loss of the day, forecast and every feed with its age.
An engine that does not answer: the latch on disk, and whether the watchdog answers.
Exit code 0: the engine answered · 1: it did not.`;

function dollars(micro: number | null): string {
  return micro === null ? 'unknown' : `$${(micro / 1e6).toFixed(2)}`;
}

function killText(kill: Pick<KillRow, 'by' | 'reason' | 'confirmedAt'> | null): string {
  if (kill === null) return 'no kill latch';
  return `KILLED by ${kill.by}: ${kill.reason} (${kill.confirmedAt === null ? 'NOT confirmed' : 'confirmed'})`;
}

/** What can be told past an engine that does not answer. */
async function tellWithoutEngine(runtime: Runtime, why: string, io: CommandIo): Promise<void> {
  const latch = createLatchFile(runtime.home).read();
  const watchdog = await askGreeting(runtime.watchdog, runtime, WITHIN_MS);
  const text = `the engine does not answer: ${why}`;
  if (io.json)
    return io.out(JSON.stringify({ ok: false, text, latch, watchdogAnswers: watchdog.ok }));
  io.out(`engine    ${text}`);
  io.out(`kill      ${killText(latch)}, by the latch on disk`);
  io.out(`watchdog  ${watchdog.ok ? 'answers' : `does not answer: ${watchdog.error}`}`);
  io.out('orders    not known from here; to stop now: npx voltage kill');
}

function statusLines(status: StatusRow, feeds: readonly FeedRow[]): string[] {
  const now = Date.now();
  return [
    `mode      ${status.mode}`,
    `trading   ${status.trading}${status.tradingReason === null ? '' : ` (${status.tradingReason})`}`,
    `kill      ${killText(status.kill)}`,
    `money     cash ${dollars(status.cashMicro)}, equity ${dollars(status.equityMicro)}, today ${dollars(status.dayPnlMicro)}, open risk ${dollars(status.openRiskMicro)}`,
    `forecast  ${status.forecastVolAnnual === null ? 'none' : `${(status.forecastVolAnnual * 100).toFixed(1)} % a year by ${status.forecastModel ?? 'unknown'}`}${status.forecastFallback === null ? '' : `, fallback: ${status.forecastFallback}`}`,
    `decisions ${status.decisionCount}, chain ${status.decisionHash.slice(0, 12)}`,
    `build     ${status.build}`,
    ...feeds.map((feed) => {
      const age = feed.lastAt === null ? 'never' : `${((now - feed.lastAt) / 1000).toFixed(1)} s`;
      return `feed      ${feed.label.padEnd(18)} ${feed.state.padEnd(8)} age ${age} ${feed.detail}`;
    }),
  ];
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags } = parseFlags(argv, { home: 'text' });
  const runtime = readRuntime(homeOf(flags));
  const no = (text: string): number => {
    io.out(io.json ? JSON.stringify({ ok: false, text }) : text);
    return 1;
  };
  if (!runtime.ok) return no(runtime.error);
  const [status, feeds] = await Promise.all([
    askTopic(runtime.value, 'status', WITHIN_MS),
    askTopic(runtime.value, 'feeds', WITHIN_MS),
  ]);
  if (!status.ok || !feeds.ok) {
    await tellWithoutEngine(runtime.value, status.ok ? 'no feeds' : status.error, io);
    return 1;
  }
  const row = (status.value as TopicTable<'status'>).rows['engine'];
  if (row === undefined) return no('the engine has not published its state yet');
  const feedRows = Object.values((feeds.value as TopicTable<'feeds'>).rows);
  if (io.json) io.out(JSON.stringify({ ok: true, status: row, feeds: feedRows }));
  else for (const line of statusLines(row, feedRows)) io.out(line);
  return 0;
}

export const statusCommand: Command = {
  name: 'status',
  summary: 'what the running system is doing',
  help: HELP,
  run,
};
