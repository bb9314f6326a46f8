// `npx voltage simulate`: the simulated venue alone, for any client. In: seed, speed, ports. Out: addresses, until stopped.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { runSimulator } from '#server/simulator/run-simulator.ts';
import { readSimulatorConfig } from '#server/simulator/simulator-config.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { homeOf } from './home.ts';
import { makeHome, simulatedTrader } from './venue-plan.ts';

const HELP = `usage: npx voltage simulate [--seed S] [--speed N] [--port-kraken P] [--port-kalshi P] [--port-admin P]
                            [--minutes M] [--home DIR] [--json]

Runs the simulated Kraken and Kalshi alone and prints their addresses. Nothing else is started and no money exists.

  --seed S      everything random follows from it (1)     --speed N     simulated seconds a second, 0 … 300 (1)
  --port-…      fixed ports instead of free ones          --minutes M   stop after so many real minutes

A key pair for the one trader account is made under the home and its place printed; requests are signed with it as at
the real venue. The admin port needs "authorization: Bearer TOKEN". Ctrl-C stops.`;

const SPEC = {
  seed: 'text',
  speed: 'text',
  'port-kraken': 'text',
  'port-kalshi': 'text',
  'port-admin': 'text',
  minutes: 'text',
  home: 'text',
} as const;

function configOf(
  flags: Flags,
  trader: { readonly keyId: string; readonly publicPem: string },
  adminToken: string,
) {
  const config = readSimulatorConfig(
    JSON.stringify({
      seed: textFlag(flags, 'seed') ?? '1',
      speed: numberFlag(flags, 'speed', 1),
      krakenPort: numberFlag(flags, 'port-kraken', 0),
      kalshiPort: numberFlag(flags, 'port-kalshi', 0),
      adminPort: numberFlag(flags, 'port-admin', 0),
      adminToken,
      traderKeyId: trader.keyId,
      traderPublicKeyPem: trader.publicPem,
    }),
  );
  if (!config.ok) throw new UsageError(config.error);
  return config.value;
}

function ended(minutes: number | null, broken: Promise<string>): Promise<string | null> {
  const signal = new Promise<null>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(name, () => resolve(null));
  });
  const over = new Promise<null>((resolve) => {
    if (minutes !== null) setTimeout(() => resolve(null), minutes * 60_000);
  });
  return Promise.race([signal, over, broken]);
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const minutes = textFlag(flags, 'minutes') === null ? null : numberFlag(flags, 'minutes', 0);
  if (minutes !== null && !(minutes > 0)) throw new UsageError('--minutes must be above 0');
  const home = join(homeOf(flags), 'simulate');
  makeHome(home);
  const trader = simulatedTrader(home);
  const adminToken = randomBytes(24).toString('base64url');
  const config = configOf(flags, trader, adminToken);
  let tellBroken: (reason: string) => void = () => undefined;
  const broken = new Promise<string>((resolve) => {
    tellBroken = resolve;
  });
  const simulator = await runSimulator(config, {
    clock: createSystemClock(),
    timers: createSystemTimers(),
    log: () => undefined,
    onBroken: (error) => tellBroken(String(error)),
  });
  const { keyId, keyFile } = trader;
  if (io.json)
    io.out(JSON.stringify({ ready: true, ...simulator.addresses, adminToken, keyId, keyFile }));
  else
    for (const line of [
      `Kraken WebSocket   ${simulator.addresses.krakenUrl}`,
      `Kraken REST        ${simulator.addresses.krakenRestUrl}`,
      `Kalshi REST        ${simulator.addresses.kalshiRestUrl}`,
      `Kalshi WebSocket   ${simulator.addresses.kalshiWsUrl}`,
      `Admin              ${simulator.addresses.adminUrl}`,
      `Admin token        ${adminToken}`,
      `Trader key id      ${keyId}`,
      `Trader key file    ${keyFile}`,
      `Seed ${config.seed}, speed ${config.speed}. Ctrl-C stops.`,
    ])
      io.out(line);
  const reason = await ended(minutes, broken);
  await simulator.stop();
  if (reason === null) return 0;
  io.out(
    io.json ? JSON.stringify({ ready: false, reason }) : `the simulated venue broke: ${reason}`,
  );
  return 1;
}

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'run the simulated venue alone',
  help: HELP,
  run,
};
