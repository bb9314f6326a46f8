// `npx voltage price`: what a contract is worth by the closed form, or how it agrees with check vectors. No network.
import { existsSync, readFileSync } from 'node:fs';
import { btcCentsFromDouble } from '#lib/domain/btc.ts';
import {
  type CheckVector,
  priceVector,
  type VectorOutcome,
} from '#server/core/3-models/price-vector.ts';
import {
  type PricedRule,
  ruleGreeks,
  ruleProbability,
} from '#server/core/3-models/rule-probability.ts';
import {
  countAhead,
  effectiveSeconds,
  type ResidualLaw,
  SECONDS_PER_YEAR,
  settlementLaw,
  WINDOW_PRINTS,
} from '#server/core/3-models/settlement-average.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';

const HELP = `usage: npx voltage price --spot USD --strike USD --vol ANNUAL --seconds S [--rule RULE] [--cap USD]
                         [--known-sum USD --known-count N] [--nu NU] [--basis-sd USD] [--json]
       npx voltage price --vectors FILE [--json]

Fair value of a contract on the mean of the last 60 index prints, or agreement with a file of check vectors.

  --spot         index now, USD                    --vol      annual volatility, 0.5 = 50 %
  --strike       strike (floor for "between")      --seconds  seconds to the close
  --rule         above (default, KXBTCD) · at-or-above-rounded (KXBTC15M) · below · between (KXBTC, with --cap)
  --known-sum    sum of the prints already known   --known-count  how many they are (0)
  --nu           Student-t degrees of freedom, > 2 (5); "normal" or "lognormal" for those laws
  --basis-sd     sd of spot against the index, USD (0)
Exit code 0: priced, or every vector agrees · 1: a vector disagrees · 2: wrong usage.

example: npx voltage price --spot 95000 --strike 95252.36 --vol 0.5 --seconds 3600 --nu lognormal   → 0.307834`;

const SPEC = {
  vectors: 'text',
  spot: 'text',
  strike: 'text',
  cap: 'text',
  vol: 'text',
  seconds: 'text',
  rule: 'text',
  'known-sum': 'text',
  'known-count': 'text',
  nu: 'text',
  'basis-sd': 'text',
} as const;

/** A required number within bounds; the message names the flag. */
function required(flags: Flags, name: string, least: number): number {
  if (textFlag(flags, name) === null) throw new UsageError(`--${name} is missing`);
  return within(numberFlag(flags, name, 0), name, least);
}

function within(value: number, name: string, least: number): number {
  if (value < least) throw new UsageError(`--${name} ${value} is below ${least}`);
  return value;
}

function centsFlag(flags: Flags, name: string) {
  const cents = btcCentsFromDouble(required(flags, name, 0.01));
  if (!cents.ok) throw new UsageError(`--${name}: ${cents.error}`);
  return cents.value;
}

function ruleOf(flags: Flags): PricedRule {
  const strike = centsFlag(flags, 'strike');
  const name = textFlag(flags, 'rule') ?? 'above';
  if (name === 'above' || name === 'below' || name === 'at-or-above-rounded')
    return { kind: name, strike };
  if (name !== 'between')
    throw new UsageError(
      `--rule "${name}" is not one of above, at-or-above-rounded, below, between`,
    );
  const cap = centsFlag(flags, 'cap');
  if (cap < strike) throw new UsageError('--cap is below --strike');
  return { kind: 'between', floor: strike, cap };
}

function lawOf(flags: Flags): ResidualLaw {
  const name = textFlag(flags, 'nu');
  if (name === 'normal' || name === 'lognormal') return { kind: name };
  const nu = numberFlag(flags, 'nu', 5);
  if (nu <= 2) throw new UsageError(`--nu ${nu} must be above 2`);
  return { kind: 'student', nu };
}

/** What is still unknown: by the clock, unless the caller says how many prints are known. */
function countsOf(flags: Flags) {
  const seconds = required(flags, 'seconds', 0);
  const ahead = countAhead(seconds);
  const given = textFlag(flags, 'known-count') !== null;
  const knownCount = given
    ? within(numberFlag(flags, 'known-count', 0), 'known-count', 0)
    : WINDOW_PRINTS - ahead.unknownCount;
  if (!Number.isInteger(knownCount) || knownCount > WINDOW_PRINTS)
    throw new UsageError(`--known-count ${knownCount} is not a whole number of 0…60`);
  const knownSumUsd = within(numberFlag(flags, 'known-sum', 0), 'known-sum', 0);
  if (knownCount > 0 && knownSumUsd === 0)
    throw new UsageError(
      `${knownCount} prints are known at ${seconds} s: --known-sum is missing (or say --known-count 0)`,
    );
  if (knownCount === 0 && knownSumUsd > 0)
    throw new UsageError('--known-sum needs --known-count, or fewer than 60 --seconds');
  const unknownCount = WINDOW_PRINTS - knownCount;
  const secondsToNext = Math.max(0, seconds - Math.max(0, unknownCount - 1));
  return { unknownCount, secondsToNext, knownSumUsd };
}

