// What the venue's own ledger and clock say, for drills and reconciliation checks. In: the running parts. Out: plain JSON.
import type { MarketStatus } from '../kalshi/market-shapes.ts';
import type { SimulatedWorld } from '../world/create-world.ts';

/** Markets shown: everything not yet settled, and what settled within the last two hours. */
const UNSETTLED: readonly MarketStatus[] = [
  'initialized',
  'active',
  'inactive',
  'closed',
  'determined',
];
const SHOW_SETTLED_MS = 2 * 3_600_000;

export interface VenueStateSource {
  readonly world: SimulatedWorld;
  readonly traderId: string;
  readonly nowMs: () => number;
  readonly speed: () => number;
}

/** Time, prices, markets, and the trader's orders, positions and money as the venue sees them. */
export function venueState(source: VenueStateSource) {
  const { world, traderId } = source;
  const nowMs = source.nowMs();
  const { exchange } = world;
  const ledger = exchange.ledgerSnapshot();
  const trader = ledger.accounts.find((account) => account.id === traderId);
  const settled = exchange
    .markets(['finalized'])
    .filter((market) => market.closeAtMs > nowMs - SHOW_SETTLED_MS);
  return {
    nowMs,
    speed: source.speed(),
    krakenUsd: world.krakenUsd(),
    indexUsd: world.indexUsd(),
    volatilityUsdPerRootSecond: world.volatilityUsd(),
    trader: {
      cashMicroByShard: trader?.cashMicroByShard ?? {},
      reservedMicroByShard: trader?.reservedMicroByShard ?? {},
      positions: trader?.positions ?? [],
      restingOrders: exchange.restingOrders(traderId),
    },
    ledger: { depositedMicro: ledger.depositedMicro, houseFeesMicro: ledger.houseFeesMicro },
    markets: [...exchange.markets(UNSETTLED), ...settled],
  };
}
