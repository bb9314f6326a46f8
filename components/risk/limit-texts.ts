// Every limit in plain words: its name, what it stops, in which unit it is kept, and which check of the gate reads it.

import type { PlainLimit } from '#lib/domain/limit-change.ts';
import type { ExchangeLimit, LimitId, UsedLimit } from '#lib/domain/limit-use.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { ApprovalFlag } from '#lib/domain/verdict.ts';

/** used: something uses it up · entry: each entry must meet it · ask: when a person is asked · exit, order: how they work · calendar: told apart. */
export type LimitGroup = 'used' | 'entry' | 'ask' | 'exit' | 'order' | 'calendar';

export interface LimitText {
  readonly name: string;
  /** What it stops or does, in one sentence. */
  readonly says: string;
  readonly group: LimitGroup;
  /** Unit the value is kept in, as a check of the gate names units. */
  readonly unit: string;
  /** The check of the gate that refuses by it. */
  readonly check?: string;
  /** The reason for asking a person that it raises. */
  readonly flag?: ApprovalFlag['id'];
  /** The word where 0 switches it off. */
  readonly off?: string;
}

const WORST = 'positions, open, in-flight and unknown orders at their worst outcome';

/** By the name of the limit in the limits file. */
export const LIMIT_TEXTS: Readonly<Record<Exclude<LimitId, 'version'>, LimitText>> = {
  maxTotalExposure: {
    name: 'Exposure, all markets',
    says: `What all can lose together: ${WORST}.`,
    group: 'used',
    unit: '1e-6 $',
    check: 'total-exposure',
  },
  maxSeriesExposure: {
    name: 'Exposure, one series',
    says: `What the markets of one series can lose: ${WORST}.`,
    group: 'used',
    unit: '1e-6 $',
    check: 'series-exposure',
  },
  maxEventExposure: {
    name: 'Exposure, one event',
    says: 'What the strikes of one event lose together at the worst settlement price.',
    group: 'used',
    unit: '1e-6 $',
    check: 'event-exposure',
  },
  maxMarketExposure: {
    name: 'Exposure, one market',
    says: `What one strike can lose: ${WORST}.`,
    group: 'used',
    unit: '1e-6 $',
    check: 'market-exposure',
  },
  maxDayLoss: {
    name: 'Day loss, net',
    says: 'Loss of this UTC day after fees, open positions at their closing price; one without a price counts as lost.',
    group: 'used',
    unit: '1e-6 $',
    check: 'day-loss',
  },
  maxDayLossGross: {
    name: 'Day loss, before fees',
    says: 'What the trades of this UTC day lost by themselves, without fees.',
    group: 'used',
    unit: '1e-6 $',
    check: 'day-loss-gross',
  },
  maxDrawdown: {
    name: 'Drawdown of the day',
    says: 'How far the result has fallen from its highest point of this UTC day.',
    group: 'used',
    unit: '1e-6 $',
    check: 'drawdown',
  },
  maxLossStreak: {
    name: 'Losses in a row',
    says: 'Positions closed at a loss one after the other this UTC day. Entries stop when the limit is reached: the check passes below it.',
    group: 'used',
    unit: 'losses',
    check: 'loss-streak',
  },
  maxOrdersPer15Seconds: {
    name: 'Orders in 15 s',
    says: 'Entries, exits and renewals sent by this engine. Cancels never count: a share of the exchange’s rate is kept for them.',
    group: 'used',
    unit: 'orders',
    check: 'order-burst',
  },
  maxOrdersPerMinute: {
    name: 'Orders in 60 s',
    says: 'Entries, exits and renewals sent by this engine. Cancels never count.',
    group: 'used',
    unit: 'orders',
    check: 'order-rate',
  },
  maxContractsPer15Seconds: {
    name: 'Contracts in 15 s',
    says: 'Contracts of the orders sent, filled or not.',
    group: 'used',
    unit: '1e-2 contracts',
    check: 'contract-burst',
  },
  maxContractsPerMinute: {
    name: 'Contracts in 60 s',
    says: 'Contracts of the orders sent, filled or not.',
    group: 'used',
    unit: '1e-2 contracts',
    check: 'contract-rate',
  },
  maxPendingApprovals: {
    name: 'Offers waiting for you',
    says: 'With so many unanswered offers nothing new is offered: the check passes below the limit.',
    group: 'used',
    unit: 'offers',
    check: 'approval-queue',
  },
  maxClockSkewMs: {
    name: 'Clock difference',
    says: 'Our clock against the exchange’s, either way.',
    group: 'used',
    unit: 'ms',
    check: 'clock-skew',
  },
  minEdge: {
    name: 'Least edge',
    says: 'Believed edge after the fee, on top of half the spread (taking) or of adverse selection (quoting).',
    group: 'entry',
    unit: '1e-4 $',
    check: 'edge',
  },
  minConfidence: {
    name: 'Least confidence',
    says: 'Below it the model is not sure enough of itself to enter.',
    group: 'entry',
    unit: 'share',
    check: 'confidence',
  },
  maxDisagreement: {
    name: 'Largest disagreement',
    says: 'Model and market further apart than this are suspicious: no entry.',
    group: 'entry',
    unit: 'share',
    check: 'disagreement',
  },
  priceCollar: {
    name: 'Price collar',
    says: 'How far a price may lie from the median mid of the last 30 s.',
    group: 'entry',
    unit: '1e-4 $',
    check: 'price-collar',
  },
  openGuardSeconds: {
    name: 'Guard after the open',
    says: 'No entry within this time after a market opens.',
    group: 'entry',
    unit: 's',
    check: 'open-guard',
  },
  closeGuardSeconds: {
    name: 'Guard before the close',
    says: 'No entry within this time before a market closes.',
    group: 'entry',
    unit: 's',
    check: 'close-guard',
  },
  maxOrderCount: {
    name: 'Largest order',
    says: 'No order may be larger.',
    group: 'entry',
    unit: '1e-2 contracts',
    check: 'order-size',
  },
  kellyFraction: {
    name: 'Share of full Kelly',
    says: 'How much of the full Kelly stake is put at risk; a stake below one contract is no entry.',
    group: 'entry',
    unit: 'share',
    check: 'stake',
  },
  flagFirstOfDay: {
    name: 'First entry of the day',
    says: 'The first entry of a UTC day waits for you.',
    group: 'ask',
    unit: 'yes/no',
    flag: 'first-of-day',
  },
  flagEveryTrade: {
    name: 'Every entry',
    says: 'Each entry waits for you.',
    group: 'ask',
    unit: 'yes/no',
    flag: 'every-trade',
  },
  flagCount: {
    name: 'Large order',
    says: 'An entry of more contracts than this waits for you.',
    group: 'ask',
    unit: '1e-2 contracts',
    flag: 'size',
  },
  flagConfidence: {
    name: 'Low confidence',
    says: 'An entry below this confidence waits for you.',
    group: 'ask',
    unit: 'share',
    flag: 'low-confidence',
  },
  flagDisagreement: {
    name: 'Far from the market',
    says: 'An entry whose model and market differ by more than this waits for you.',
    group: 'ask',
    unit: 'share',
    flag: 'far-from-market',
  },
  approvalSeconds: {
    name: 'Life of an offer',
    says: 'An offer nobody answers is vetoed after this time, and never later than the guard before the close.',
    group: 'ask',
    unit: 's',
  },
  orderExpirySeconds: {
    name: 'Life of a resting order',
    says: 'The exchange itself takes a resting order back after this time; it may never be above 120 s.',
    group: 'order',
    unit: 's',
  },
  exitBeforeCloseSeconds: {
    name: 'Exit before the close',
    says: 'A position is closed this long before its market closes; entries end as early.',
    group: 'exit',
    unit: 's',
    off: 'held to settlement',
  },
  exitVolatilityRatio: {
    name: 'Exit on volatility',
    says: 'A position is closed when volatility is this many times that of its entry, or one part in as many.',
    group: 'exit',
    unit: 'times',
    off: 'never',
  },
  exitEdge: {
    name: 'Margin of an exit',
    says: 'By how much closing must beat holding, after the fee.',
    group: 'exit',
    unit: '1e-4 $',
  },
  exitSlippage: {
    name: 'Price bound of an exit',
    says: 'How far an exit may go from the best price at its begin.',
    group: 'exit',
    unit: '1e-4 $',
  },
  exitPassiveSeconds: {
    name: 'Patience of an exit',
    says: 'The machine’s own exit is posted inside the spread this long before it takes.',
    group: 'exit',
    unit: 's',
    off: 'takes at once',
  },
  closePassiveSeconds: {
    name: 'Patience of your close',
    says: 'A close you ask for is posted inside the spread this long before it takes.',
    group: 'exit',
    unit: 's',
    off: 'takes at once',
  },
  blackouts: {
    name: 'Scheduled events',
    says: 'No entry into a market whose remaining life touches one.',
    group: 'calendar',
    unit: 'events',
    check: 'scheduled-event',
  },
  calendarUntil: {
    name: 'Calendar known until',
    says: 'At demo and live nothing enters a market that closes later.',
    group: 'calendar',
    unit: 'time',
    check: 'calendar-known',
  },
};

/** The exchange's own limit, which no file of ours sets. */
const EXCHANGE_TEXTS: Readonly<Record<ExchangeLimit, LimitText>> = {
  exchangeWrites: {
    name: 'Exchange write rate',
    says: 'The most of the exchange’s own allowance that was spent at once within 15 s; set by the exchange.',
    group: 'used',
    unit: 'tokens',
  },
};

/** The words of a limit that something uses up. */
export function usedText(id: UsedLimit | ExchangeLimit): LimitText {
  return id === 'exchangeWrites' ? EXCHANGE_TEXTS[id] : LIMIT_TEXTS[id];
}

/** The value of a plain limit; yes is 1. */
export function plainValue(limits: Limits, id: PlainLimit): number {
  return Number(limits[id]);
}
