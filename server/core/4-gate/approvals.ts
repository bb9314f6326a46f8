// The approval queue. In: flagged decisions and operator answers. Out: one record per change; silence is a veto.
import { assertCondition, ensure } from '#lib/check.ts';
import type { Approval, ApprovalState } from '#lib/domain/approval.ts';
import type { ApprovalId, Sha256 } from '#lib/domain/ids.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { addMs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { canonical, sha256 } from '#lib/hash.ts';

/** Owned by the spine, changed only by the functions of this file. Each record in it is immutable. */
export interface Approvals {
  readonly byId: Map<ApprovalId, Approval>;
}

/** Answered offers kept for "who was first"; older ones are only in the store. */
const KEEP_ANSWERED = 200;

/** An empty queue. */
export function createApprovals(): Approvals {
  return { byId: new Map() };
}

/** Offers still waiting, oldest first. */
export function pendingApprovals(approvals: Approvals): readonly Approval[] {
  return [...approvals.byId.values()].filter((each) => each.state === 'pending');
}

/** What the operator's answer is bound to: change any of it and the answer no longer fits (F83). */
function hashOfShown(offer: Omit<Approval, 'shownHash'>): Sha256 {
  const { id, intent, edge, fairProbability, marketProbability, flags, expiresAt } = offer;
  const shown = { id, intent, edge, fairProbability, marketProbability, flags, expiresAt };
  return sha256Hex(sha256(canonical(shown)));
}

function forgetOldest(approvals: Approvals): void {
  const answered = [...approvals.byId.values()].filter((each) => each.state !== 'pending');
  const surplus = answered.length - KEEP_ANSWERED;
  for (const each of answered.slice(0, Math.max(0, surplus))) approvals.byId.delete(each.id);
}

export interface RaiseInput {
  readonly id: ApprovalId;
  readonly at: WallMs;
  readonly limits: Limits;
  /** The market's close: an offer never outlives the close guard before it. */
  readonly closeAt: WallMs;
}

export type RaiseResult =
  | { readonly ok: true; readonly approval: Approval }
  | { readonly ok: false; readonly reason: string };

/** Puts a flagged entry before the operator. Exits are never raised: they never wait. */
export function raise(approvals: Approvals, decision: Decision, input: RaiseInput): RaiseResult {
  const { candidate, intent } = decision;
  assertCondition(decision.verdict === 'enter', 'only an entry is raised for approval');
  const offered = ensure(intent, 'an entry has an intent');
  const priced = ensure(candidate, 'an entry has a candidate');
  assertCondition(!approvals.byId.has(input.id), 'an approval id is used once');
  const pending = pendingApprovals(approvals);
  if (pending.length >= input.limits.maxPendingApprovals)
    return { ok: false, reason: `the queue holds ${pending.length} offers already` };
  if (pending.some((each) => each.ticker === decision.ticker))
    return { ok: false, reason: 'this market has an offer waiting already' };
  const guard = input.closeAt - input.limits.closeGuardSeconds * 1000;
  const expiresAt = Math.min(addMs(input.at, input.limits.approvalSeconds * 1000), guard);
  if (expiresAt <= input.at) return { ok: false, reason: 'the market closes before an answer' };
  const offer: Omit<Approval, 'shownHash'> = {
    id: input.id,
    decisionId: decision.id,
    ticker: decision.ticker,
    state: 'pending',
    version: 1,
    intent: offered,
    side: offered.side,
    limitPrice: offered.price,
    count: offered.count,
    edge: priced.edge,
    fairProbability: priced.fairProbability,
    marketProbability: priced.marketProbability,
    flags: decision.flags,
    raisedAt: input.at,
    expiresAt: wallMs(expiresAt),
    answeredBy: null,
    answeredAt: null,
    reason: null,
  };
  const approval: Approval = { ...offer, shownHash: hashOfShown(offer) };
  approvals.byId.set(approval.id, approval);
  forgetOldest(approvals);
  return { ok: true, approval };
}

interface Closing {
  readonly state: Exclude<ApprovalState, 'pending'>;
  readonly at: WallMs;
  readonly by: string | null;
  readonly reason: string | null;
}

