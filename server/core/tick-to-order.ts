// THE SPINE: one event in, effects out. Every way from a tick to an order starts in this switch.
import { assertNever } from '#lib/never.ts';
import type { Effect } from './effect.ts';
import type { CoreEvent } from './event.ts';
import { onLimitsStored } from './journeys/change-limits.ts';
import { watchClock } from './journeys/clock-steps.ts';
import { keepIncidents, onNoticed } from './journeys/keep-incidents.ts';
import { onAnswer } from './journeys/on-answer.ts';
import { onCommand } from './journeys/on-command.ts';
import { onHistory } from './journeys/on-history.ts';
import { onHost } from './journeys/on-host.ts';
import { onLimits } from './journeys/on-limits.ts';
import { onRecovered } from './journeys/on-recovered.ts';
import { onReport } from './journeys/on-report.ts';
import { onStatus } from './journeys/on-status.ts';
import { onStored } from './journeys/on-stored.ts';
import { onTick } from './journeys/on-tick.ts';
import { onTimer } from './journeys/on-timer.ts';
import { onPresence } from './journeys/operator.ts';
import { watchInvariants } from './journeys/watch-invariants.ts';
import type { World } from './world.ts';

/**
 * Applies one event to `world` (in place) and returns what the outside must do, in order.
 * Runs to completion; reads no clock and no randomness: the same events give the same effects, byte for byte.
 */
export function tickToOrder(world: World, event: CoreEvent): readonly Effect[] {
  const out: Effect[] = [];
  watchClock(world, event, out);
  switch (event.kind) {
    case 'tick': // 1-ingest → 2-features → 3-models (price) → 4-gate → commit-then-send
      onTick(world, event, out);
      break;
    case 'answer': // 3-models (forecast) → price every market → 4-gate → commit-then-send
      onAnswer(world, event, out);
      break;
    case 'report': // 5-execution → 6-ledger → persist
      onReport(world, event, out);
      break;
    case 'stored': // the intent is on disk: the order is on its way
      onStored(world, event, out);
      break;
    case 'command': // kill, release, arm, pause, approve, veto, cancel, close
      onCommand(world, event, out);
      break;
    case 'timer': // every second: features → run-model; expiries; the clock's own market flips
      onTimer(world, event, out);
      break;
    case 'status':
      onStatus(world, event, out);
      break;
    case 'host':
      onHost(world, event, out);
      break;
    case 'presence':
      onPresence(world, event);
      break;
    case 'noticed': // an alarm of the engine itself
      onNoticed(world, event);
      break;
    case 'limits': // newer limits, in force at once
      onLimits(world, event, out);
      break;
    case 'limits-stored': // an edit of them is on disk: in force
      onLimitsStored(world, event, out);
      break;
    case 'history': // minutes from before the start → 2-features
      onHistory(world, event, out);
      break;
    case 'recovered': // what the last run left behind, once, before anything else
      onRecovered(world, event, out);
      break;
    default:
      assertNever(event);
  }
  watchInvariants(world, event, out);
  keepIncidents(world, event, out);
  return out;
}
