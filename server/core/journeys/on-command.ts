// Journey of an operator's command: checked, carried out, answered, and written to the audit in the same batch.

import type { MarketTicker } from '#lib/domain/ids.ts';
import { addMs, elapsedMs } from '#lib/domain/instant.ts';
import { KILL_LEVELS } from '#lib/domain/kill.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import { assertNever } from '#lib/never.ts';
import { answer, refuse, withdraw } from '../4-gate/approvals.ts';
import { arm, pause, reduceOnly, release } from '../4-gate/kill.ts';
import { recheck } from '../4-gate/recheck.ts';
import { unknownOrders } from '../5-execution/order-book-state.ts';
import { positionOf, utcDay } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { onAcknowledge } from './acknowledge.ts';
import { cancelEntries, cancelOrder, sendOrder } from './act-on.ts';
import { onChangeLimits } from './change-limits.ts';
import { closeCommand, no, type Outcome } from './command-outcome.ts';
import { chainDecision, evaluateMarket } from './evaluate.ts';
import type { EventOf } from './event-of.ts';
import { askWhileKilled } from './flatten.ts';
import { gateView } from './gate-view.ts';
import { killNow } from './kill-now.ts';
import { onManualOrder } from './manual-order.ts';
import { noteAct } from './operator.ts';
import { acceptAccount } from './past-account.ts';
import { askProof, stopArming } from './prove-group.ts';
import { onSwitchModel } from './switch-model.ts';
import { armRefusal } from './try-arm.ts';

type CommandEvent = EventOf<'command'>;

function onRelease(world: World, event: CommandEvent, reason: string): Outcome {
  const latch = world.control.latch;
  if (latch === null) return no('not-killed', 'trading is not killed');
  if (!world.reconciled.clean)
    return no(
      'not-reconciled',
      `release refused: ${world.reconciled.drift[0] ?? 'not reconciled'}`,
    );
  const released = release(world.control, {
    at: event.at,
    unknownOrders: unknownOrders(world.orders).map((order) => order.request.clientOrderId),
    minReleaseSeconds: world.options.minReleaseSeconds,
    sinceCancelMs: world.cancelAllAt === null ? null : elapsedMs(world.cancelAllAt, event.mono),
  });
  if (!released.ok) return no('release-refused', released.reason);
  world.control = released.control;
  const { by } = event.command;
  return {
    ok: true,
    code: 'released',
    text: 'released: trading is paused, arm it to trade again',
    records: [{ kind: 'release', latchId: latch.id, by, reason, at: event.at }],
    afterwards: { kind: 'release', latchId: latch.id, by, reason },
  };
}

/** Null: the answer waits for the test of the breaker, which every arming begins with. */
function onArm(world: World, event: CommandEvent, out: Effect[]): Outcome | null {
  const refusal = armRefusal(world, event.at);
  if (refusal !== null) return no('arm-refused', refusal);
  // Whatever else forbids it is said at once.
  const { clean: reconciled } = world.reconciled;
  const armed = arm(world.control, { reconciled, orderGroupReady: true });
  if (!armed.ok) return no('arm-refused', armed.reason);
  // Armed with a group that was replaced since: entries wait for its test, and this asks for it.
  if (world.control.state === 'armed' && world.orderGroupReady)
    return { ok: true, code: 'armed', text: 'armed already' };
  if (world.arming !== null) return no('arm-refused', 'an arming is under way');
  if (!askProof(world, event, out))
    return no('arm-refused', 'the order group cannot be tested yet: no group, or no live market');
  world.arming = event.command;
  return null;
}

/** A stop pressed while the breaker is tested ends the arming: its proof must not arm what a person has stopped since. */
function onStoppedArming(wasArming: boolean, refusal: Outcome): Outcome {
  if (!wasArming) return refusal;
  return { ok: true, code: 'arming-stopped', text: 'the arming was stopped: nothing is armed' };
}