function priceOne(flags: Flags, io: CommandIo): number {
  const spotUsd = required(flags, 'spot', 0.01);
  const rule = ruleOf(flags);
  const perSecond = required(flags, 'vol', 0) ** 2 / SECONDS_PER_YEAR;
  const counts = countsOf(flags);
  const law = settlementLaw({
    spotUsd,
    knownSumUsd: counts.knownSumUsd,
    unknownCount: counts.unknownCount,
    varianceToNext: perSecond * counts.secondsToNext,
    variancePerSecond: perSecond,
    basisSdUsd: within(numberFlag(flags, 'basis-sd', 0), 'basis-sd', 0),
    law: lawOf(flags),
  });
  const probability = ruleProbability(law, rule);
  const greeks = ruleGreeks(law, rule);
  const seconds = effectiveSeconds(counts.unknownCount, counts.secondsToNext);
  if (io.json) {
    const { meanUsd, sdUsd } = law;
    io.out(JSON.stringify({ probability, meanUsd, sdUsd, effectiveSeconds: seconds, ...greeks }));
    return 0;
  }
  io.out(`P(yes)             ${probability.toFixed(6)}`);
  io.out(`settlement mean    ${law.meanUsd.toFixed(2)} USD ± ${law.sdUsd.toFixed(2)}`);
  io.out(`effective time     ${seconds.toFixed(3)} s, ${counts.unknownCount} prints unknown`);
  io.out(`per 1 USD of spot  ${(greeks.deltaPerUsd * 100).toFixed(4)} ¢`);
  io.out(`per 1 % more vol   ${greeks.vegaPerLogVol.toFixed(4)} ¢`);
  return 0;
}

interface VectorsFile {
  readonly vectors?: unknown;
}

function readVectors(path: string): readonly CheckVector[] {
  if (!existsSync(path)) throw new UsageError(`--vectors ${path} does not exist`);
  let file: VectorsFile | null;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(`--vectors ${path} is not JSON`);
  }
  if (!Array.isArray(file?.vectors) || file.vectors.length === 0)
    throw new UsageError(`--vectors ${path} has no list "vectors"`);
  return file.vectors;
}

function outcomeLine(outcome: VectorOutcome): string {
  const worst = outcome.checks.map((each) => {
    const off = Math.abs(each.ours - each.theirs);
    const sign = off <= each.tolerance ? '≤' : '>';
    return `${each.name} off ${off.toExponential(1)} ${sign} ${each.tolerance.toExponential(1)}`;
  });
  const word = outcome.agrees ? 'agrees   ' : 'DISAGREES';
  return `${word} ${outcome.id.padEnd(7)} ${outcome.kind.padEnd(33)} ${worst.join(' · ')}`;
}

function compareVectors(path: string, io: CommandIo): number {
  let agreements = 0;
  const disagreements: { readonly id: string; readonly reason: string }[] = [];
  for (const vector of readVectors(path)) {
    const result = priceVector(vector);
    if (!result.ok) disagreements.push({ id: String(vector.id), reason: result.error });
    else if (result.value.agrees) agreements++;
    else disagreements.push({ id: result.value.id, reason: outcomeLine(result.value) });
    if (!io.json)
      io.out(result.ok ? outcomeLine(result.value) : `DISAGREES ${vector.id} ${result.error}`);
  }
  if (io.json) io.out(JSON.stringify({ agreements, disagreements }));
  else io.out(`${agreements} agree, ${disagreements.length} disagree`);
  return disagreements.length === 0 ? 0 : 1;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const vectors = textFlag(flags, 'vectors');
  return vectors === null ? priceOne(flags, io) : compareVectors(vectors, io);
}

export const priceCommand: Command = {
  name: 'price',
  summary: 'fair value of a contract, or agreement with check vectors',
  help: HELP,
  run,
};
