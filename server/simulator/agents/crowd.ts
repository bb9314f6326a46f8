// The whole crowd of one venue: three makers, the public, one fast taker. In: time and the index. Out: orders on the exchange.
import type { SimulatedExchange } from '../kalshi/exchange-api.ts';
import type { Rng } from '../seeded/rng.ts';
import { createCommonLean } from './common-lean.ts';
import { createIndexView, createPrintTape } from './index-view.ts';
import { createInformedTaker } from './informed-takers.ts';
import { createMarketBoard } from './market-board.ts';
import { createMarketMaker, type MakerTraits } from './market-maker.ts';
import { createNoiseTraders } from './noise-takers.ts';

/** Three temperaments: fast and tight, slow and deep, careful and wide. */
const MAKERS: readonly MakerTraits[] = [
  {
    id: 'maker-swift',
    view: { lagMs: 300, memorySeconds: 240, errorDeviation: 0.12 },
    refreshMs: 600,
    tolerance: 40,
    pullMs: 3_000,
    halfSpread: 90,
    levels: 2,
    gap: 100,
    contracts: 60,
    inventoryPerCent: 200,
    mostInventory: 1_500,
    deference: 0.2,
  },
  {
    id: 'maker-deep',
    view: { lagMs: 1_200, memorySeconds: 900, errorDeviation: 0.15 },
    refreshMs: 1_500,
    tolerance: 60,
    pullMs: 6_000,
    halfSpread: 140,
    levels: 3,
    gap: 100,
    contracts: 180,
    inventoryPerCent: 500,
    mostInventory: 5_000,
    deference: 0.4,
  },
  {
    id: 'maker-careful',
    view: { lagMs: 3_000, memorySeconds: 1_800, errorDeviation: 0.18 },
    refreshMs: 2_500,
    tolerance: 80,
    pullMs: 10_000,
    halfSpread: 190,
    levels: 3,
    gap: 150,
    contracts: 250,
    inventoryPerCent: 700,
    mostInventory: 6_000,
    deference: 0.5,
  },
];

/** Enough for weeks: no agent is ever short of collateral. */
const AGENT_CASH_MICRO = 20_000_000_000_000;
const BTC_SHARD = 2;

const FAST_VIEW = { lagMs: 150, memorySeconds: 300, errorDeviation: 0.05 } as const;

export interface Crowd {
  /** The index mid at a price step: feeds every trader's own view; also called while back-filling. */
  observe(nowMs: number, indexUsd: number): void;
  /** A published print: public knowledge. */
  print(sourceMs: number, valueUsd: number): void;
  /** One trading step of `dtMs`. */
  step(nowMs: number, dtMs: number): void;
  /** `count` public market orders at once in `ticker`; answers false when it does not trade. */
  burst(nowMs: number, ticker: string, count: number): boolean;
  /** Holds what all makers lean by, in deviations of the settlement mean; null lets them wander again. */
  holdLean(deviations: number | null): void;
}

/** Opens the agents' accounts and returns the crowd; `volatilityUsd` (dollars per √second) is where estimates start. */
export function createCrowd(input: {
  readonly exchange: SimulatedExchange;
  readonly rng: Rng;
  readonly startMs: number;
  readonly volatilityUsd: number;
}): Crowd {
  const { exchange, rng } = input;
  const tape = createPrintTape();
  const board = createMarketBoard(exchange);
  const open = (id: string): string => {
    const cashMicroByShard = { [BTC_SHARD]: AGENT_CASH_MICRO };
    exchange.openAccount({ id, kind: 'agent', cashMicroByShard }, input.startMs);
    return id;
  };
  const lean = createCommonLean(rng.fork('lean'));
  const makers = MAKERS.map((traits) => {
    const own = rng.fork(traits.id);
    const view = createIndexView(traits.view, input.volatilityUsd, own.fork('view'));
    return createMarketMaker({ ...traits, id: open(traits.id) }, view, {
      exchange,
      tape,
      rng: own,
      lean,
    });
  });
  const fastRng = rng.fork('fast');
  const fast = createInformedTaker(
    open('taker-fast'),
    createIndexView(FAST_VIEW, input.volatilityUsd, fastRng.fork('view')),
    { exchange, tape, rng: fastRng },
  );
  const publicTraders = createNoiseTraders({
    exchange,
    rng: rng.fork('public'),
    takerId: open('public-takers'),
    patientId: open('public-patient'),
  });

  return {
    observe: (nowMs, indexUsd) => {
      for (const trader of [...makers, fast]) trader.view.observe(nowMs, indexUsd);
    },
    print: (sourceMs, valueUsd) => tape.add(sourceMs, valueUsd),
    step: (nowMs, dtMs) => {
      board.refresh(nowMs);
      const markets = board.active();
      for (const maker of makers) maker.step(nowMs, markets);
      fast.step(nowMs, dtMs, markets);
      publicTraders.step(nowMs, dtMs, markets);
    },
    burst: (nowMs, ticker, count) => {
      const market = exchange.market(ticker);
      if (market?.status !== 'active') return false;
      publicTraders.burst(nowMs, market, count);
      return true;
    },
    holdLean: lean.hold,
  };
}