function onPause(world: World, event: CommandEvent, reason: string, out: Effect[]): Outcome {
  const wasArming = stopArming(world, 'paused meanwhile', event, out);
  const paused = pause(world.control, reason === '' ? 'paused by the operator' : reason);
  if (!paused.ok) return onStoppedArming(wasArming, no('pause-refused', paused.reason));
  world.control = paused.control;
  const withdrawn = withdraw(world.approvals, () => true, { reason: 'paused', at: event.at });
  return {
    ok: true,
    code: 'paused',
    text: 'paused: no entries; exits and cancels go on',
    records: withdrawn.map((approval) => ({ kind: 'approval', approval })),
  };
}

function onAnswerToOffer(world: World, event: CommandEvent, out: Effect[]): Outcome {
  const { body, by } = event.command;
  if (body.kind !== 'approve' && body.kind !== 'veto') return no('bad-command', 'not an answer');
  const answered = answer(world.approvals, body, { at: event.at, by });
  if (!answered.ok) {
    const records: StoreRecord[] =
      answered.code === 'expired' && answered.approval !== null
        ? [{ kind: 'approval', approval: answered.approval }]
        : [];
    return { ...no(answered.code, answered.text), records };
  }
  const { approval } = answered;
  if (body.kind === 'veto')
    return { ok: true, code: 'vetoed', text: 'vetoed', records: [{ kind: 'approval', approval }] };
  const entry = world.market.contracts.get(approval.ticker);
  const checked =
    entry === undefined
      ? ({ ok: false, reason: 'the market is gone' } as const)
      : recheck(approval, gateView(world, event, entry));
  if (!checked.ok) {
    const refused = refuse(world.approvals, approval.id, { reason: checked.reason, at: event.at });
    return {
      ...no('changed', checked.reason),
      records: [{ kind: 'approval', approval: refused ?? approval }],
    };
  }
  world.lastEntryDay = utcDay(event.at);
  const { decision } = checked;
  chainDecision(world, decision, out);
  // The approval and the fresh decision must be durable before their order: they go out ahead of the send.
  out.push({
    kind: 'persist',
    records: [
      { kind: 'decision', decision },
      { kind: 'approval', approval },
    ],
  });
  sendOrder(world, { intent: checked.intent, approvalId: approval.id }, event, out);
  return { ok: true, code: 'approved', text: 'approved: re-checked and sent' };
}

/** Like pause, and what rests of our entries goes at once. */
function onReduceOnly(world: World, event: CommandEvent, reason: string, out: Effect[]): Outcome {
  const why = reason === '' ? 'reduce only, by the operator' : reason;
  const wasArming = stopArming(world, 'reduced meanwhile', event, out);
  const reduced = reduceOnly(world.control, why);
  if (!reduced.ok) return onStoppedArming(wasArming, no('reduce-only-refused', reduced.reason));
  world.control = reduced.control;
  const cancelled = cancelEntries(world, event, out);
  const withdrawn = withdraw(world.approvals, () => true, { reason: 'paused', at: event.at });
  return {
    ok: true,
    code: 'reducing',
    text: `reduce only: no entries, ${cancelled} resting ones cancelled; exits go on`,
    records: withdrawn.map((approval) => ({ kind: 'approval', approval })),
  };
}

/** A wish to close is worth this long: later the screen the operator looked at is another one. */
const CLOSE_REQUEST_MS = 10_000;

/** Exits pass every state: the kill is confirmed first, then an order group for exits alone is made. */
function onCloseWhileKilled(world: World, ticker: MarketTicker, event: CommandEvent): Outcome {
  askWhileKilled(world, ticker, { by: event.command.by, at: event.at });
  const isConfirmed = (world.control.latch?.confirmedAt ?? null) !== null;
  const first = isConfirmed ? '' : 'once the exchange has confirmed the kill, ';
  const agree = world.reconciled.clean ? '' : ', once our books and the exchange agree';
  const text = `asked to close: ${first}by a reduce-only order in a group of its own${agree}; still killed`;
  return { ok: true, code: 'close-waiting', text };
}

