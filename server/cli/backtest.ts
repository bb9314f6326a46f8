// `npx voltage backtest`: simulated hours through the same spine, a step a second. Offline; touches no running system.
import { writeFileSync } from 'node:fs';
import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import {
  type BacktestReport,
  type Opponent,
  runBacktest,
} from '#server/backtest/backtest-report.ts';
import { freshSignal } from '#server/backtest/fresh-signal.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { signalText, withBlend } from '#server/training/signal/fit-signal.ts';
import {
  type Command,
  type CommandIo,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';

const HELP = `usage: npx voltage backtest [--hours N] [--seed TEXT] [--lean DEVIATIONS | --crowd] [--fresh]
                          [--calibrate SIGNAL.json] [--json]

Runs the trading core through simulated quarter-hour markets, a step a second, and says what it did and why it did not.
Learned models are not asked (the regressions answer), so that hundreds of hours take minutes.

  --hours   simulated hours (24)
  --seed    another seed is another world (a)
  --lean    the market is quoted by one who knows the true odds and leans from them by this many standard deviations of
            the settlement mean, changing sides every half hour (0 = no mispricing at all)
  --crowd   the market is the simulator's crowd instead: three makers with moods and errors, and a public
  --fresh   begin without any evidence, as on a market nobody has recorded
  --calibrate  write what the hours taught into this file as the evidence of simulated markets (implies --fresh)
Exit code 0: done · 2: wrong usage.

example: npx voltage backtest --hours 200 --lean 0.5 --fresh`;

const SPEC = {
  hours: 'text',
  seed: 'text',
  lean: 'text',
  crowd: 'switch',
  fresh: 'switch',
  calibrate: 'text',
} as const;

const MOST_HOURS = 10_000;
const MOST_LEAN = 3;

function opponentOf(lean: number, isCrowd: boolean): Opponent {
  if (!(Math.abs(lean) <= MOST_LEAN)) throw new UsageError(`--lean must be within ±${MOST_LEAN}`);
  return isCrowd ? { kind: 'crowd' } : { kind: 'oracle', lean };
}

/** Puts the buckets into the file beside the evidence of other environments. */
function saveEvidence(file: string, buckets: readonly BlendBucket[]): void {
  const known = loadSignal(file);
  if (!known.ok) throw new UsageError(`--calibrate: ${known.error}`);
  writeFileSync(file, signalText(withBlend(known.value, 'simulated', buckets)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function reportText(report: BacktestReport): string {
  const { earnings } = report;
  const reasons = Object.entries(report.reasons).slice(0, 6);
  return [
    `${report.hours} simulated hours, ${report.chain.count} decisions (hash ${report.chain.hash.slice(0, 16)})`,
    `  opportunities  ${report.opportunities}: entered ${report.entered}, stayed flat ${report.flat} (${percent(report.flatShare)})`,
    `  fills          ${report.fills} in ${earnings.markets} settled markets, ${earnings.contracts} contracts, fees $${earnings.feesUsd.toFixed(2)}`,
    `  earned         $${earnings.totalUsd.toFixed(2)} ± ${earnings.standardErrorUsd.toFixed(2)} (one standard error over markets)`,
    '  why not, first reason each time:',
    ...reasons.map(([id, count]) => `    ${id.padEnd(20)}${count}`),
  ].join('\n');
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`unexpected argument ${rest[0]}`);
  const hours = numberFlag(flags, 'hours', 24);
  if (!(hours > 0 && hours <= MOST_HOURS))
    throw new UsageError(`--hours must be within 0…${MOST_HOURS}`);
  const opponent = opponentOf(numberFlag(flags, 'lean', 0), flags['crowd'] === true);
  const signal = loadSignal();
  if (!signal.ok) throw new UsageError(signal.error);
  const target = textFlag(flags, 'calibrate');
  const isFresh = flags['fresh'] === true || target !== null;
  const { report, world } = runBacktest({
    hours,
    seed: textFlag(flags, 'seed') ?? 'a',
    opponent,
    signal: isFresh ? freshSignal(signal.value) : signal.value,
    onHour: (hour) => {
      if (process.stderr.isTTY) process.stderr.write(`\r  hour ${hour} of ${hours} `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  if (target !== null) saveEvidence(target, world.evidence.buckets);
  io.out(io.json ? JSON.stringify(report) : reportText(report));
  return 0;
}

export const backtestCommand: Command = {
  name: 'backtest',
  summary: 'simulated hours through the same spine',
  help: HELP,
  run,
};
