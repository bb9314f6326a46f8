// Results by market, series, hour, entry, booking and model. In: bookings of a span with their parts. Out: groups that sum up.
import type { PnlGroup, PnlGrouping, PnlSum } from '#lib/wire/pnl-http.ts';
import { seriesName } from '#lib/wire/position-totals.ts';
import type { Booked, DecisionFacts, FillFacts } from '#server/ports/pnl-store.ts';
import type { Opening, OpeningShare } from './trace-openings.ts';

/** Where stored rows do not say. */
export const NOT_RECORDED = 'not recorded';
/** Contracts that came into the books without a trade made here. */
export const EXTERNAL = 'EXTERNAL: not traded here';

/** One booking that stands in the report, with everything it is grouped by. */
export interface Result {
  readonly booking: Booked;
  readonly fill: FillFacts | undefined;
  readonly shares: readonly OpeningShare[];
}

interface Part {
  readonly key: string;
  readonly realised: number;
  readonly fees: number;
  readonly isExternal: boolean;
}

/** Realised, fees and what is left. */
export function sumOf(parts: readonly Pick<Part, 'realised' | 'fees'>[]): PnlSum {
  let realised = 0;
  let fees = 0;
  for (const part of parts) {
    realised += part.realised;
    fees += part.fees;
  }
  return { realisedMicro: realised, feesMicro: fees, netMicro: realised - fees };
}

function hourOf(at: number): string {
  return `${String(Math.floor(at / 3_600_000) % 24).padStart(2, '0')}:00`;
}

const BOOKING_NAMES: Readonly<Record<Exclude<Booked['kind'], 'fill'>, string>> = {
  opening: EXTERNAL,
  settlement: 'settlement',
  correction: 'correction by the exchange',
  transfer: 'deposit or withdrawal',
};

function bookingName({ booking, fill }: Result): string {
  if (booking.kind !== 'fill') return BOOKING_NAMES[booking.kind];
  const purpose = fill?.purpose ?? null;
  return purpose === null ? `fill, order ${NOT_RECORDED}` : `fill, ${purpose} order`;
}

const STYLES = { take: 'taking', make: 'quoting' } as const;

function entryName(opening: Opening, decision: DecisionFacts | undefined): string {
  if (opening.kind === 'external') return EXTERNAL;
  if (decision === undefined) return NOT_RECORDED;
  const { verdict, style, flags } = decision;
  const how = style === null ? '' : `, ${STYLES[style]}`;
  return `${verdict}${how}; ${flags.length === 0 ? 'operator not asked' : `operator asked: ${flags.join(', ')}`}`;
}

function modelName(opening: Opening, decision: DecisionFacts | undefined): string {
  if (opening.kind === 'external') return EXTERNAL;
  const speakers = decision?.speakers ?? null;
  if (speakers === null) return NOT_RECORDED;
  const names = [speakers.tree ? 'tree' : null, speakers.sequence ? 'sequence' : null];
  const who = names.filter((name) => name !== null).join(' and ');
  return `${who === '' ? 'statistical members alone' : who}; version ${NOT_RECORDED}`;
}

function group(
  results: readonly Result[],
  partsOf: (result: Result) => readonly Part[],
): PnlGroup[] {
  const groups = new Map<string, { parts: Part[]; bookings: Set<number> }>();
  for (const result of results)
    for (const part of partsOf(result)) {
      const own = groups.get(part.key) ?? { parts: [], bookings: new Set<number>() };
      own.parts.push(part);
      own.bookings.add(result.booking.seq);
      groups.set(part.key, own);
    }
  return [...groups].map(([key, { parts, bookings }]) => ({
    key,
    ...sumOf(parts),
    bookings: bookings.size,
    isExternal: parts.some((part) => part.isExternal),
  }));
}

function byKey(left: PnlGroup, right: PnlGroup): number {
  return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

/** The largest first, gains and losses alike. */
function bySize(left: PnlGroup, right: PnlGroup): number {
  return Math.abs(right.netMicro) - Math.abs(left.netMicro) || byKey(left, right);
}

/** Every grouping over the same results: each sums to the same total. Hours in their order, all others largest first. */
export function groupResults(
  results: readonly Result[],
  decisions: readonly DecisionFacts[],
): Readonly<Record<PnlGrouping, readonly PnlGroup[]>> {
  const known = new Map(decisions.map((decision) => [decision.id, decision]));
  const isExternal = ({ shares }: Result) =>
    shares.some((each) => each.opening.kind === 'external');
  const whole = (keyOf: (result: Result) => string) =>
    group(results, (result) => [
      {
        key: keyOf(result),
        realised: result.booking.realised,
        fees: result.booking.fees,
        isExternal: isExternal(result),
      },
    ]);
  const shared = (name: (opening: Opening, decision: DecisionFacts | undefined) => string) =>
    group(results, ({ shares }) =>
      shares.map(({ opening, realised, fees }) => ({
        key: name(opening, opening.kind === 'decision' ? known.get(opening.decisionId) : undefined),
        ...{ realised, fees },
        isExternal: opening.kind === 'external',
      })),
    );
  return {
    market: whole(({ booking }) => booking.ticker ?? NOT_RECORDED).sort(bySize),
    series: whole(({ booking }) => seriesName(booking.ticker ?? '')).sort(bySize),
    hour: whole(({ booking }) => hourOf(booking.at)).sort(byKey),
    entry: shared(entryName).sort(bySize),
    booking: whole(bookingName).sort(bySize),
    model: shared(modelName).sort(bySize),
  };
}
