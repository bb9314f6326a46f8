// The engine did not answer a kill: the watchdog is asked, which has its own way to the exchange. Out: its answer, or a warning.
import type { CommandReply } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import { connectLink, type LinkOptions } from '#server/adapters/link/connect-link.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { FallbackKill } from './commands.ts';

/** The watchdog answers within ten seconds, confirmed or not. */
const WITHIN_MS = 15_000;

export interface FallbackTools {
  /** The watchdog's. */
  readonly address: Pick<LinkOptions, 'port' | 'token'>;
  readonly build: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly newId: () => string;
}

/** One connection a kill; the level is passed on as it was pressed. Never rejects. */
export function createFallbackKill(tools: FallbackTools): FallbackKill {
  const { address, build, clock, timers } = tools;
  return (by, reason, level) => {
    const id = commandId(tools.newId());
    const issuedAt = wallMs(clock.wall());
    return new Promise((resolve) => {
      const finish = (reply: CommandReply): void => {
        cancel();
        link.close();
        resolve(reply);
      };
      const cancel = timers.after(WITHIN_MS, () =>
        finish({
          id,
          ok: false,
          code: 'unconfirmed',
          text: 'neither engine nor watchdog answered: run `npx voltage kill` and look at the exchange',
          at: wallMs(clock.wall()),
        }),
      );
      const expiresAt = addMs(issuedAt, WITHIN_MS);
      const link = connectLink({
        ...{ ...address, role: 'gateway', build, timers },
        onMessage(message) {
          if (message.kind === 'hello')
            link.send({
              kind: 'command',
              command: { id, by, issuedAt, expiresAt, body: { kind: level, reason } },
            });
          if (message.kind === 'reply' && message.reply.id === id) finish(message.reply);
        },
      });
    });
  };
}
