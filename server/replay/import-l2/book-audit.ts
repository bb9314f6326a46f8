// Judges the rebuilt contract books. In: the world after every recorded event. Out: faults by group, agreement with the venue.
// A group is one contract in one recording session; the recording itself says which groups replay clean.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type {
  ContractDeltaTick,
  ContractQuoteTick,
  ContractSnapshotTick,
} from '#lib/domain/tick.ts';
import type { World } from '#server/core/world.ts';
import type { Figures, RecordedEvent, RecordingAudit } from '../recorded-event.ts';

type BookTick = ContractSnapshotTick | ContractDeltaTick;

/** Best prices as rebuilt after one change, with the exchange's stamp of that change. */
interface Best {
  readonly venueAt: number;
  readonly isLive: boolean;
  readonly bid: CentiCents | null;
  readonly ask: CentiCents | null;
}

interface Group {
  changes: number;
  negativeLevels: number;
  gaps: number;
  crossed: number;
  compared: number;
  agreed: number;
  agreedAtReceipt: number;
}

/** Changes remembered for a `ticker` row that speaks of an earlier moment: a few seconds of a busy book. */
const HISTORY = 2_048;

export interface GroupQuality {
  /** True where the recording is complete; null where it does not say. */
  isClean(session: string, ticker: MarketTicker): boolean | null;
}

const NO_GROUP: Group = {
  changes: 0,
  negativeLevels: 0,
  gaps: 0,
  crossed: 0,
  compared: 0,
  agreed: 0,
  agreedAtReceipt: 0,
};

function sum(groups: readonly Group[], field: keyof Group): number {
  return groups.reduce((total, group) => total + group[field], 0);
}

/** Why the book broke at this event, or null. The words are those of 1-ingest. */
function faultOf(reason: string): 'negativeLevels' | 'gaps' | 'crossed' | null {
  if (/ fell to -\d+$/.test(reason)) return 'negativeLevels';
  if (reason.startsWith('sequence gap')) return 'gaps';
  return reason.startsWith('crossed') ? 'crossed' : null;
}

function bestOf(world: World, ticker: MarketTicker, venueAt: number): Best {
  const entry = world.market.contracts.get(ticker);
  const isLive = entry?.book.kind === 'live';
  const [bid, ask] = isLive ? [entry.depth.bids[0], entry.depth.asks[0]] : [];
  return { venueAt, isLive, bid: bid?.price ?? null, ask: ask?.price ?? null };
}

function agrees(best: Best, tick: ContractQuoteTick): boolean {
  return best.bid === tick.yesBid && best.ask === tick.yesAsk;
}

interface Book {
  readonly isClean: boolean | null;
  readonly group: Group;
  /** Newest last. */
  history: Best[];
}

/**
 * Counts every break of a book once, and compares best bid and ask, to the exact price, with each `ticker` row: with the
 * book as it stood at the row's own exchange time, since the row travels slower than the changes, and with the book of
 * the moment it arrived. Rows beside a book that is not live are counted, not compared.
 */
export function createBookAudit(quality: GroupQuality, extra: () => Figures): RecordingAudit {
  const books = new Map<string, Book>();
  const broken = new Set<MarketTicker>();
  let notCompared = 0;

  const bookOf = (session: string, ticker: MarketTicker): Book => {
    const key = `${session}|${ticker}`;
    const known = books.get(key);
    if (known !== undefined) return known;
    const isClean = quality.isClean(session, ticker);
    const book: Book = { isClean, group: { ...NO_GROUP }, history: [] };
    books.set(key, book);
    return book;
  };

  const noteBreak = (world: World, ticker: MarketTicker, group: Group): void => {
    const state = world.market.contracts.get(ticker)?.book;
    if (state?.kind !== 'broken') {
      broken.delete(ticker);
      return;
    }
    if (broken.has(ticker)) return;
    broken.add(ticker);
    const fault = faultOf(state.reason);
    if (fault !== null) group[fault] += 1;
  };

  const noteChange = (world: World, tick: BookTick, book: Book): void => {
    if (tick.kind === 'contract-delta') book.group.changes += 1;
    noteBreak(world, tick.ticker, book.group);
    // A snapshot carries no stamp: it is older than every change that follows it.
    const venueAt = tick.venueAt ?? Number.NEGATIVE_INFINITY;
    if (tick.kind === 'contract-snapshot') book.history = [];
    book.history.push(bestOf(world, tick.ticker, venueAt));
    if (book.history.length > 2 * HISTORY) book.history = book.history.slice(-HISTORY);
  };

  const compare = (world: World, tick: ContractQuoteTick, book: Book): void => {
    const now = bestOf(world, tick.ticker, tick.venueAt);
    const then = book.history.findLast((best) => best.venueAt <= tick.venueAt);
    if (!now.isLive || then === undefined || !then.isLive) {
      notCompared += 1;
      return;
    }
    book.group.compared += 1;
    if (agrees(then, tick)) book.group.agreed += 1;
    if (agrees(now, tick)) book.group.agreedAtReceipt += 1;
  };

  return {
    after(world, { body, session }: RecordedEvent) {
      if (body.kind !== 'tick' || session === null) return;
      const { tick } = body;
      if (tick.kind === 'contract-quote') compare(world, tick, bookOf(session, tick.ticker));
      else if (tick.kind === 'contract-delta' || tick.kind === 'contract-snapshot')
        noteChange(world, tick, bookOf(session, tick.ticker));
    },
    figures() {
      const all = [...books.values()].filter(({ group }) => group.changes > 0);
      const of = (isClean: boolean | null) =>
        all.filter((each) => each.isClean === isClean).map(({ group }) => group);
      const clean = of(true);
      const flagged = of(false);
      const everything = all.map(({ group }) => group);
      const compared = sum(clean, 'compared');
      const share = (field: keyof Group) => (compared === 0 ? null : sum(clean, field) / compared);
      return {
        booksClean: clean.length,
        booksFlagged: flagged.length,
        booksUnjudged: of(null).length,
        changes: sum(everything, 'changes'),
        negativeLevelsInClean: sum(clean, 'negativeLevels'),
        negativeLevelsInFlagged: sum(flagged, 'negativeLevels'),
        sequenceGapsInClean: sum(clean, 'gaps'),
        sequenceGapsInFlagged: sum(flagged, 'gaps'),
        crossedTooLong: sum(everything, 'crossed'),
        quotesCompared: compared,
        quotesAgreed: sum(clean, 'agreed'),
        agreement: share('agreed'),
        agreementAtReceipt: share('agreedAtReceipt'),
        quotesBesideNoLiveBook: notCompared,
        ...extra(),
      };
    },
  };
}
