// The invariants in production: looked at after every step or every second, by what a look costs. A breach kills by its name.
import { elapsedMs } from '#lib/domain/instant.ts';
import type { OrderRequest } from '#lib/domain/order.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import {
  firstBreachByEntry,
  firstBreachOfStep,
  firstStandingBreach,
} from '../invariants/local-invariants.ts';
import type { World } from '../world.ts';
import { killNow } from './kill-now.ts';

/** How the reason of such a kill begins: proofs count it as a breach, whoever released it afterwards. */
export const INVARIANT_BROKEN = 'invariant broken';

/** Between two looks through all orders, fills and books: a burst of reports must not cost a look each. */
const LOOK_EVERY_MS = 100;

/** The order that is to rest, or to rest longer, by this effect. */
function restingBy(effect: Effect): OrderRequest | null {
  if (effect.kind === 'commit-then-send') return effect.order;
  return effect.kind === 'commit-then-renew' ? effect.order.request : null;
}

/** What the entries and renewals of this step have broken. */
function brokenByEntries(world: World, { at }: CoreEvent, out: readonly Effect[]): string | null {
  for (const effect of out) {
    const order = restingBy(effect);
    if (order?.purpose !== 'enter') continue;
    const broken = firstBreachByEntry(world, { ticker: order.ticker, createdAt: at });
    if (broken !== null) return broken;
  }
  return null;
}

/** Every second, and with whatever may have changed orders or books unless they were looked through just now. */
function isTimeToLook(world: World, event: CoreEvent): boolean {
  if (!world.recovered) return false;
  switch (event.kind) {
    case 'timer':
      return event.timer === 'second';
    case 'report':
    case 'stored':
    case 'command':
    case 'recovered': {
      const { lookedAt } = world.standing;
      return lookedAt === null || elapsedMs(lookedAt, event.mono) >= LOOK_EVERY_MS;
    }
    default:
      return false;
  }
}

function broken(world: World, event: CoreEvent, out: readonly Effect[]): string | null {
  const byStep = firstBreachOfStep(world) ?? brokenByEntries(world, event, out);
  if (byStep !== null || !isTimeToLook(world, event)) return byStep;
  world.standing = { ...world.standing, lookedAt: event.mono };
  return firstStandingBreach(world);
}

/**
 * Last in every step. What this step has asked to be sent meets a door that the kill has closed before it was committed.
 * A breach that lasts kills again after a release: only a restart builds the books anew.
 */
export function watchInvariants(world: World, event: CoreEvent, out: Effect[]): void {
  const why = broken(world, event, out);
  const { state, latch } = world.control;
  if (why === null || (state === 'killed' && latch !== null)) return;
  killNow(world, event, { by: 'engine', reason: `${INVARIANT_BROKEN}, ${why}` }, out);
}
