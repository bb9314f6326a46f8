// What a kill has left behind, in words. In: the latch, what the books hold, whether that is known now. Out: headline, orders, positions.
import { mayStillFill } from '#lib/domain/order.ts';
import { formatPosition } from '#lib/format/contracts.ts';
import { formatClock, formatMinute } from '#lib/format/duration.ts';
import { formatMoney } from '#lib/format/money.ts';
import type { KillRow } from '#lib/wire/status-rows.ts';
import type { OrderRow, PositionRow } from '#lib/wire/trade-rows.ts';

type Held = Pick<
  PositionRow,
  'ticker' | 'title' | 'contracts' | 'venueContracts' | 'costMicro' | 'closeAt' | 'state'
>;

export interface KillScene {
  /** Null: the record of the kill has not arrived. */
  readonly kill: Pick<KillRow, 'confirmedAt' | 'flatten'> | null;
  /** Null: no list has arrived yet. */
  readonly orders: readonly Pick<OrderRow, 'state'>[] | null;
  readonly positions: readonly Held[] | null;
  /** The account was read, the books agree with the venue, and the line is up: an empty list means that there is nothing. */
  readonly isKnown: boolean;
}

export interface KillFacts {
  /** Starts the banner. */
  readonly headline: string;
  /** What rests at the venue; null where the headline says it. */
  readonly orders: string | null;
  /** When the venue was seen without an order of ours; null while nobody has. */
  readonly confirmed: string | null;
  /** What the list of positions begins with; null where the headline says it. */
  readonly open: string | null;
  /** What is held, the largest possible loss first. */
  readonly held: readonly Held[];
}

/** Positions that can still gain or lose, or that books and venue dispute; the largest possible loss first. */
function heldPositions<Row extends Held>(rows: readonly Row[]): readonly Row[] {
  return rows
    .filter((row) => row.state === 'disagree' || (row.contracts !== 0 && row.state !== 'settled'))
    .toSorted((left, right) => Math.abs(right.costMicro) - Math.abs(left.costMicro));
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function openText(scene: KillScene, held: readonly Held[]): string {
  if (held.length > 0) return scene.isKnown ? 'Still open:' : 'Not known now, last seen open:';
  if (scene.positions === null || !scene.isKnown) return 'Positions not known';
  return 'No position is held';
}

function headlineText(scene: KillScene, working: number | null, held: readonly Held[]): string {
  const { kill, isKnown, positions } = scene;
  if (kill === null) return 'Trading killed';
  const isFlattening = kill.flatten === true;
  if (kill.confirmedAt === null)
    return isFlattening ? 'Killed, not confirmed, to flatten' : 'Killed, not confirmed';
  const isFlat = isKnown && positions !== null && held.length === 0 && working === 0;
  if (isFlat) return 'Killed, flat: 0 orders, 0 positions';
  if (!isFlattening) return 'Stopped';
  if (!isKnown || positions === null) return 'Killed, flattening';
  return `Killed, flattening: ${count(held.length, 'position')} open`;
}

function ordersText(scene: KillScene, working: number | null): string {
  const { kill, isKnown } = scene;
  if (kill === null || kill.confirmedAt === null) return 'Orders may still be working';
  if (working === null || !isKnown) return 'Orders now not known; 0 rested when last confirmed';
  return working === 0 ? '0 orders rest' : `${count(working, 'order')} may still fill`;
}

/** Every claim from facts: missing is not zero, and flat is said only of a confirmed kill with nothing resting and nothing held. */
export function killFacts(scene: KillScene): KillFacts {
  const held = heldPositions(scene.positions ?? []);
  const working = scene.orders?.filter(({ state }) => mayStillFill(state)).length ?? null;
  const headline = headlineText(scene, working, held);
  const isFlat = headline.startsWith('Killed, flat:');
  const confirmedAt = scene.kill?.confirmedAt ?? null;
  return {
    headline,
    orders: isFlat ? null : ordersText(scene, working),
    confirmed: confirmedAt === null ? null : `confirmed ${formatClock(confirmedAt)}`,
    open: isFlat ? null : openText(scene, held),
    held,
  };
}

/** "25 YES", or both counts where books and venue differ. */
export function sizeText({ state, contracts, venueContracts }: Held): string {
  const ours = formatPosition(contracts);
  if (state !== 'disagree') return ours;
  return `${ours} (venue: ${venueContracts === null ? 'not known' : formatPosition(venueContracts)})`;
}

/** "worst case −$6.50, settles 01:15"; of a disputed position no loss is claimed. */
export function lossText({ state, costMicro, closeAt }: Held): string {
  const loss =
    state === 'disagree' ? 'not known' : formatMoney(costMicro === 0 ? 0 : -Math.abs(costMicro));
  const when =
    state === 'awaiting-settlement'
      ? 'settling'
      : `settles ${closeAt === null ? 'at a time not known' : formatMinute(closeAt)}`;
  return `worst case ${loss}, ${when}`;
}
