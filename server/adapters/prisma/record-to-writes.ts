// One durable change as database writes. In: a StoreRecord. Out: statements for the surrounding transaction.
// Every write is keyed by nature, so committing a record twice changes nothing (F42, F51); the same key with other
// content is refused by the tables themselves (prisma/migrations, guards).

import type { Approval } from '#lib/domain/approval.ts';
import type { Incident } from '#lib/domain/incident.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import type { LimitVersion } from '#lib/domain/limit-version.ts';
import type { Order, OrderRequest } from '#lib/domain/order.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { assertNever } from '#lib/never.ts';
import type { Database } from './client.ts';
import { contentHash, exactBigint, plainJson, plainText } from './storable.ts';
import { writeAudit } from './write-audit.ts';
import { once, type Write } from './write-once.ts';

/** The writes of one record, in order. `fencing` is the number of the lease held, null when none is (then no intent is taken). */
export function recordToWrites(
  db: Database,
  record: StoreRecord,
  fencing: bigint | null,
): readonly Write[] {
  switch (record.kind) {
    case 'decision':
      return [writeDecision(db, record.decision)];
    case 'intent':
      return [writeIntent(db, record.request, fencing)];
    case 'order':
      return [writeOrder(db, record.order)];
    case 'fill':
      return [writeFill(db, record.fill)];
    case 'ledger':
      return writeLedger(db, record.transaction);
    case 'approval':
      return [writeApproval(db, record.approval)];
    case 'kill': {
      const { latch } = record;
      const row = { id: latch.id, atMs: exactBigint(latch.at), contentHash: contentHash(latch) };
      return [once(db.killLatch, { ...row, latch: plainJson(latch) })];
    }
    case 'release': {
      const row = { latchId: record.latchId, atMs: exactBigint(record.at) };
      const words = { by: plainText(record.by), reason: plainText(record.reason) };
      return [once(db.killRelease, { ...row, ...words })];
    }
    case 'audit':
      return [writeAudit(db, record)];
    case 'incident':
      return [writeIncident(db, record.incident)];
    case 'evidence':
      return [writeEvidence(db, record.quote)];
    case 'census':
      return [
        db.$executeRaw`
          INSERT INTO check_census (at_ms, counts) VALUES (${exactBigint(record.at)}, ${JSON.stringify(record.counts)}::jsonb)
          ON CONFLICT (only_row) DO UPDATE SET at_ms = excluded.at_ms, counts = excluded.counts`,
      ];
    case 'limits': {
      const { kind: _, ...version } = record;
      return [writeLimits(db, version)];
    }
    case 'model-switch': {
      const { model, isOn, at } = record;
      const words = { by: plainText(record.by), reason: plainText(record.reason) };
      return [
        once(db.modelSwitch, { model: plainText(model), isOn, atMs: exactBigint(at), ...words }),
      ];
    }
    case 'order-group': {
      const { orderGroupId, shard } = record;
      return [once(db.orderGroup, { orderGroupId, shard })];
    }
    case 'command': {
      const { command, reply } = record;
      const row = { id: command.id, by: plainText(command.by), kind: command.body.kind };
      const answer = { ok: reply.ok, code: reply.code, issuedAtMs: exactBigint(command.issuedAt) };
      const texts = { command: plainJson(command), reply: plainJson(reply) };
      return [once(db.command, { ...row, ...answer, ...texts })];
    }
    default:
      return assertNever(record);
  }
}

function writeDecision(db: Database, decision: Decision): Write {
  const { id, ticker, verdict, hash } = decision;
  const numbers = { atMs: exactBigint(decision.at), eventSeq: exactBigint(decision.eventSeq) };
  return once(db.decision, {
    id,
    ticker,
    verdict,
    hash,
    ...numbers,
    decision: plainJson(decision),
  });
}

/**
 * Raw, because it stands between a decision and its first byte: a third of the time of the generated insert. Without a
 * lease the number is −1, which is never in force: the table's trigger refuses (I26). Another payload under an id that
 * is there is refused by the table's same_or_refused, before the conflict is looked at; what the conflict lets pass is
 * the same batch run twice at once after a lost connection (I11).
 */
function writeIntent(db: Database, request: OrderRequest, fencing: bigint | null): Write {
  return db.$executeRaw`
    INSERT INTO intents (client_order_id, decision_id, approval_id, ticker, purpose, side, price, count,
      payload_hash, request, fencing)
    VALUES (${request.clientOrderId}, ${request.decisionId}, ${request.approvalId}, ${request.ticker},
      ${request.purpose}, ${request.side}, ${exactBigint(request.price)}, ${exactBigint(request.count)},
      ${request.payloadHash}, ${plainJson(request)}, ${fencing ?? -1n})
    ON CONFLICT DO NOTHING`;
}

