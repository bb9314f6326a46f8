#!/usr/bin/env node
// `npx voltage <command>`: finds the command, loads only it, runs it, turns its answer into an exit code.
import { type Command, UsageError } from './command.ts';

const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  start: {
    summary: 'start the whole system and print the address of the desk',
    load: async () => (await import('./start.ts')).startCommand,
  },
  doctor: {
    summary: 'check this machine and say how to mend what is wrong',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  status: {
    summary: 'what the running system is doing',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  kill: {
    summary: 'stop trading now: close the gate, cancel everything, latch',
    load: async () => (await import('./kill.ts')).killCommand,
  },
  drill: {
    summary: 'rehearse the kill levels, at sim or demo, and keep what they took',
    load: async () => (await import('./drill.ts')).drillCommand,
  },
  simulate: {
    summary: 'run the simulated venue alone',
    load: async () => (await import('./simulate.ts')).simulateCommand,
  },
  conformance: {
    summary: 'what the venue really does with an order’s life, at sim or demo',
    load: async () => (await import('./conformance.ts')).conformanceCommand,
  },
  replay: {
    summary: 'stream a recording through the same spine',
    load: async () => (await import('./replay.ts')).replayCommand,
  },
  backtest: {
    summary: 'trade simulated hours and say what was done and why not',
    load: async () => (await import('./backtest.ts')).backtestCommand,
  },
  verify: {
    summary: 'replay a journal and compare every decision',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  train: {
    summary: 'fit the learned volatility members on recordings',
    load: async () => (await import('./train.ts')).trainCommand,
  },
  evaluate: {
    summary: 'how good forecasts and probabilities are on recordings',
    load: async () => (await import('./evaluate.ts')).evaluateCommand,
  },
  features: {
    summary: 'the list of features; model inputs of recordings as Parquet',
    load: async () => (await import('./features.ts')).featuresCommand,
  },
  model: {
    summary: 'add, check, list and remove models from elsewhere',
    load: async () => (await import('./model.ts')).modelCommand,
  },
  price: {
    summary: 'fair value of one contract, or of a file of vectors',
    load: async () => (await import('./price.ts')).priceCommand,
  },
  fee: {
    summary: 'fee of fills by the documented rounding',
    load: async () => (await import('./fee.ts')).feeCommand,
  },
  'book-check': {
    summary: 'verify the checksums of recorded Kraken book frames',
    load: async () => (await import('./book-check.ts')).bookCheckCommand,
  },
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function overview(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, each]) => `  ${name.padEnd(12)}${each.summary}`,
  );
  return [
    'voltage: a live volatility-trading console for Kalshi BTC binaries',
    '',
    'usage: npx voltage <command> [flags]    --json for machines, --help for details',
    '',
    ...rows,
  ].join('\n');
}

/** A reader that went away (`| head`) is no fault of ours. */
process.stdout.on('error', () => process.exit(0));

async function main(argv: readonly string[]): Promise<number> {
  if (Number(process.versions.node.split('.')[0]) !== 24) {
    process.stderr.write(
      `voltage runs on the Node 24 that npm installed with it, not on ${process.version}: use \`npx voltage\` or npm scripts\n`,
    );
    return 2;
  }
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    say(overview());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    process.stderr.write(`unknown command "${name}"\n\n${overview()}\n`);
    return 2;
  }
  const command = await entry.load();
  if (rest.includes('--help')) {
    say(command.help);
    return 0;
  }
  const json = rest.includes('--json');
  try {
    return await command.run(
      rest.filter((each) => each !== '--json'),
      { out: say, json },
    );
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nSee: npx voltage ${name} --help\n`);
      return 2;
    }
    process.stderr.write(
      `${name} failed: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
