// Stored decisions in memory, for tests. Out: a DecisionStore that can be told to fail.
import { averagePrice } from '#lib/domain/average-price.ts';
import type { Settled } from '#lib/domain/hindsight.ts';
import { decisionId, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import type { DecisionLine, OfferLine } from '#lib/wire/decisions-http.ts';
import type { DecisionPage, DecisionStore } from '#server/ports/decision-store.ts';

export interface MemoryDecisions extends DecisionStore {
  readonly rows: Decision[];
  readonly offers: OfferLine[];
  /** How each market settled, by ticker. */
  readonly settled: Map<string, Settled>;
  /** What was asked for, in order. */
  readonly searches: DecisionPage[];
  /** While set, every call fails, as with a database that is gone. */
  isDown: boolean;
  /** While set, what is found does not decode. */
  unreadable: string | null;
}

/** A flat decision without checks. */
export function sampleDecision(id: string, atMs: number): Decision {
  return {
    id: decisionId(id),
    ticker: marketTicker('KXBTCD-26NOV2011-T84899.99'),
    at: wallMs(atMs),
    eventSeq: 7,
    verdict: 'flat',
    sentence: 'flat: no edge',
    checks: [],
    flags: [],
    candidate: null,
    intent: null,
    explanation: null,
    inputHash: sha256Hex('a'.repeat(64)),
    hash: sha256Hex('b'.repeat(64)),
  };
}

function newestFirst(left: Decision, right: Decision): number {
  return right.at - left.at || right.id.localeCompare(left.id);
}

function lineOf({ settled }: Pick<MemoryDecisions, 'settled'>, row: Decision): DecisionLine {
  const { id, ticker, at, eventSeq, verdict, sentence, checks, candidate } = row;
  return {
    ...{ id, ticker, at, eventSeq, verdict, sentence, offer: null },
    stoppedBy: checks.filter(({ outcome }) => outcome !== 'pass').map((check) => check.id),
    trade: candidate && { ...candidate, averagePrice: averagePrice(candidate), purpose: 'enter' },
    settled: settled.get(ticker) ?? null,
  };
}

export function createMemoryDecisions(): MemoryDecisions {
  const store: MemoryDecisions = {
    rows: [],
    offers: [],
    settled: new Map(),
    searches: [],
    isDown: false,
    unreadable: null,
    findDecision: (id) =>
      up(() => {
        if (store.unreadable !== null) return { kind: 'unreadable', reason: store.unreadable };
        const decision = store.rows.find((row) => row.id === id);
        return decision === undefined ? { kind: 'none' } : { kind: 'found', decision };
      }),
    listDecisions: (page) =>
      up(() => {
        store.searches.push(page);
        const { after, ticker, limit } = page;
        const rows = store.rows
          .filter((row) => ticker === null || row.ticker === ticker)
          .sort(newestFirst);
        const from = after === null ? 0 : rows.findIndex((row) => row.id === after) + 1;
        return rows.slice(from, from + limit).map((row) => lineOf(store, row));
      }),
    decisionOutcome: (id) =>
      up(() => {
        const row = store.rows.find((each) => each.id === id);
        return row === undefined ? null : { line: lineOf(store, row), orders: [] };
      }),
    nearDecisions: ({ at, ticker }) =>
      up(() => {
        const rows = store.rows
          .filter((row) => ticker === null || row.ticker === ticker)
          .sort(newestFirst);
        const previous = rows.find((row) => row.at < at) ?? null;
        return { previous, next: rows.findLast((row) => row.at > at) ?? null };
      }),
    marketLife: (ticker) =>
      up(() => ({
        offers: store.offers.filter((each) => each.ticker === ticker).map(({ state }) => state),
        ...{ sent: 0, fills: 0, netMicro: null, isBooked: false },
      })),
    listOffers: ({ limit }) => up(() => store.offers.slice(0, limit)),
  };
  async function up<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (store.isDown) throw new Error('the database is gone');
    return work();
  }
  return store;
}
