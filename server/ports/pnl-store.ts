// Port: reading what the ledger booked, with the orders and decisions behind it. Bounded: a long history is cut, and says so.
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import type { OrderPurpose } from '#lib/domain/order.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { VerdictKind } from '#lib/domain/verdict.ts';
import type { ExternalPosition } from '#lib/wire/pnl-http.ts';

/** One ledger transaction with its entries summed by account, 1e-6 $. */
export interface Booked {
  /** Order of booking. */
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly kind: LedgerTransaction['kind'];
  readonly ticker: string | null;
  /** 1e-2 contracts, + YES − NO. */
  readonly contracts: number;
  /** Profit positive. */
  readonly realised: number;
  readonly fees: number;
  /** Change of cash and of what open contracts cost. */
  readonly equity: number;
}

/** One stored execution and what its order says of itself; null where that is not recorded. */
export interface FillFacts {
  readonly tradeId: string;
  readonly venueOrderId: string;
  readonly at: number;
  readonly ticker: string;
  readonly side: BookSide;
  readonly price: number;
  readonly count: number;
  readonly fee: number;
  readonly isTaker: boolean;
  readonly purpose: OrderPurpose | null;
  readonly decisionId: string | null;
}

/** What a stored decision says that a result can be told apart by. */
export interface DecisionFacts {
  readonly id: string;
  readonly verdict: VerdictKind;
  readonly style: 'take' | 'make' | null;
  /** Why the operator was asked, e.g. "size"; empty when nobody was. */
  readonly flags: readonly string[];
  /** Who of the model answered; null where the decision keeps no explanation. */
  readonly speakers: { readonly tree: boolean; readonly sequence: boolean } | null;
}

/** `from` ≤ at < `to`, Unix ms; null = from the first booking on. */
export interface PnlSpan {
  readonly from: number | null;
  readonly to: number;
}

export interface PnlRows {
  /** Where the reading begins because the span holds more than `limit` transactions; null = it is whole. */
  readonly cutFrom: number | null;
  readonly limit: number;
  /** Equity as booked before the first transaction that is read; null while nothing had been booked. */
  readonly equityBefore: number | null;
  /** Transactions of the span, and earlier ones of the same markets: they tell who opened what was closed. */
  readonly booked: readonly Booked[];
  readonly fills: readonly FillFacts[];
  readonly decisions: readonly DecisionFacts[];
  /** Newest first. */
  readonly externals: readonly ExternalPosition[];
}

export interface PnlStore {
  /** Rejects when the database does not answer in time. */
  readPnl(span: PnlSpan): Promise<PnlRows>;
}