function close(approvals: Approvals, approval: Approval, closing: Closing): Approval {
  const closed: Approval = {
    ...approval,
    state: closing.state,
    version: approval.version + 1,
    answeredBy: closing.by,
    answeredAt: closing.at,
    reason: closing.reason,
  };
  approvals.byId.set(closed.id, closed);
  return closed;
}

/** The operator's answer, straight from the command. */
export type ApprovalAnswer =
  | {
      readonly kind: 'approve';
      readonly approvalId: ApprovalId;
      readonly version: number;
      readonly shownHash: Sha256;
    }
  | {
      readonly kind: 'veto';
      readonly approvalId: ApprovalId;
      readonly version: number;
      readonly reason: string;
    };

export type AnswerResult =
  | { readonly ok: true; readonly approval: Approval }
  | {
      readonly ok: false;
      readonly code: 'unknown-approval' | 'already-answered' | 'expired' | 'changed';
      readonly text: string;
      /** The record as it stands (an expired one has just been closed and needs storing); null when unknown. */
      readonly approval: Approval | null;
    };

/**
 * Compare and set on id, version, shown hash and expiry: of any number of racing answers exactly one wins (F79–F83).
 * A veto needs no hash: saying no to what one did not see is safe. `approved` means "may now be re-checked and sent",
 * see recheck.ts; nothing is sent from here.
 */
export function answer(
  approvals: Approvals,
  command: ApprovalAnswer,
  { at, by }: { readonly at: WallMs; readonly by: string },
): AnswerResult {
  const approval = approvals.byId.get(command.approvalId);
  if (approval === undefined)
    return { ok: false, code: 'unknown-approval', text: 'no such offer', approval: null };
  if (approval.state !== 'pending') {
    const who = approval.answeredBy === null ? '' : ` by ${approval.answeredBy}`;
    const text = `this offer is ${approval.state} already${who}`;
    return { ok: false, code: 'already-answered', text, approval };
  }
  if (at >= approval.expiresAt) {
    const closed = close(approvals, approval, {
      state: 'expired',
      at,
      by: null,
      reason: 'no answer in time',
    });
    return { ok: false, code: 'expired', text: 'this offer has expired', approval: closed };
  }
  const seen = command.kind === 'veto' || command.shownHash === approval.shownHash;
  if (command.version !== approval.version || !seen)
    return { ok: false, code: 'changed', text: 'the offer changed: look again', approval };
  const answered = close(approvals, approval, {
    state: command.kind === 'approve' ? 'approved' : 'vetoed',
    at,
    by,
    reason: command.kind === 'veto' ? command.reason : null,
  });
  return { ok: true, approval: answered };
}

/** Closes every offer whose time is over; silence is a veto (F78). Returns the changed records. */
export function expire(approvals: Approvals, at: WallMs): readonly Approval[] {
  return pendingApprovals(approvals)
    .filter((each) => at >= each.expiresAt)
    .map((each) =>
      close(approvals, each, { state: 'expired', at, by: null, reason: 'no answer in time' }),
    );
}

/** Takes offers away (kill, pause, close of the market). Returns the changed records. */
export function withdraw(
  approvals: Approvals,
  matches: (approval: Approval) => boolean,
  { reason, at }: { readonly reason: string; readonly at: WallMs },
): readonly Approval[] {
  return pendingApprovals(approvals)
    .filter(matches)
    .map((each) => close(approvals, each, { state: 'withdrawn', at, by: null, reason }));
}

/** approved → refused: the re-check found that the offer no longer holds. Nothing was sent. */
export function refuse(
  approvals: Approvals,
  id: ApprovalId,
  { reason, at }: { readonly reason: string; readonly at: WallMs },
): Approval | null {
  const approval = approvals.byId.get(id);
  if (approval === undefined || approval.state !== 'approved') return null;
  return close(approvals, approval, { state: 'refused', at, by: approval.answeredBy, reason });
}

/** After a restart: what was pending is withdrawn, for nobody watched it meanwhile. Returns the changed records. */
export function restoreApprovals(
  approvals: Approvals,
  rows: readonly Approval[],
  at: WallMs,
): readonly Approval[] {
  for (const row of rows) approvals.byId.set(row.id, row);
  return withdraw(approvals, () => true, { reason: 'the engine restarted', at });
}
