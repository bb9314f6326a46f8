// An account with a past: opening its books over what it holds, and taking over what happened without us. Out: records.
import { signedCount } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { AccountReport } from '#lib/domain/report.ts';
import { acceptForeign, foreignOrders, workingOrders } from '../5-execution/order-book-state.ts';
import { isHeldByDoubt } from '../5-execution/whose-fill.ts';
import { cashGap } from '../6-ledger/account-drift.ts';
import { adoptPosition, EXTERNAL_PREFIX } from '../6-ledger/adopt-position.ts';
import { openingBalance, transfer } from '../6-ledger/capital.ts';
import { explainCash } from '../6-ledger/explain-cash.ts';
import { applyTransaction, positionOf } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { freshId } from './fresh-id.ts';
import { forgetMoney } from './money-view.ts';

/** Both sides of the account must be as quiet as this before books are opened over it: reads lag writes (F66). */
const QUIET_MS = 5_000;
/** A reading older than this is no ground for taking anything over. */
const FRESH_MS = 30_000;

type Booked = readonly StoreRecord[];

function book(world: World, transactions: readonly (LedgerTransaction | null)[]): Booked {
  const records: StoreRecord[] = [];
  for (const transaction of transactions)
    if (transaction !== null && applyTransaction(world.ledger, transaction))
      records.push({ kind: 'ledger', transaction });
  if (records.length > 0) forgetMoney(world);
  return records;
}

function nameOf(ticker: MarketTicker, contracts: number): string {
  return `${ticker} ${contracts > 0 ? '+' : '−'}${Math.abs(contracts) / 100}`;
}

/** Adds to what waits for an acknowledgement, and says so. */
function askToAcknowledge(world: World, what: readonly string[], out: Effect[]): void {
  const fresh = what.filter(
    (each) => !world.externals.includes(each) && !world.acknowledged.has(each),
  );
  if (fresh.length === 0) return;
  world.externals = [...world.externals, ...fresh];
  out.push({
    kind: 'alarm',
    severity: 'critical',
    code: 'external-account',
    text: `EXTERNAL, not traded here: ${fresh.join(', ')}. Acknowledge it before arming`,
  });
}

/**
 * The first complete reading of an account opens its books, once: cash as the venue tells it, as of the instant the
 * reading speaks for, and every position as EXTERNAL at the venue's cost. What filled later than that, though before the
 * reading arrived, is in neither and is booked (F66); positions trail fills, so they are adopted only from a quiet
 * account. What rests already is counted as another hand's order.
 */
export function openBooks(world: World, account: AccountReport, out: Effect[]): Booked {
  const { asOf, balance, complete, fills } = account;
  if (world.openedAt !== null || !complete || asOf === null || balance === null) return [];
  const held = account.positions.filter((row) => row.position !== 0);
  if (held.length > 0 && fills.some((fill) => fill.venueAt > asOf - QUIET_MS)) return [];
  const { account: root } = world.options;
  const opening = { ...openingBalance({ cash: balance.cash, at: asOf }), id: `opening:${root}` };
  world.openedAt = asOf;
  const records = book(world, [
    opening,
    ...held.map((row) =>
      adoptPosition(world.ledger, {
        ...{ root, ticker: row.ticker, contracts: row.position, at: asOf },
        cost: row.cost ?? null,
      }),
    ),
  ]);
  askToAcknowledge(
    world,
    held.map((row) => nameOf(row.ticker, row.position)),
    out,
  );
  return records;
}

/** Orders of another hand that rest wait for an acknowledgement too. */
export function noteForeignOrders(world: World, out: Effect[]): void {
  askToAcknowledge(
    world,
    foreignOrders(world.orders).map((row) => `order ${row.venueOrderId} in ${row.ticker}`),
    out,
  );
}

/** Open positions that were adopted by an earlier run: shown and acknowledged anew after every start. */
export function restoreExternals(
  world: World,
  transactions: readonly LedgerTransaction[],
  out: Effect[],
): void {
  const adopted = new Set(
    transactions.filter((each) => each.id.startsWith(EXTERNAL_PREFIX)).map((each) => each.ticker),
  );
  const open: string[] = [];
  for (const ticker of adopted) {
    const held = ticker === null ? null : positionOf(world.ledger, ticker);
    if (held !== null && held.contracts !== 0) open.push(nameOf(held.ticker, held.contracts));
  }
  askToAcknowledge(world, open, out);
}

