// `npx voltage fee`: the fee of fills by the documented rounding, one order's accumulator over all of them. No network.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { count, countToWire, parseCount } from '#lib/domain/count.ts';
import { EMPTY_ACCUMULATOR, type FillForFee, netFee, tradeFee } from '#lib/domain/fee.ts';
import type { FeeTerms } from '#lib/domain/market.ts';
import { addMoney, type MicroDollars, moneyToWire, NO_MONEY } from '#lib/domain/money.ts';
import { parsePrice, priceToWire } from '#lib/domain/price.ts';
import type { Result } from '#lib/result.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';

const HELP = `usage: npx voltage fee --price DOLLARS --count CONTRACTS [--maker] [--side bid|ask] [--multiplier M]
                       [--maker-fees] [--json]
       npx voltage fee --fills FILE [--multiplier M] [--maker-fees] [--json]

Fee of one fill, or of the fills of ONE order in a JSON file: [{"price":"0.0550","count":"1.00","maker":false,"side":"bid"}, …]
("maker" and "side" may be left out: taker, bid). Rounding is per order, so the fills of a file share one accumulator.

  --maker        the fill was resting (no fee on KXBTC15M and KXBTCD)
  --side         bid = bought YES (default) · ask = sold YES
  --multiplier   the series' fee multiplier (1)
  --maker-fees   the series charges makers a quarter of the taker fee
Exit code 0: done · 2: wrong usage.

example: npx voltage fee --price 0.52 --count 1   → 0.017500`;

const SPEC = {
  price: 'text',
  count: 'text',
  maker: 'switch',
  side: 'text',
  multiplier: 'text',
  'maker-fees': 'switch',
  fills: 'text',
} as const;

const fillsSchema = z
  .array(
    z.strictObject({
      price: z.string(),
      count: z.string(),
      maker: z.boolean().default(false),
      side: z.string().default('bid'),
    }),
  )
  .min(1);

type RawFill = z.infer<typeof fillsSchema>[number];

function parsed<T>(name: string, result: Result<T>): T {
  if (!result.ok) throw new UsageError(`${name}: ${result.error}`);
  return result.value;
}

function fillOf(raw: RawFill, where: string): FillForFee {
  if (raw.side !== 'bid' && raw.side !== 'ask')
    throw new UsageError(`${where}side "${raw.side}" is not bid or ask`);
  const price = parsed(`${where}price`, parsePrice(raw.price));
  if (price === 0 || price === 10_000)
    throw new UsageError(`${where}price ${raw.price} is not between 0 and 1`);
  const size = parsed(`${where}count`, parseCount(raw.count));
  if (size === count(0)) throw new UsageError(`${where}count is zero`);
  return { price, count: size, isTaker: !raw.maker, side: raw.side };
}

function readFills(path: string): readonly FillForFee[] {
  if (!existsSync(path)) throw new UsageError(`--fills ${path} does not exist`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UsageError(`--fills ${path} is not JSON`);
  }
  const result = fillsSchema.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new UsageError(`--fills ${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  return result.data.map((raw, index) => fillOf(raw, `fill ${index + 1}: `));
}

function fillFromFlags(flags: Flags): FillForFee {
  const price = textFlag(flags, 'price');
  const size = textFlag(flags, 'count');
  if (price === null) throw new UsageError('--price is missing');
  if (size === null) throw new UsageError('--count is missing');
  const side = textFlag(flags, 'side') ?? 'bid';
  return fillOf({ price, count: size, maker: flags['maker'] === true, side }, '--');
}

function termsOf(flags: Flags): FeeTerms {
  const multiplier = numberFlag(flags, 'multiplier', 1);
  if (multiplier < 0) throw new UsageError(`--multiplier ${multiplier} is negative`);
  const withMaker = flags['maker-fees'] === true;
  return { kind: withMaker ? 'quadratic_with_maker_fees' : 'quadratic', multiplier };
}

interface FeeLine {
  readonly fill: FillForFee;
  readonly raw: MicroDollars;
  readonly fee: MicroDollars;
  readonly heldMicro: number;
}

/** Fees of the fills of one order, in order. */
function feesOf(terms: FeeTerms, fills: readonly FillForFee[]): readonly FeeLine[] {
  let accumulator = EMPTY_ACCUMULATOR;
  return fills.map((fill) => {
    const net = netFee(terms, fill, accumulator);
    accumulator = net.accumulator;
    return { fill, raw: tradeFee(terms, fill), fee: net.fee, heldMicro: accumulator.heldMicro };
  });
}

function print(lines: readonly FeeLine[], io: CommandIo): void {
  const total = lines.reduce((sum, line) => addMoney(sum, line.fee), NO_MONEY);
  if (io.json) {
    const fills = lines.map((line) => ({
      price: priceToWire(line.fill.price),
      count: countToWire(line.fill.count),
      tradeFee: moneyToWire(line.raw),
      fee: moneyToWire(line.fee),
      heldMicro: line.heldMicro,
    }));
    io.out(JSON.stringify({ fills, total: moneyToWire(total) }));
    return;
  }
  for (const { fill, raw, fee, heldMicro } of lines) {
    const role = fill.isTaker ? 'taker' : 'maker';
    const what = `${fill.side} ${countToWire(fill.count)} @ ${priceToWire(fill.price)} ${role}`;
    io.out(
      `${what.padEnd(32)} fee ${moneyToWire(fee)}  (before rounding ${moneyToWire(raw)}, held ${heldMicro} µ$)`,
    );
  }
  if (lines.length > 1) io.out(`${'total'.padEnd(32)} fee ${moneyToWire(total)}`);
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const path = textFlag(flags, 'fills');
  const fills = path === null ? [fillFromFlags(flags)] : readFills(path);
  print(feesOf(termsOf(flags), fills), io);
  return 0;
}

export const feeCommand: Command = {
  name: 'fee',
  summary: 'fee of fills by the documented rounding',
  help: HELP,
  run,
};
