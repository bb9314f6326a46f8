// A ticket while it is written. In: what was typed and pressed. Out: the order it means, its words, legal prices.
import { count } from '#lib/domain/count.ts';
import { snapDown, snapUp } from '#lib/domain/grid.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import type { PriceRange } from '#lib/domain/market.ts';
import { type CentiCents, price } from '#lib/domain/price.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import { parseCents } from '#lib/format/parse-cents.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';

export const TRADES = ['buy-yes', 'buy-no', 'sell-yes', 'sell-no'] as const;
export type Trade = (typeof TRADES)[number];

export const TRADE_NAME: Readonly<Record<Trade, string>> = {
  'buy-yes': 'Buy YES',
  'buy-no': 'Buy NO',
  'sell-yes': 'Sell YES',
  'sell-no': 'Sell NO',
};

/** `price` is that of the outcome named, in cents as typed. */
export interface Draft {
  readonly trade: Trade;
  readonly contracts: string;
  readonly price: string;
  readonly style: Ticket['style'];
}

type Quote = Pick<LadderRow, 'bid' | 'ask' | 'edgeSide' | 'positionCentiContracts'>;

/** Buying NO and selling YES are both an ask of the YES book. */
export function sideOf(trade: Trade): BookSide {
  return trade === 'buy-yes' || trade === 'sell-no' ? 'bid' : 'ask';
}

function isNo(trade: Trade): boolean {
  return trade === 'buy-no' || trade === 'sell-no';
}

function isSale(trade: Trade): boolean {
  return trade === 'sell-yes' || trade === 'sell-no';
}

/** A YES price on the scale of the outcome traded, and back. */
function flip(trade: Trade, value: number): number {
  return isNo(trade) ? 10_000 - value : value;
}

/** The price as it stands in the field: cents of the outcome traded, e.g. "46" or "46.35". */
export function fieldPrice(trade: Trade, yesPrice: number): string {
  return String(flip(trade, yesPrice) / 100);
}

/** The YES price typed; null for what is no price inside the dollar. */
export function yesPriceOf({
  trade,
  price: text,
}: Pick<Draft, 'trade' | 'price'>): CentiCents | null {
  const typed = parseCents(text);
  if (typed === null || typed <= 0 || typed >= 10_000) return null;
  return price(flip(trade, typed));
}

/** Whole contracts typed, 1e-2; null for anything else. */
function countOf(text: string): number | null {
  const match = /^\d{1,6}$/.exec(text.trim());
  const whole = match === null ? 0 : Number(match[0]);
  return whole > 0 ? whole * 100 : null;
}

/** The order a draft means; null while a field cannot be read. */
export function ticketOf(draft: Draft, ticker: string): Ticket | null {
  const { trade, contracts, style } = draft;
  const yesPrice = yesPriceOf(draft);
  const size = countOf(contracts);
  if (yesPrice === null || size === null) return null;
  return {
    ticker: marketTicker(ticker),
    purpose: isSale(trade) ? 'exit' : 'enter',
    side: sideOf(trade),
    price: yesPrice,
    count: count(size),
    style,
  };
}

/**
 * The legal price for what was typed: the nearest that is no worse for us, so never above for a buyer and never below for
 * a seller. Null when the market has none there; then the field keeps what was typed and the gate says why.
 */
export function snapped(grid: readonly PriceRange[], side: BookSide, value: number): number | null {
  return side === 'bid' ? snapDown(grid, value) : snapUp(grid, value);
}

/** The next legal price of the outcome traded, up or down; the same where there is none. Fine steps where the market has them. */
export function stepped(
  grid: readonly PriceRange[],
  draft: Pick<Draft, 'trade' | 'price'>,
  direction: 'up' | 'down',
): string {
  const now = yesPriceOf(draft);
  if (now === null) return draft.price;
  const isUp = (direction === 'up') !== isNo(draft.trade);
  const next = isUp ? snapUp(grid, now + 1) : snapDown(grid, now - 1);
  return next === null ? draft.price : fieldPrice(draft.trade, next);
}

/** The price that takes what the book offers, or that joins its own side; null for an empty side. */
export function bookPrice(quote: Quote, trade: Trade, style: Ticket['style']): number | null {
  const isBid = sideOf(trade) === 'bid';
  return isBid === (style === 'take') ? quote.ask : quote.bid;
}

/** How a ticket opens: selling all of what is held, else one contract on the side of the edge, taking. */
export function openingDraft(quote: Quote | undefined): Draft {
  const held = quote?.positionCentiContracts ?? 0;
  const entry: Trade = quote?.edgeSide === 'ask' ? 'buy-no' : 'buy-yes';
  const exit: Trade = held > 0 ? 'sell-yes' : 'sell-no';
  const trade = held === 0 ? entry : exit;
  const at = quote === undefined ? null : bookPrice(quote, trade, 'take');
  return {
    ...{ trade, style: 'take' },
    contracts: held === 0 ? '1' : String(Math.floor(Math.abs(held) / 100)),
    price: at === null ? '' : fieldPrice(trade, at),
  };
}
