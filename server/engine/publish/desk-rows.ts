// Decisions, approvals and positions as rows for the screen.
import type { Approval } from '#lib/domain/approval.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import type { ApprovalRow, OfferLook, PositionRow } from '#lib/wire/trade-rows.ts';
import type { MarkedPosition } from '#server/core/6-ledger/valuation.ts';
import type { DecisionHeld, World } from '#server/core/world.ts';

/** Closed positions stay on the desk this long after their market closed. */
const KEEP_SETTLED_MS = 30 * 60_000;

export function decisionRow({ decision, since, storedId }: DecisionHeld): DecisionRow {
  const { candidate, intent } = decision;
  return {
    id: decision.id,
    storedId,
    at: decision.at,
    since,
    verdict: decision.verdict,
    sentence: decision.sentence,
    checks: decision.checks,
    flags: decision.flags,
    side: intent?.side ?? candidate?.side ?? null,
    price: intent?.price ?? candidate?.price ?? null,
    count: intent?.count ?? candidate?.count ?? null,
    edge: candidate?.edge ?? null,
    rawEdge: candidate?.rawEdge ?? null,
    feePerContract: candidate?.feePerContract ?? null,
    fairProbability: candidate?.fairProbability ?? null,
    marketProbability: candidate?.marketProbability ?? null,
    hash: decision.hash,
    explanation: decision.explanation,
  };
}

export function approvalRow(
  world: World,
  approval: Approval,
  look: OfferLook | undefined,
): ApprovalRow {
  const unit = approval.side === 'bid' ? approval.limitPrice : 10_000 - approval.limitPrice;
  return {
    id: approval.id,
    ticker: approval.ticker,
    title: world.market.contracts.get(approval.ticker)?.market.title ?? approval.ticker,
    state: approval.state,
    version: approval.version,
    side: approval.side,
    limitPrice: approval.limitPrice,
    postOnly: approval.intent.postOnly,
    count: approval.count,
    edge: approval.edge,
    worstCaseMicro: unit * approval.count,
    fairProbability: approval.fairProbability,
    marketProbability: approval.marketProbability,
    flags: approval.flags,
    shownHash: approval.shownHash,
    raisedAt: approval.raisedAt,
    expiresAt: approval.expiresAt,
    answeredBy: approval.answeredBy,
    answeredAt: approval.answeredAt,
    reason: approval.reason,
    ...(look === undefined ? {} : { look }),
  };
}

/** Null for positions that are long over. */
export function positionRow(
  world: World,
  position: MarkedPosition,
  at: WallMs,
): PositionRow | null {
  const entry = world.market.contracts.get(position.ticker);
  const closeAt = entry?.market.closeAt ?? null;
  const open = position.contracts !== 0;
  if (!open && (closeAt === null || at - closeAt > KEEP_SETTLED_MS)) return null;
  const disagrees = world.reconciled.drift.some((line) => line.startsWith(`${position.ticker}:`));
  const waiting = open && closeAt !== null && at >= closeAt;
  return {
    ticker: position.ticker,
    title: entry?.market.title ?? position.ticker,
    contracts: position.contracts,
    costMicro: position.cost,
    feesMicro: position.fees,
    realisedMicro: position.realised,
    markMicro: open ? position.mark : null,
    unrealisedMicro: open ? position.unrealised : null,
    closeAt,
    state: disagrees
      ? 'disagree'
      : waiting
        ? 'awaiting-settlement'
        : open
          ? 'open'
          : position.settled
            ? 'settled'
            : 'closed',
    venueContracts: null,
    result: entry?.market.result?.result ?? null,
  };
}
