// Our account on the simulated exchange, without sockets. In: effects of the core. Out: the events that come back.
import { count, signedCount } from '#lib/domain/count.ts';
import {
  clientOrderId,
  marketTicker,
  orderGroupId,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport, FillReport, SettlementReport } from '#lib/domain/report.ts';
import type { Effect } from '#server/core/effect.ts';
import type { EventBody } from '#server/core/event.ts';
import type { RunningExchange } from '#server/simulator/kalshi/exchange.ts';
import type { ExchangeEvent, FillRecord } from '#server/simulator/kalshi/exchange-event.ts';
import type { OrderView } from '#server/simulator/kalshi/order-shapes.ts';
import { orderStatus } from './order-status.ts';

const ACCOUNT = 'voltage';
const SHARD = 2;
/** An account reading shows fills and settlements of this long. */
const LOOK_BACK_MS = 600_000;

export interface SimulatedAccount {
  /** What this effect brings back at once; empty for effects that concern nobody outside. */
  answer(effect: Effect): readonly EventBody[];
  /** Fills and order changes the exchange reported since the last call, in its order. */
  news(): readonly EventBody[];
  /** Money in the account with every position at cost, 1e-6 $. */
  cashMicro(): number;
  fills(): readonly FillRecord[];
}

function fillReport(fill: FillRecord): FillReport {
  return {
    kind: 'fill',
    tradeId: tradeId(fill.tradeId),
    venueOrderId: venueOrderId(fill.orderId),
    clientOrderId: clientOrderId(fill.clientOrderId),
    ticker: marketTicker(fill.ticker),
    side: fill.side,
    price: price(fill.priceCentiCents),
    count: count(fill.countCentiContracts),
    isTaker: fill.isTaker,
    fee: money(fill.feeMicro),
    venueAt: wallMs(fill.atMs),
    source: 'stream',
  };
}

/** Opens an account with `cashUsd` on the shard of the BTC series. */
export function createSimulatedAccount(
  exchange: RunningExchange,
  clock: { readonly nowMs: () => number },
  cashUsd: number,
): SimulatedAccount {
  const cashMicroByShard = { [SHARD]: cashUsd * 1_000_000 };
  exchange.openAccount({ id: ACCOUNT, kind: 'agent', cashMicroByShard }, clock.nowMs());
  const fills: FillRecord[] = [];
  let settlements: SettlementReport[] = [];
  const open = new Map<string, number>();
  let waiting: EventBody[] = [];

  const settle = (ticker: string): void => {
    const held = open.get(ticker) ?? 0;
    const result = exchange.market(ticker)?.result ?? '';
    open.delete(ticker);
    if (held === 0 || result === '') return;
    const wins = held > 0 === (result === 'yes');
    const report: SettlementReport = {
      kind: 'settlement',
      ticker: marketTicker(ticker),
      result,
      yesPayout: price(result === 'yes' ? 10_000 : 0),
      revenue: money(wins ? Math.abs(held) * 10_000 : 0),
      fee: money(0),
      settledAt: wallMs(clock.nowMs()),
    };
    settlements = settlements.filter((each) => each.settledAt > clock.nowMs() - LOOK_BACK_MS);
    settlements.push(report);
  };

  exchange.subscribe((event: ExchangeEvent) => {
    if (event.kind === 'lifecycle' && event.event === 'settled') settle(event.ticker);
    else if (event.kind === 'fill' && event.fill.accountId === ACCOUNT) {
      const { fill } = event;
      fills.push(fill);
      open.set(fill.ticker, fill.postPositionCentiContracts);
      waiting.push({ kind: 'report', report: fillReport(fill) });
    } else if (event.kind === 'order' && event.order.accountId === ACCOUNT)
      waiting.push({ kind: 'report', report: orderStatus(event.order, event.reason, 'stream') });
  });

  const reading = (): AccountReport => {
    const at = wallMs(clock.nowMs());
    const resting: readonly OrderView[] = exchange.restingOrders(ACCOUNT);
    return {
      kind: 'account',
      complete: true,
      requestedAt: at,
      asOf: at,
      resting: resting.map((order) => orderStatus(order, undefined, 'read')),
      positions: [...open].flatMap(([ticker, held]) =>
        held === 0
          ? []
          : [
              {
                kind: 'position' as const,
                ticker: marketTicker(ticker),
                position: signedCount(held),
                source: 'read' as const,
              },
            ],
      ),
      fills: fills
        .slice(-50)
        .filter((fill) => fill.atMs > at - LOOK_BACK_MS)
        .map((fill) => ({ ...fillReport(fill), source: 'read' as const })),
      settlements: settlements.filter((each) => each.settledAt > at - LOOK_BACK_MS),
      balance: {
        kind: 'balance',
        shard: SHARD,
        cash: money(exchange.availableMicro(ACCOUNT, SHARD)),
        at,
      },
    };
  };

  const create = (order: ApprovedOrder): EventBody => {
    const { ticker, side, timeInForce, postOnly, reduceOnly, expiresAt } = order;
    const outcome = exchange.placeFor(
      ACCOUNT,
      {
        ticker,
        side,
        priceCentiCents: order.price,
        countCentiContracts: order.count,
        timeInForce,
        postOnly,
        reduceOnly,
        clientOrderId: order.clientOrderId,
        ...(expiresAt === null ? {} : { expiresAtMs: expiresAt }),
      },
      clock.nowMs(),
    );
    return {
      kind: 'report',
      report: outcome.ok
        ? {
            kind: 'order-accepted',
            clientOrderId: order.clientOrderId,
            venueOrderId: venueOrderId(outcome.orderId),
            filled: count(outcome.fillCentiContracts),
            remaining: count(outcome.remainingCentiContracts),
            venueAt: wallMs(outcome.tsMs),
          }
        : {
            kind: 'order-rejected',
            clientOrderId: order.clientOrderId,
            httpStatus: outcome.httpStatus,
            code: outcome.code,
            details: outcome.details ?? '',
          },
    };
  };

  const cancel = (target: { readonly venueOrderId: string }): EventBody => {
    const outcome = exchange.cancelFor(ACCOUNT, target.venueOrderId, clock.nowMs());
    const id = venueOrderId(target.venueOrderId);
    return {
      kind: 'report',
      report: outcome.ok
        ? {
            kind: 'cancel-accepted',
            venueOrderId: id,
            reducedBy: count(outcome.reducedCentiContracts),
          }
        : { kind: 'cancel-unknown', venueOrderId: id, cause: outcome.code },
    };
  };

  return {
    answer: (effect) => {
      switch (effect.kind) {
        case 'commit-then-send': {
          const { clientOrderId: id } = effect.order;
          const stored = {
            kind: 'stored',
            clientOrderId: id,
            committed: true,
            reason: '',
          } as const;
          return [stored, create(effect.order)];
        }
        case 'cancel':
          return [cancel(effect)];
        case 'reconcile':
          return [{ kind: 'report', report: reading() }];
        default:
          return [];
      }
    },
    news: () => {
      const news = waiting;
      waiting = [];
      return news;
    },
    cashMicro: () => exchange.availableMicro(ACCOUNT, SHARD),
    fills: () => fills,
  };
}

/** The breaker of the account, as created at the start. */
export const GROUP_CREATED: EventBody = {
  kind: 'report',
  report: {
    kind: 'order-group',
    orderGroupId: orderGroupId('backtest'),
    shard: SHARD,
    event: 'proven',
  },
};
