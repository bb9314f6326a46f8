// Reads the account when the core asks: one reading at a time, requests in between become one more.
import type { AccountReport } from '#lib/domain/report.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

/** The first reading looks at least this far back, so that fills missed while we were gone are seen. */
const FIRST_LOOK_BACK_MS = 48 * 3_600_000;
/** Every later one overlaps the last complete one by this much: reads lag writes. */
const OVERLAP_MS = 120_000;

export interface AccountReader {
  request(): void;
}

export interface AccountReaderOptions {
  readonly orders: VenueOrders;
  readonly clock: Clock;
  readonly shard: number;
  /** Up to when the stored books are known to be complete; null when there are none. */
  readonly booksUntil: () => number | null;
  readonly report: (account: AccountReport) => void;
  readonly onFailure: (reason: string) => void;
}

/** A reader that has not read yet. */
export function createAccountReader(options: AccountReaderOptions): AccountReader {
  let reading = false;
  let again = false;
  let completeAt: number | null = null;

  const read = async (): Promise<void> => {
    const started = options.clock.wall();
    // However long we were gone: what filled since the last booking is read, from the historical tier if need be (F68).
    const known = options.booksUntil() ?? started;
    const first = Math.min(started - FIRST_LOOK_BACK_MS, known - OVERLAP_MS);
    const from = completeAt === null ? first : completeAt - OVERLAP_MS;
    const account = await options.orders.account(Math.floor(from / 1000), options.shard);
    if (account.complete) completeAt = started;
    options.report(account);
  };

  const run = (): void => {
    reading = true;
    again = false;
    read()
      .catch((error: unknown) => options.onFailure(String(error)))
      .finally(() => {
        reading = false;
        if (again) run();
      })
      .catch(() => undefined);
  };

  return {
    request() {
      if (reading) again = true;
      else run();
    },
  };
}
