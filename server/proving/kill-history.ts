// The history of kills over all processes: what was latched stays latched until a release, across every death (I4, I5).
import type { CoreEvent } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';

export class KillHistory {
  /** A step has ended with a latch, and none since has released it. */
  #standing: string | null = null;

  /** After each step of the core. Null, or the breach. */
  step(world: World, event: CoreEvent): string | null {
    const latch = world.control.latch;
    const isRelease = event.kind === 'command' && event.command.body.kind === 'release';
    if (latch === null && this.#standing !== null && !isRelease && world.recovered) {
      const how = event.kind === 'recovered' ? 'a restart' : `an event (${event.kind})`;
      return `I5: the kill ${this.#standing} was lifted by ${how}`;
    }
    if (world.recovered) this.#standing = latch?.id ?? null;
    return null;
  }
}
