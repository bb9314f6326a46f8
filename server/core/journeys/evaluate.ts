// One market before the gate: candidate, every check, one verdict; sealed and acted on when it says something new.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { sha256 } from '#lib/hash.ts';
import { countChecks } from '../4-gate/census.ts';
import { decide } from '../4-gate/decide.ts';
import { exitsToPull } from '../4-gate/pull-exits.ts';
import { quotesToPull } from '../4-gate/pull-quotes.ts';
import { quotesToRenew } from '../4-gate/quotes-to-renew.ts';
import { changedEnough, sealDecision } from '../4-gate/seal-decision.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { actOn, cancelOrder, decreaseOrder } from './act-on.ts';
import { gateView } from './gate-view.ts';
import { modelMove } from './model-move.ts';
import { isPriced } from './price-markets.ts';
import { renewOrder } from './renew-order.ts';

/** Adds a sealed decision to the hash over all of them and to the journal: what replay compares (I22). */
export function chainDecision(world: World, decision: Decision, out: Effect[]): void {
  world.chain = {
    count: world.chain.count + 1,
    hash: sha256(`${world.chain.hash}${decision.hash}`),
  };
  out.push({ kind: 'decided', decision });
}

function remember(world: World, decision: Decision, out: Effect[]): void {
  const before = world.decisions.get(decision.ticker);
  const same = before !== undefined && before.decision.verdict === decision.verdict;
  world.decisions.set(decision.ticker, {
    decision,
    since: same ? before.since : decision.at,
    storedId: same ? before.storedId : decision.id,
  });
  chainDecision(world, decision, out);
  // Every change of verdict is durable; the second-by-second repeats live in the journal alone.
  if (!same) out.push({ kind: 'persist', records: [{ kind: 'decision', decision }] });
}

/** Judges one market now. Nothing happens for a market we do not follow or that is over. */
export function evaluateMarket(
  world: World,
  ticker: MarketTicker,
  event: CoreEvent,
  out: Effect[],
): void {
  const entry = world.market.contracts.get(ticker);
  if (entry === undefined || !isPriced(entry, event.at) || !world.watched.includes(ticker)) return;
  const input = gateView(world, event, entry);
  // Cancels first, and on every look: they are always allowed and never wait for a decision worth sealing.
  for (const pulled of quotesToPull(input))
    cancelOrder(world, pulled.order.request.clientOrderId, event, out);
  for (const { order, keep } of exitsToPull(input))
    if (keep === null) cancelOrder(world, order.request.clientOrderId, event, out);
    else decreaseOrder(world, { id: order.request.clientOrderId, to: keep }, event, out);
  for (const { order, until } of quotesToRenew(input))
    renewOrder(world, { id: order.request.clientOrderId, until }, event, out);
  const draft = decide(input);
  countChecks(world.census, draft.checks, event.at);
  const previous = world.decisions.get(ticker)?.decision ?? null;
  if (previous !== null && !changedEnough(previous, draft)) return;
  const decision = sealDecision(draft, modelMove(world, entry, event.at));
  remember(world, decision, out);
  actOn(world, decision, event, out);
}

/** Judges every watched market, in ticker order. */
export function evaluateAll(world: World, event: CoreEvent, out: Effect[]): void {
  for (const ticker of world.watched) evaluateMarket(world, ticker, event, out);
}
