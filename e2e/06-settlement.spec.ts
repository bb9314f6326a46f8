// What a position is paid: the market closes, the venue settles it, and both ledgers agree on the cash.
import { ensureArmed } from './support/desk.ts';
import { isQuarterly, positionOf, takePosition, WITH_OFFERS_MS } from './support/offers.ts';
import { expect, test } from './support/test.ts';
import { cashOf } from './support/venue.ts';

/** The venue pays an hourly market about two and a half minutes after its close. */
const SETTLED_WITHIN_MS = 200_000;

test('a held position settles, and the cash is the venue’s to a hundredth of a cent', async ({
  desk,
  system,
  venue,
}) => {
  test.setTimeout(SETTLED_WITHIN_MS + WITH_OFFERS_MS);
  const closed = desk.locator(
    '[data-testid="position-row"]:is([data-state="awaiting-settlement"], [data-state="settled"])',
  );
  // Since the tests of approvals one waits for its payment, all through the kills. Alone, this test makes its own.
  if ((await closed.count()) === 0) {
    await ensureArmed(desk);
    // Closed early last of all: until the next quarter of an hour there may be nothing left to offer.
    const { order } = await takePosition(desk, venue, system.runtime, isQuarterly);
    await venue.fault({ kind: 'close-early', ticker: order.ticker });
    await expect(closed).not.toHaveCount(0);
  }
  const ticker = (await closed.first().getAttribute('data-ticker')) ?? '';
  const position = positionOf(desk, ticker);
  await expect(position).toHaveAttribute('data-state', 'settled', { timeout: SETTLED_WITHIN_MS });
  await expect(position).toContainText(/settled (YES|NO)/);
  await expect
    .poll(
      async () => {
        const { body } = system.cli('status');
        const { cashMicro } = body['status'] as { cashMicro: number };
        return Math.abs(cashMicro - cashOf(await venue.state()));
      },
      { timeout: 20_000 },
    )
    .toBeLessThanOrEqual(100);
});
