// Recording sessions as a connection's life: merged rows in, events out, with connects, sids, definitions and liveness.
// Every session is a connection of its own; every restart of the numbering is a new subscription on it (kalshi-api §5.4).
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Market } from '#lib/domain/market.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { SILENCE_US } from '../event-clock.ts';
import type { RecordedEvent } from '../recorded-event.ts';
import type { RecordedRow } from './recorded-row.ts';

/** The recordings keep no pings: a row proves that the connection lives, told once a second. */
const ALIVE_EVERY_US = 1_000_000;

export interface StoryFacts {
  readonly markets: ReadonlyMap<MarketTicker, Market>;
  /** False for a book of which only snapshots were kept: a picture that nothing updates is not a book. */
  readonly hasChanges: (session: string, ticker: MarketTicker) => boolean;
}

export interface StoryFigures {
  /** Connections told: one a session, and one more after every silence of a minute inside it. */
  connections: number;
  /** Snapshots of books whose changes were not kept, and which therefore stay without a book. */
  snapshotsWithoutChanges: number;
  /** Rows of a session that had ended when they came, or of a market nobody defined. */
  rowsOutOfPlace: number;
}

class Story {
  readonly #facts: StoryFacts;
  readonly #figures: StoryFigures;
  readonly #told = new Set<MarketTicker>();
  /** Sessions that another one has followed: they cannot come back. */
  readonly #over = new Set<string>();
  #session: string | null = null;
  #latest: string | null = null;
  #lastUs = 0;
  #aliveUs = 0;
  #sid = 0;
  #lastNumber = 0;

  constructor(facts: StoryFacts, figures: StoryFigures) {
    this.#facts = facts;
    this.#figures = figures;
  }

  /** The events of one row, in order; none when it is out of place. */
  *tell(row: RecordedRow): Generator<RecordedEvent> {
    const { us, session } = row;
    if (this.#session !== null && us - this.#lastUs > SILENCE_US)
      yield* this.#disconnect(this.#lastUs + SILENCE_US, 'the recording falls silent');
    if (session === null) {
      if (row.ticker === null || this.#told.has(row.ticker)) yield this.#tick(row, 0);
      return;
    }
    if (this.#over.has(session)) {
      this.#figures.rowsOutOfPlace += 1;
      return;
    }
    if (session !== this.#session) yield* this.#connect(us, session);
    this.#lastUs = us;
    if (us - this.#aliveUs >= ALIVE_EVERY_US) {
      this.#aliveUs = us;
      yield this.#status(us, { kind: 'alive', connection: 'kalshi', roundTripMs: null });
    }
    yield* this.#ofContract(row, session);
  }

  *#ofContract(row: RecordedRow, session: string): Generator<RecordedEvent> {
    const { us, ticker, body } = row;
    const market = ticker === null ? undefined : this.#facts.markets.get(ticker);
    if (ticker === null || market === undefined) {
      this.#figures.rowsOutOfPlace += 1;
      return;
    }
    if (!this.#told.has(ticker)) {
      this.#told.add(ticker);
      yield { us, session, body: { kind: 'tick', tick: { kind: 'market', market } } };
    }
    if (body.kind === 'contract-snapshot' && !this.#facts.hasChanges(session, ticker)) {
      this.#figures.snapshotsWithoutChanges += 1;
      return;
    }
    if (body.kind === 'contract-snapshot' || body.kind === 'contract-delta') {
      if (body.seq <= this.#lastNumber || this.#sid === 0) this.#sid += 1;
      this.#lastNumber = body.seq;
    }
    yield this.#tick(row, this.#sid);
  }

  *#connect(us: number, session: string): Generator<RecordedEvent> {
    if (this.#session !== null) yield* this.#disconnect(us, 'the next recording session begins');
    if (this.#latest !== null && this.#latest !== session) this.#over.add(this.#latest);
    this.#latest = session;
    this.#session = session;
    this.#lastNumber = Number.POSITIVE_INFINITY;
    this.#aliveUs = 0;
    this.#figures.connections += 1;
    yield this.#status(us, { kind: 'connected', connection: 'kalshi' });
    yield this.#status(us, { kind: 'subscribed', connection: 'kalshi', feed: 'kalshi-book' });
  }

  *#disconnect(us: number, reason: string): Generator<RecordedEvent> {
    yield this.#status(us, { kind: 'disconnected', connection: 'kalshi', reason });
    this.#session = null;
  }

  #status(us: number, status: FeedStatus): RecordedEvent {
    return { us, session: this.#session, body: { kind: 'status', status } };
  }

  #tick({ us, session, body }: RecordedRow, sid: number): RecordedEvent {
    const tick: Tick =
      body.kind === 'contract-snapshot' || body.kind === 'contract-delta' ? { ...body, sid } : body;
    return { us, session, body: { kind: 'tick', tick } };
  }
}

/** Tells the story of `rows`, counting into `figures`. */
export function* connectionStory(
  rows: Iterable<RecordedRow>,
  facts: StoryFacts,
  figures: StoryFigures,
): Generator<RecordedEvent> {
  const story = new Story(facts, figures);
  for (const row of rows) yield* story.tell(row);
}
