// Process 4: the simulated venue of mode `sim`. In: a JSON configuration. Out: one ready line, two venues and an admin port.
// The venue keeps nothing on disk: started again, it is a new world with a new ledger. It outlives the engine, not itself.
import process, { argv, exit, stdin } from 'node:process';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { createLog } from '#server/config/json-log.ts';
import { announceReady, watchSupervisor } from '#server/config/orphan.ts';
import { runSimulator } from './run-simulator.ts';
import { readSimulatorConfig } from './simulator-config.ts';

const log = createLog('simulator', 'info');

/** The first line of standard input; the stream stays open, for its end means that the supervisor is gone. */
function firstLine(): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stdin.setEncoding('utf8');
    const onData = (chunk: string): void => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      stdin.off('data', onData);
      resolve(text.slice(0, end));
    };
    stdin.on('data', onData);
    stdin.once('end', () => reject(new Error('no configuration on standard input')));
  });
}

/** The first argument, else the first line of standard input, which keeps the admin token out of `ps`. */
async function configurationText(): Promise<string> {
  return argv[2] ?? (await firstLine());
}

function fatal(text: string, error: unknown): never {
  log.error({ error: String(error) }, text);
  exit(1);
}

async function main(): Promise<void> {
  const config = readSimulatorConfig(await configurationText());
  if (!config.ok) return fatal('the configuration was refused', config.error);
  const simulator = await runSimulator(config.value, {
    clock: createSystemClock(),
    timers: createSystemTimers(),
    log: (text, fields) => log.info(fields ?? {}, text),
    onBroken: (error) => fatal('the simulated venue broke its own rules', error),
  });
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ why }, 'stopping');
    simulator.stop().then(
      () => exit(0),
      (error: unknown) => fatal('could not stop cleanly', error),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  watchSupervisor(() => stop('the supervisor is gone'));
  announceReady({ ...simulator.addresses });
}

main().catch((error: unknown) => fatal('could not start', error));
