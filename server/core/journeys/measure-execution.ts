// What the venue's reports teach about our execution: how long an ack takes, what a filled quote costs. Out: world memory.
import type { WallMs } from '#lib/domain/instant.ts';
import type { FillReport, OrderAcceptedReport } from '#lib/domain/report.ts';
import { startMarkOut } from '../4-gate/mark-outs.ts';
import { afterAck } from '../4-gate/order-latency.ts';
import { adverseMove } from '../4-gate/quote-risk.ts';
import type { World } from '../world.ts';
import { contractMid } from './contract-mid.ts';

/** An order that was on its way is acknowledged: its time since sending counts. Before the report is applied. */
export function measureAck(world: World, report: OrderAcceptedReport, at: WallMs): void {
  const order = world.orders.tracked.get(report.clientOrderId)?.order;
  if (order?.state === 'sent')
    world.orderLatency = afterAck(world.orderLatency, at - order.updatedAt);
}

/** A resting quote of ours was hit: from here its mark-outs are watched. Fills read late from the account teach nothing. */
export function watchMakerFill(world: World, fill: FillReport, at: WallMs): void {
  if (fill.isTaker || fill.source !== 'stream') return;
  const { ticker, side } = fill;
  const market = world.market.contracts.get(ticker)?.market;
  const mid = contractMid(world, ticker);
  if (market === undefined || mid === null) return;
  const fair = world.fairs.get(ticker)?.fair ?? null;
  const expectedMove = adverseMove({ fair, forecast: world.forecast });
  const secondsToClose = Math.max(0, (market.closeAt - at) / 1000);
  startMarkOut(world.markOuts, { ticker, side, at, mid, expectedMove, secondsToClose });
}
