// Asks the venue for single orders of the account, each once at a time. In: the venue's id. Out: its row as a report.
import type { VenueOrderId } from '#lib/domain/ids.ts';
import type { OrderStatusReport } from '#lib/domain/report.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface OrderAskerOptions {
  readonly orders: Pick<VenueOrders, 'readOrder'>;
  readonly report: (status: OrderStatusReport) => void;
  /** Without an answer nothing is known: the core asks again with its next reading. */
  readonly onFailure: (reason: string) => void;
}

/** The answer asks for one order; a question that is under way is not repeated. */
export function createOrderAsker(options: OrderAskerOptions): (id: VenueOrderId) => void {
  const asked = new Set<VenueOrderId>();
  const ask = async (id: VenueOrderId): Promise<void> => {
    try {
      const found = await options.orders.readOrder(id);
      if (found.ok) options.report(found.value);
      else options.onFailure(found.error);
    } catch (error) {
      options.onFailure(String(error));
    } finally {
      asked.delete(id);
    }
  };
  return (id) => {
    if (asked.has(id)) return;
    asked.add(id);
    void ask(id);
  };
}
