// The disk of the simulated machine: the database's committed rows, the latch and the group file. Survives every crash.
import type { Approval } from '#lib/domain/approval.ts';
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { Incident } from '#lib/domain/incident.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import { intendedOrder, type Order, type OrderRequest } from '#lib/domain/order.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import { canonical } from '#lib/hash.ts';
import type { StoredState } from '#server/ports/ledger-store.ts';

interface CommitTime {
  /** True time of the commit, and what the machine's clock said. */
  readonly atMs: number;
  readonly wallAtMs: number;
}

export interface CommittedIntent extends CommitTime {
  readonly request: OrderRequest;
}

/** What the files hold beside the database. */
export interface Files {
  latch: KillLatch | null;
  group: OrderGroupId | null;
}

/** The same key with other content: the tables refuse it, and everything in its transaction. */
class Refused extends Error {}

/** Rows by key as server/adapters/prisma writes them; a whole batch or nothing of it. */
export class MemoryDisk {
  readonly files: Files = { latch: null, group: null };
  readonly intents = new Map<string, CommittedIntent>();
  readonly orders = new Map<string, Order>();
  readonly fills = new Map<string, FillReport>();
  readonly transactions = new Map<string, LedgerTransaction>();
  readonly approvals = new Map<string, Approval>();
  readonly latches = new Map<string, KillLatch>();
  readonly releases = new Map<string, number>();
  /** How often it was read at a start: a dead writer's transaction ends before the next one begins (I26). */
  loads = 0;
  readonly #evidence: SettledQuote[] = [];
  readonly #incidents = new Map<string, Incident>();
  #group: OrderGroupId | null = null;

  /** Writes the batch; throws, with nothing written, when a table refuses a row of it. */
  commit(records: readonly StoreRecord[], at: CommitTime): void {
    for (const record of records) this.#check(record);
    for (const record of records) this.#write(record, at);
  }

  /** What start-up recovery reads, as load-state.ts does it. */
  load(): StoredState {
    this.loads += 1;
    const standing = [...this.latches.values()].reverse().find(({ id }) => !this.releases.has(id));
    const latest = new Map([...this.approvals.values()].map((each) => [each.id, each]));
    return {
      orderGroupId: this.#group,
      orders: [...this.orders.values(), ...this.#loneIntents()].sort(
        (a, b) => a.createdAt - b.createdAt,
      ),
      transactions: [...this.transactions.values()],
      fills: [...this.fills.values()],
      latch: standing ?? null,
      approvals: [...latest.values()],
      evidence: this.#evidence,
      incidents: [...this.#incidents.values()],
    };
  }

  #loneIntents(): readonly Order[] {
    return [...this.intents.values()]
      .filter(({ request }) => !this.orders.has(request.clientOrderId))
      .map(({ request, wallAtMs }) => intendedOrder(request, wallMs(wallAtMs)));
  }

  #check(record: StoreRecord): void {
    if (record.kind === 'fill') same(this.fills.get(fillRow(record.fill)), record.fill);
    if (record.kind === 'ledger')
      same(this.transactions.get(record.transaction.id), record.transaction);
    if (record.kind === 'approval')
      same(this.approvals.get(approvalRow(record.approval)), record.approval);
    if (record.kind === 'intent')
      same(this.intents.get(record.request.clientOrderId)?.request, record.request);
  }

  #write(record: StoreRecord, at: CommitTime): void {
    switch (record.kind) {
      case 'intent': {
        const id = record.request.clientOrderId;
        if (!this.intents.has(id)) this.intents.set(id, { request: record.request, ...at });
        return;
      }
      case 'order':
        this.orders.set(record.order.request.clientOrderId, record.order);
        return;
      case 'fill':
        this.fills.set(fillRow(record.fill), record.fill);
        return;
      case 'ledger':
        this.transactions.set(record.transaction.id, record.transaction);
        return;
      case 'approval':
        this.approvals.set(approvalRow(record.approval), record.approval);
        return;
      case 'kill':
        this.latches.set(record.latch.id, record.latch);
        return;
      case 'release':
        this.releases.set(record.latchId, at.atMs);
        return;
      case 'incident':
        this.#incidents.set(record.incident.id, record.incident);
        return;
      case 'evidence':
        this.#evidence.push(record.quote);
        return;
      case 'order-group':
        this.#group = record.orderGroupId;
        return;
      case 'decision':
      case 'audit':
      case 'command':
      case 'census':
      case 'limits':
      case 'model-switch':
        return;
    }
  }
}

function fillRow({ tradeId, venueOrderId }: FillReport): string {
  return `${tradeId}:${venueOrderId}`;
}

function approvalRow({ id, version }: Approval): string {
  return `${id}:${version}`;
}

function same(known: unknown, given: unknown): void {
  if (known !== undefined && known !== given && canonical(known) !== canonical(given))
    throw new Refused('the same key with other content');
}
