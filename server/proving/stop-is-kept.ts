// A stop that was answered with yes holds until somebody arms after it, whatever was under way when it was pressed.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import { isLatching } from '#lib/domain/kill.ts';
import type { World } from '#server/core/world.ts';

/** The core's answers to pause and reduce-only, in every state. */
const STOPPED = new Set(['paused', 'reducing', 'arming-stopped']);

export class StopIsKept {
  #stoppedBy: string | null = null;
  /** Stops by id with how many armings had been sent before; gone with their first answer, for a kept one is no news. */
  readonly #asked = new Map<string, number>();
  readonly #seen = new Set<string>();
  #arms = 0;
  /** A kill is in the engine and not judged yet. */
  #pressed = false;

  /** At the instant the command reaches the engine. */
  sent({ id, body }: OperatorCommand): void {
    if (isLatching(body.kind)) this.#pressed = true;
    if (body.kind === 'arm') {
      this.#stoppedBy = null;
      this.#arms += 1;
    }
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#asked.set(id, this.#arms);
  }

  answered({ id, ok, code }: CommandReply): void {
    const arms = this.#asked.get(id);
    this.#asked.delete(id);
    if (ok && STOPPED.has(code) && arms === this.#arms) this.#stoppedBy = code;
  }

  /** The process has ended, and with it whatever it had not judged. */
  ended(): void {
    this.#pressed = false;
  }

  /** After each step of the core. Null, or the breach. */
  step(world: World): string | null {
    if (world.control.latch !== null) this.#pressed = false;
    if (this.#stoppedBy === null || world.control.state !== 'armed') return null;
    return `I4: armed although nobody armed after the answer "${this.#stoppedBy}"`;
  }

  /** A request at the instant it leaves the process. Null, or the breach. */
  request(method: string, path: string): string | null {
    const isCreate = method === 'POST' && path.endsWith('/portfolio/events/orders');
    return this.#pressed && isCreate ? 'I2: an order left after a kill was pressed' : null;
  }
}
