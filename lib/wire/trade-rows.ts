// Rows of the account: offers, orders, fills and positions. Plain JSON; prices 1e-4 $, counts 1e-2 contracts, money 1e-6 $.
import type { ApprovalState } from '../domain/approval.ts';
import type { OrderState } from '../domain/order.ts';
import type { ApprovalFlag } from '../domain/verdict.ts';

/** key = approval id. Answers name `version` and `shownHash`. */
export interface ApprovalRow {
  readonly id: string;
  readonly ticker: string;
  readonly title: string;
  readonly state: ApprovalState;
  readonly version: number;
  readonly side: 'bid' | 'ask';
  readonly limitPrice: number;
  /** It rests as a quote; else it takes what rests in the book. */
  readonly postOnly: boolean;
  readonly count: number;
  readonly edge: number;
  readonly worstCaseMicro: number;
  readonly fairProbability: number;
  readonly marketProbability: number;
  readonly flags: readonly ApprovalFlag[];
  readonly shownHash: string;
  readonly raisedAt: number;
  readonly expiresAt: number;
  readonly answeredBy: string | null;
  readonly answeredAt: number | null;
  readonly reason: string | null;
  /** Absent where nobody looked. */
  readonly look?: OfferLook;
}

/** What an approval would come to, looked at once a second while the offer waits. */
export interface OfferLook {
  /** Why it would be refused now; null = it would go out. */
  readonly against: string | null;
  /** Contracts that would go out, 1e-2: never more than offered. 0 where it would be refused. */
  readonly count: number;
}

/** key = client order id. */
export interface OrderRow {
  readonly clientOrderId: string;
  readonly venueOrderId: string | null;
  readonly ticker: string;
  readonly purpose: 'enter' | 'exit';
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  readonly filled: number;
  readonly remaining: number;
  readonly timeInForce: string;
  readonly postOnly: boolean;
  readonly state: OrderState;
  readonly note: string;
  readonly feesMicro: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly decisionId: string;
  readonly approvalId: string | null;
}

/** key = trade id + order id. */
export interface FillRow {
  readonly tradeId: string;
  readonly clientOrderId: string | null;
  readonly ticker: string;
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  readonly feeMicro: number;
  readonly isTaker: boolean;
  readonly at: number;
}

/** key = market ticker. */
export interface PositionRow {
  readonly ticker: string;
  readonly title: string;
  /** Signed: + YES, − NO. */
  readonly contracts: number;
  readonly costMicro: number;
  readonly feesMicro: number;
  readonly realisedMicro: number;
  /** At the executable bid (or 1 − ask for NO); null without a live book. */
  readonly markMicro: number | null;
  readonly unrealisedMicro: number | null;
  readonly closeAt: number | null;
  readonly state: 'open' | 'awaiting-settlement' | 'closed' | 'settled' | 'disagree';
  readonly venueContracts: number | null;
  readonly result: 'yes' | 'no' | 'scalar' | 'void' | null;
}
