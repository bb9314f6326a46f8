// Our forecast of an order's fees against what the venue took. In: new fills. Out: an alarm where the two part.
import { EMPTY_ACCUMULATOR, netFee } from '#lib/domain/fee.ts';
import type { FeeTerms } from '#lib/domain/market.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';

/** $0.01 an order (reliability reference F62): rounding explains less, another fee schedule more. */
const TOLERATED_MICRO = 10_000;

/** What the venue took for `fills` of one order less what we forecast, 1e-6 $; rounding is carried from fill to fill. */
function feeError(terms: FeeTerms, fills: readonly FillReport[]): number {
  let held = EMPTY_ACCUMULATOR;
  let error = 0;
  for (const fill of fills) {
    const forecast = netFee(terms, fill, held);
    held = forecast.accumulator;
    error += fill.fee - forecast.fee;
  }
  return error;
}

/**
 * The books take the venue's rows as they are (I16); edges are made with the forecast. Call once the fills are known to
 * the orders. Each order is told about when it first parts by more than a cent.
 */
export function watchFees(world: World, newFills: readonly FillReport[], out: Effect[]): void {
  for (const venueOrderId of new Set(newFills.map((fill) => fill.venueOrderId))) {
    const fills = [...world.orders.fills.values()].filter(
      (fill) => fill.venueOrderId === venueOrderId,
    );
    const [first] = fills;
    const terms = first && world.market.contracts.get(first.ticker)?.market.fee;
    // Without terms there was no forecast to be wrong.
    if (first === undefined || terms === undefined || terms.kind === 'unknown') continue;
    const before = fills.filter((fill) => !newFills.includes(fill));
    const error = feeError(terms, fills);
    if (Math.abs(error) <= TOLERATED_MICRO) continue;
    if (Math.abs(feeError(terms, before)) > TOLERATED_MICRO) continue;
    const cents = (Math.abs(error) / 10_000).toFixed(2);
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'fee-forecast',
      text: `${first.ticker}: the venue took ${cents} ¢ ${error > 0 ? 'more' : 'less'} in fees for order ${venueOrderId} than forecast: its fee terms may have changed`,
    });
  }
}
