// Turns a fault into the switches of the venues and the world. In: a typed fault. Out: done, or why it cannot be.
import { assertNever } from '#lib/never.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { KalshiServer } from '../kalshi/served-kalshi.ts';
import type { ServedKraken } from '../kraken/serve-kraken.ts';
import type { SimulatedWorld } from '../world/create-world.ts';
import type { Fault } from './fault.ts';

/** What faults act on; `nowMs` is the venue's time. */
export interface FaultTargets {
  readonly world: SimulatedWorld;
  readonly kalshi: Pick<KalshiServer, 'faults'>;
  readonly kraken: Pick<ServedKraken, 'faults'>;
  readonly nowMs: () => number;
}

const DONE: Result<null> = ok(null);

function run(act: () => void): Result<null> {
  act();
  return DONE;
}

/** Runs `act` on a market the exchange knows; an unknown ticker is the caller's error, not ours. */
function onMarket(targets: FaultTargets, ticker: string, act: () => void): Result<null> {
  if (targets.world.exchange.market(ticker) === undefined) {
    return fail(`ticker: no market ${ticker}`);
  }
  return run(act);
}

function stall(targets: FaultTargets, fault: Extract<Fault, { kind: 'stall' }>): void {
  if (fault.venue === 'kalshi') targets.kalshi.faults.stalled = fault.on;
  else if (fault.on) targets.kraken.faults.stall();
  else targets.kraken.faults.resume();
}

function pause(targets: FaultTargets, fault: Extract<Fault, { kind: 'pause' }>): Result<null> {
  const { faults } = targets.world.exchange;
  if (fault.scope === 'trading')
    return run(() => faults.pauseTrading(targets.nowMs(), fault.shard));
  if (fault.shard !== undefined) return fail('shard: an exchange pause is for every shard');
  return run(() => faults.pauseExchange(targets.nowMs()));
}

/** Applies `fault` now. Fails, changing nothing, when it names a market that does not exist. */
export function applyFault(targets: FaultTargets, fault: Fault): Result<null> {
  const { world, kalshi, kraken, nowMs } = targets;
  const engine = world.exchange.faults;
  const isKalshi = 'venue' in fault && fault.venue === 'kalshi';
  switch (fault.kind) {
    case 'drop':
      return run(() => (isKalshi ? kalshi.faults.dropSockets() : kraken.faults.drop()));
    case 'stall':
      return run(() => stall(targets, fault));
    case 'sequence-gap':
      return run(() => (isKalshi ? kalshi.faults.skipNextSequenced() : kraken.faults.skipDelta(1)));
    case 'latency':
      return run(() => {
        if (isKalshi) kalshi.faults.responseLatencyMs = fault.ms;
        else kraken.faults.setLatencyMs(fault.ms);
      });
    case 'stall-book':
      return run(() => (fault.on ? kraken.faults.stallBook() : kraken.faults.resume()));
    case 'bad-checksum':
      return run(() => kraken.faults.corruptChecksum(fault.updates));
    case 'mute-subscriptions':
      return run(() => kraken.faults.muteSubscriptions(fault.requests));
    case 'refuse-upgrades':
      return run(() => kraken.faults.refuseUpgrades(fault.status));
    case 'venue-status':
      return run(() => kraken.faults.status(fault.system));
    case 'clock-skew':
      return run(() => {
        kalshi.faults.clockSkewMs = fault.ms;
      });
    case 'rate-limit':
      return run(() => {
        kalshi.faults.rateLimitNext = fault.requests;
      });
    case 'fail-after-accept':
      return run(() => {
        kalshi.faults.failAfterAcceptNext = fault.requests;
      });
    case 'drop-after-accept':
      return run(() => {
        kalshi.faults.dropAfterAcceptNext = fault.requests;
      });
    case 'unavailable':
      return run(() => {
        kalshi.faults.unavailableNext = fault.requests;
      });
    case 'terminal-error':
      return run(() => kalshi.faults.terminalError(fault.code));
    case 'read-lag':
      return run(() => {
        engine.readLagMs = fault.ms;
      });
    case 'post-only-creates':
      return run(() => {
        engine.postOnlyCreatesThenCancels = fault.on;
      });
    case 'pause':
      return pause(targets, fault);
    case 'resume':
      return run(() => engine.resume(nowMs()));
    case 'close-early':
      return onMarket(targets, fault.ticker, () => engine.closeEarly(fault.ticker, nowMs()));
    case 'deactivate':
      return onMarket(targets, fault.ticker, () => engine.deactivate(fault.ticker, nowMs()));
    case 'activate':
      return onMarket(targets, fault.ticker, () => engine.activate(fault.ticker, nowMs()));
    case 'regrid':
      return onMarket(targets, fault.ticker, () =>
        engine.regrid(fault.ticker, fault.label, nowMs()),
      );
    case 'withhold-index':
      return run(() => world.withholdIndex(fault.on));
    case 'maker-lean':
      return run(() => world.holdLean(fault.deviations));
    case 'price-shock':
      return run(() => world.shock(fault.fraction));
    default:
      return assertNever(fault);
  }
}
