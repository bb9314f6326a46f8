// Process 3: watches the engine's heartbeat and owns a second way to stop, with its own key and no database.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandReply } from '#lib/domain/command.ts';
import { type OrderGroupId, orderGroupId } from '#lib/domain/ids.ts';
import { unwrap } from '#lib/result.ts';
import { openKeyFile } from '#server/adapters/kalshi/key-file.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { connectLink } from '#server/adapters/link/connect-link.ts';
import { serveLink } from '#server/adapters/link/serve-link.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemEntropy } from '#server/adapters/system/entropy.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { createLog } from '#server/config/json-log.ts';
import { announceReady, watchSupervisor } from '#server/config/orphan.ts';
import { readRuntime } from '#server/config/runtime.ts';
import {
  createDeadMan,
  noteFarewell,
  noteHeardBefore,
  noteHeartbeat,
  reasonToKill,
} from './dead-man.ts';
import { createHeardFile } from './heard-file.ts';
import { createVenueKiller, type KillCause, type VenueKillOutcome } from './venue-killer.ts';

const runtime = unwrap(readRuntime(process.argv[2] ?? '.voltage'));
const log = createLog('watchdog', runtime.logLevel);
const clock = createSystemClock();
const timers = createSystemTimers();
const key = unwrap(openKeyFile(runtime.venue.keyFile, runtime.venue.keyId));
const orders = createKalshiOrders({
  restUrl: runtime.venue.kalshiRestUrl,
  wsUrl: runtime.venue.kalshiWsUrl,
  key,
  shard: runtime.venue.shard,
  clock,
  timers,
  entropy: createSystemEntropy(),
  log,
});
const latchFile = createLatchFile(runtime.home);
const deadMan = createDeadMan();
const heardFile = createHeardFile(runtime.home, runtime.startedAt);
let isHeard = heardFile.read();
if (isHeard) noteHeardBefore(deadMan, clock.mono());

function groupOnDisk(): OrderGroupId | null {
  try {
    const [account, id] = readFileSync(join(runtime.home, 'run', 'order-group'), 'utf8').split(
      '\n',
    );
    return account === runtime.venue.account && id ? orderGroupId(id) : null;
  } catch {
    return null;
  }
}

const killer = createVenueKiller({
  orders,
  clock,
  timers,
  shard: runtime.venue.shard,
  group: groupOnDisk,
  readLatch: () => latchFile.read(),
  writeLatch: (latch) => latchFile.write(latch),
  newId: randomUUID,
  log: (text) => log.warn({}, text),
});
function kill(cause: KillCause): Promise<VenueKillOutcome> {
  log.error({ ...cause }, 'watchdog kill');
  return killer.kill(cause);
}

const boot = randomUUID();
const server = await serveLink({
  port: runtime.watchdog.port,
  token: runtime.watchdog.token,
  hello: () => ({
    kind: 'hello',
    role: 'watchdog',
    build: runtime.build,
    boot,
    mode: runtime.mode,
    pid: process.pid,
  }),
  onRequest(request, peer) {
    if (request.kind !== 'command') return;
    const { id, by, body } = request.command;
    const reply = (ok: boolean, code: string, text: string): void => {
      const answer: CommandReply = { id, ok, code, text, at: clock.wall() };
      peer.send({ kind: 'reply', reply: answer });
    };
    if (body.kind !== 'kill' && body.kind !== 'flatten') {
      reply(false, 'not-here', 'the watchdog only kills');
      return;
    }
    kill({ by, reason: body.reason, flatten: body.kind === 'flatten' }).then(
      (outcome) => reply(outcome.flat, outcome.flat ? 'killed' : 'unconfirmed', outcome.text),
      (error: unknown) => reply(false, 'failed', String(error)),
    );
  },
});

const link = connectLink({
  port: runtime.engine.port,
  token: runtime.engine.token,
  role: 'watchdog',
  build: runtime.build,
  timers,
  onMessage(message) {
    if (message.kind === 'heartbeat') {
      noteHeartbeat(deadMan, message, clock.mono());
      if (!isHeard) isHeard = heardFile.write();
    }
    if (message.kind === 'farewell') noteFarewell(deadMan, message.isFlat);
  },
  onDown: (reason) => log.warn({ reason }, 'link to the engine is down'),
});

timers.every(250, () => {
  const reason = reasonToKill(deadMan, clock.mono());
  if (reason !== null)
    kill({ by: 'watchdog', reason }).catch((error: unknown) =>
      log.error({ error: String(error) }, 'kill failed'),
    );
});

function stop(): void {
  link.close();
  const end = () => process.exit(0);
  server.close().then(end, end);
}
process.on('SIGTERM', stop);
process.on('SIGINT', () => undefined);
watchSupervisor(stop);
announceReady({ port: server.port });