/** Deposits, withdrawals and transfers that explain a difference of cash to $0.0001 are booked: they are no drift. */
export function bookMoves(world: World, account: AccountReport, out: Effect[]): Booked {
  const gap = account.complete ? cashGap(world.ledger, account) : null;
  if (gap === null || gap === 0) return [];
  const openedAt = world.openedAt ?? account.requestedAt;
  const moves = (account.moves ?? []).filter((move) => move.at >= openedAt - QUIET_MS);
  const transfers = explainCash(world.ledger, gap, moves);
  for (const { memo, entries } of transfers)
    out.push({
      kind: 'alarm',
      severity: 'info',
      code: 'money-moved',
      text: `${memo} of $${(Math.abs(entries[0]?.amount ?? 0) / 1e6).toFixed(2)} booked`,
    });
  return book(world, transfers);
}

export type Acceptance =
  | { readonly ok: true; readonly text: string; readonly records: Booked }
  | { readonly ok: false; readonly text: string };

/**
 * What an order still does could be taken over now and booked once more later. Not so of one that only a doubt about a
 * fill keeps open, where both sides hold the same already: the person's word ends the doubt (F59).
 */
function couldBookTwice(world: World, account: AccountReport, order: Order): boolean {
  if (!isHeldByDoubt(world.orders, order)) return true;
  const { ticker } = order.request;
  const theirs = account.positions.find((row) => row.ticker === ticker)?.position ?? 0;
  return theirs !== (positionOf(world.ledger, ticker)?.contracts ?? 0);
}

/** A reading that lags behind a fill shows neither its position nor its money: taken over, both would be lost (F120). */
function isPastOurFills({ orders }: World, { asOf }: AccountReport): boolean {
  if (asOf === null) return false;
  for (const { venueAt } of orders.fills.values()) if (venueAt >= asOf) return false;
  return true;
}

/** Why the account cannot be taken over now; null when it can. */
function obstacle(world: World, event: CoreEvent): string | null {
  const account = world.lastAccount;
  if (account === null || !account.complete || event.at - account.requestedAt > FRESH_MS)
    return 'there is no complete, fresh reading of the account';
  if (!isPastOurFills(world, account))
    return 'the reading may be older than our last fill: press again in a moment';
  if (world.control.state === 'armed') return 'pause first: nothing is taken over while armed';
  if (workingOrders(world.orders).some((order) => couldBookTwice(world, account, order)))
    return 'orders of ours are still working: their fills could be booked twice';
  return null;
}

/**
 * A person takes the account as it is: what waits is acknowledged, and whatever still differs from the venue's last
 * reading becomes the venue's, positions as EXTERNAL and cash as a transfer without a row (F100). Nothing is sent.
 */
export function acceptAccount(world: World, event: CoreEvent, by: string): Acceptance {
  const problem = obstacle(world, event);
  const account = world.lastAccount;
  if (problem !== null || account === null) return { ok: false, text: problem ?? 'not read yet' };
  const root = freshId(world.options.boot, event.seq, 'accept');
  const rows = new Map(account.positions.map((row) => [row.ticker, row]));
  const tickers = new Set([...rows.keys(), ...world.ledger.positions.keys()]);
  const adopted = [...tickers].map((ticker) => {
    const row = rows.get(ticker);
    const contracts = row?.position ?? signedCount(0);
    const cost = row?.cost ?? null;
    return adoptPosition(world.ledger, { root, ticker, contracts, cost, at: event.at });
  });
  const gap = cashGap(world.ledger, account) ?? 0;
  const cash = gap === 0 ? null : transfer({ id: root, amount: money(gap), at: event.at });
  const records = book(world, [
    ...adopted,
    cash === null ? null : { ...cash, memo: `accepted by ${by} without a row of the venue` },
  ]);
  const waiting = world.externals;
  for (const each of waiting) world.acknowledged.add(each);
  world.externals = [];
  acceptForeign(world.orders);
  const text = `${waiting.length} acknowledged, ${records.length} differences booked as EXTERNAL`;
  return { ok: true, text, records };
}
