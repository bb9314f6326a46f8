// Wrong mixes must not compile: each line below is checked by the compiler alone and has no run-time part.
import type { BtcCents, BtcUsd } from './btc.ts';
import type { CentiContracts, SignedCentiContracts } from './count.ts';
import type { ClientOrderId, MarketTicker, TradeId, VenueOrderId } from './ids.ts';
import type { MonoNs, WallMs } from './instant.ts';
import type { MicroDollars, notional } from './money.ts';
import type { ApprovedOrder, OrderRequest } from './order.ts';
import type { CentiCents } from './price.ts';
import type { Probability } from './probability.ts';

type Assignable<From, To> = [From] extends [To] ? true : false;
type Every<Value extends true> = Value;
type None<Value extends false> = Value;

/** Units never pass for one another, nor does a bare number pass for a unit. */
export type UnitsAreStrangers = None<
  | Assignable<number, CentiCents>
  | Assignable<number, MicroDollars>
  | Assignable<CentiCents, CentiContracts>
  | Assignable<CentiContracts, CentiCents>
  | Assignable<CentiContracts, SignedCentiContracts>
  | Assignable<SignedCentiContracts, CentiContracts>
  | Assignable<CentiCents, MicroDollars>
  | Assignable<CentiCents, Probability>
  | Assignable<Probability, CentiCents>
  | Assignable<BtcUsd, BtcCents>
  | Assignable<BtcCents, BtcUsd>
  | Assignable<WallMs, MonoNs>
  | Assignable<MonoNs, WallMs>
>;

/** An id of one kind is no id of another, nor is a bare text any id. */
export type IdsAreStrangers = None<
  | Assignable<string, MarketTicker>
  | Assignable<ClientOrderId, VenueOrderId>
  | Assignable<VenueOrderId, ClientOrderId>
  | Assignable<TradeId, VenueOrderId>
>;

/** A unit still reads as a number, and an id as text. */
export type UnitsReadAsNumbers = Every<
  Assignable<CentiCents, number> & Assignable<MicroDollars, number> & Assignable<TradeId, string>
>;

/** notional takes (price, count) in that order only, and gives money. */
export type NotionalIsTyped = Every<
  Assignable<Parameters<typeof notional>, [CentiCents, CentiContracts]> &
    Assignable<ReturnType<typeof notional>, MicroDollars>
>;
export type NotionalIsOrdered = None<
  Assignable<[CentiContracts, CentiCents], Parameters<typeof notional>>
>;

/** A request that nobody approved is no approved order (I9). */
export type RequestIsNotApproved = None<Assignable<OrderRequest, ApprovedOrder>>;