/** The event is appended and, only if it is new, becomes the latest state: an old batch repeated late changes nothing. */
function writeOrder(db: Database, order: Order): Write {
  const { request, renewal } = order;
  const asked = renewal && exactBigint(renewal.askedAt);
  const until = renewal && exactBigint(renewal.expiresAt);
  const sure = renewal && exactBigint(renewal.sureUntil);
  return db.$executeRaw`
    WITH event AS (
      INSERT INTO order_events (client_order_id, content_hash, state, "order")
      VALUES (${request.clientOrderId}, ${contentHash(order)}, ${order.state}, ${plainJson(order)})
      ON CONFLICT DO NOTHING RETURNING 1)
    INSERT INTO orders (client_order_id, venue_order_id, ticker, state, filled, claimed, cut, remaining,
      filled_notional, fees, renewed_at_ms, renewed_until_ms, sure_until_ms, created_at_ms, updated_at_ms, note, request)
    SELECT ${request.clientOrderId}, ${order.venueOrderId}, ${request.ticker}, ${order.state},
      ${exactBigint(order.filled)}, ${exactBigint(order.claimed)}, ${exactBigint(order.cut)},
      ${exactBigint(order.remaining)}, ${exactBigint(order.filledNotional)}, ${exactBigint(order.fees)},
      ${asked}::bigint, ${until}::bigint, ${sure}::bigint,
      ${exactBigint(order.createdAt)}, ${exactBigint(order.updatedAt)},
      ${plainText(order.note)}, ${plainJson(request)}
    FROM event
    ON CONFLICT (client_order_id) DO UPDATE SET venue_order_id = excluded.venue_order_id, state = excluded.state,
      filled = excluded.filled, claimed = excluded.claimed, cut = excluded.cut, remaining = excluded.remaining,
      filled_notional = excluded.filled_notional, fees = excluded.fees, renewed_at_ms = excluded.renewed_at_ms,
      renewed_until_ms = excluded.renewed_until_ms, sure_until_ms = excluded.sure_until_ms, updated_at_ms = excluded.updated_at_ms, note = excluded.note`;
}

function writeFill(db: Database, fill: FillReport): Write {
  const { tradeId, venueOrderId, clientOrderId, ticker, side, isTaker, source } = fill;
  return once(db.fill, {
    ...{ tradeId, venueOrderId, clientOrderId, ticker, side, isTaker, source },
    price: exactBigint(fill.price),
    count: exactBigint(fill.count),
    fee: exactBigint(fill.fee),
    venueAtMs: exactBigint(fill.venueAt),
  });
}

function writeLedger(db: Database, transaction: LedgerTransaction): readonly Write[] {
  const { id, kind, ticker, entries } = transaction;
  const rows = entries.map((entry, position) => ({
    ...{ transactionId: id, position, account: entry.account, ticker: entry.ticker },
    amount: exactBigint(entry.amount),
  }));
  return [
    once(db.ledgerTransaction, {
      ...{ id, kind, ticker, entryCount: entries.length },
      memo: plainText(transaction.memo),
      atMs: exactBigint(transaction.at),
      contracts: exactBigint(transaction.contracts),
    }),
    db.ledgerEntry.createMany({ data: rows, skipDuplicates: true }),
  ];
}

/** The later word stands: an old batch repeated late changes nothing. */
function writeIncident(db: Database, incident: Incident): Write {
  const { id, severity, endedAt, acknowledged } = incident;
  return db.$executeRaw`
    INSERT INTO incidents (id, code, severity, begun_at_ms, last_at_ms, ended_at_ms, acknowledged_at_ms, revision, incident)
    VALUES (${id}, ${plainText(incident.code)}, ${severity}, ${exactBigint(incident.begunAt)}, ${exactBigint(incident.lastAt)},
      ${endedAt === null ? null : exactBigint(endedAt)}::bigint,
      ${acknowledged === null ? null : exactBigint(acknowledged.at)}::bigint,
      ${exactBigint(incident.revision)}, ${plainJson(incident)})
    ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, last_at_ms = excluded.last_at_ms,
      ended_at_ms = excluded.ended_at_ms, acknowledged_at_ms = excluded.acknowledged_at_ms,
      revision = excluded.revision, incident = excluded.incident
    WHERE incidents.revision < excluded.revision`;
}

function writeEvidence(db: Database, quote: SettledQuote): Write {
  const { environment, ticker, bucketSeconds } = quote;
  return once(db.settledQuote, {
    ...{ environment, ticker, bucketSeconds, quote: plainJson(quote) },
    closeAtMs: exactBigint(quote.closeAt),
  });
}

function writeLimits(db: Database, version: LimitVersion): Write {
  const { source, by, reason, before, limits } = version;
  return once(db.limitVersion, {
    ...{ source, by: plainText(by), reason: plainText(reason), contentHash: contentHash(version) },
    ...{ before: plainJson(before), limits: plainJson(limits) },
    version: exactBigint(limits.version),
    atMs: exactBigint(version.at),
  });
}

function writeApproval(db: Database, approval: Approval): Write {
  const { id, version, ticker, state } = approval;
  return once(db.approval, {
    ...{ id, version, ticker, state, approval: plainJson(approval) },
    raisedAtMs: exactBigint(approval.raisedAt),
    expiresAtMs: exactBigint(approval.expiresAt),
  });
}