/** The wish lives for ten seconds; the answer says whether an order could leave at once. */
function onClose(world: World, ticker: MarketTicker, event: CommandEvent, out: Effect[]): Outcome {
  const held = positionOf(world.ledger, ticker);
  if (held === null || held.contracts === 0)
    return no('no-position', 'nothing is held in this market');
  if (world.control.latch !== null) return onCloseWhileKilled(world, ticker, event);
  const patientMs = world.limits.closePassiveSeconds * 1000;
  const until = addMs(event.at, CLOSE_REQUEST_MS + patientMs);
  world.closeRequests.set(ticker, { by: event.command.by, until });
  const before = out.length;
  evaluateMarket(world, ticker, event, out);
  if (out.slice(before).some((effect) => effect.kind === 'commit-then-send'))
    return { ok: true, code: 'closing', text: 'closing at the best bounded price' };
  const why = world.decisions.get(ticker)?.decision.sentence ?? 'the market is not followed';
  return { ok: true, code: 'close-waiting', text: `asked to close; no order yet: ${why}` };
}

/** Every open position of a market we follow, each under the same rules as one. */
function onCloseAll(world: World, event: CommandEvent, out: Effect[]): Outcome {
  const held = [...world.ledger.positions.values()].filter((each) => each.contracts !== 0);
  if (held.length === 0) return no('no-position', 'nothing is held');
  const answers = held.map(({ ticker }) => onClose(world, ticker, event, out));
  const closing = answers.filter((each) => each.code === 'closing').length;
  const waiting = answers.find((each) => each.code !== 'closing');
  const rest = waiting === undefined ? '' : `; ${held.length - closing} not: ${waiting.text}`;
  return {
    ok: answers.every((each) => each.ok),
    code: waiting?.code ?? 'closing',
    text: `closing ${closing} of ${held.length}${rest}`,
  };
}

/** Takes the account as it is, and reads it again to see that both agree now. */
function onAccept(world: World, event: CommandEvent, out: Effect[]): Outcome {
  const accepted = acceptAccount(world, event, event.command.by);
  if (!accepted.ok) return no('not-accepted', accepted.text);
  out.push({ kind: 'reconcile', reason: 'the account was accepted as it is' });
  return { ok: true, code: 'accepted', text: accepted.text, records: accepted.records };
}

function carryOut(world: World, event: CommandEvent, out: Effect[]): Outcome | null {
  const { body, by } = event.command;
  switch (body.kind) {
    case 'kill':
    case 'flatten': {
      // A flatten that comes late only kills: what to sell was decided on another screen.
      const flatten = body.kind === 'flatten' && event.at <= event.command.expiresAt;
      const first = killNow(world, event, { by, reason: body.reason, flatten }, out);
      const then = flatten ? ', then closing every position' : '';
      return {
        ok: true,
        code: first ? 'killed' : 'killed-already',
        text: first ? `killed: cancelling everything${then}` : `killed already${then}`,
      };
    }
    case 'reduce-only':
      return onReduceOnly(world, event, body.reason, out);
    case 'release':
      return onRelease(world, event, body.reason);
    case 'arm':
      return onArm(world, event, out);
    case 'pause':
      return onPause(world, event, body.reason, out);
    case 'approve':
    case 'veto':
      return onAnswerToOffer(world, event, out);
    case 'cancel-order':
      return cancelOrder(world, body.clientOrderId, event, out)
        ? { ok: true, code: 'cancelling', text: 'cancel sent; the venue has to confirm it' }
        : no('cannot-cancel', 'this order is not working, or the venue has not named it yet');
    case 'close-position':
      return onClose(world, body.ticker, event, out);
    case 'manual-order':
      return onManualOrder(world, event, body.ticket, out);
    case 'close-all':
      return onCloseAll(world, event, out);
    case 'accept-account':
      return onAccept(world, event, out);
    case 'change-limits':
      return onChangeLimits(world, event, body, out);
    case 'switch-model':
      return onSwitchModel(world, event, body);
    case 'acknowledge-incident':
      return onAcknowledge(world, event, body);
    default:
      return assertNever(body);
  }
}

/** Runs one command. A late one is refused, unless it stops: stopping is never too late. */
export function onCommand(world: World, event: CommandEvent, out: Effect[]): void {
  const { command } = event;
  if (command.by !== 'engine') noteAct(world, event.at);
  const isStop = KILL_LEVELS.some((level) => level === command.body.kind);
  const late = event.at > command.expiresAt && !isStop;
  const outcome = late
    ? no('too-late', 'the command arrived after its time: press again')
    : carryOut(world, event, out);
  if (outcome !== null) closeCommand(command, outcome, event, out);
}
