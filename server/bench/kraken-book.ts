// What one Kraken book message costs, stage by stage, as multiples of bare JSON.parse of the same text.
import { assertCondition } from '#lib/check.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { type FrameContext, frameToTick } from '#server/adapters/kraken/frame-to-tick.ts';
import { createMarketState } from '#server/core/1-ingest/market-state.ts';
import { applySpotBook, createSpotBook, type SpotBook } from '#server/core/1-ingest/spot-book.ts';
import { tickToMarket } from '#server/core/1-ingest/tick-to-market.ts';
import { createFeatureState } from '#server/core/2-features/feature-state.ts';
import { observe } from '#server/core/2-features/observe.ts';
import { ccxtTouch, createCcxtBook } from './ccxt-book.ts';
import type { BookFrames } from './kraken-frames.ts';
import { compare } from './timing.ts';

const ROUNDS = 7;
/** Live spacing is irregular; for the features only whole seconds matter: about thirty updates in each. */
const STEP_MS = 33;

function ticksOf(text: string, context: FrameContext): readonly Tick[] {
  const frame = frameToTick(text, context);
  assertCondition(frame.kind === 'data', 'a benchmark frame is a data frame');
  return frame.ticks;
}

function applyAll(texts: readonly string[], context: FrameContext): SpotBook {
  const book = createSpotBook();
  for (const text of texts)
    for (const tick of ticksOf(text, context)) {
      assertCondition(tick.kind === 'spot-book', 'a book frame gives book ticks');
      const outcome = applySpotBook(book, tick);
      assertCondition(
        outcome.kind === 'applied' && outcome.verified,
        'every benchmark frame applies and its checksum fits',
      );
    }
  return book;
}

function ingestAll(texts: readonly string[], context: FrameContext): void {
  const market = createMarketState();
  const features = createFeatureState();
  tickToMarket(market, { kind: 'spot-status', system: 'online', pair: 'online' }, wallMs(0));
  let at = 1_795_359_600_000;
  for (const text of texts) {
    at += STEP_MS;
    for (const tick of ticksOf(text, context)) {
      const change = tickToMarket(market, tick, wallMs(at));
      observe(features, market, { change, at });
    }
  }
  assertCondition(features.mid !== null, 'the features saw a mid');
}

/** Multiples of JSON.parse, and the yardstick itself. */
export interface BookCost {
  readonly frames: string;
  readonly parseNs: number;
  readonly decode: number;
  readonly book: number;
  readonly features: number;
  readonly ccxt: number;
}

/** Both books must stand at the same touch, or the comparison compares nothing. */
function assertSameTouch(frames: BookFrames, context: FrameContext): void {
  const ours = applyAll(frames.texts, context);
  const [bid, ask] = ccxtTouch(frames.texts);
  assertCondition(
    (ours.bestBid() ?? 0) / 10 === bid && (ours.bestAsk() ?? 0) / 10 === ask,
    `our touch equals ccxt's ${bid} / ${ask}`,
  );
}

/** Times every stage over all frames. */
export function bookCost(frames: BookFrames): BookCost {
  const { texts, depth } = frames;
  const scale = { pricePrecision: 1, sizePrecision: 8 };
  const context: FrameContext = { symbol: 'BTC/USD', depth, scale, checksum: 'required' };
  assertSameTouch(frames, context);
  const ns = compare(
    {
      parse: () => {
        for (const text of texts) JSON.parse(text);
      },
      decode: () => {
        for (const text of texts) ticksOf(text, context);
      },
      book: () => applyAll(texts, context),
      features: () => ingestAll(texts, context),
      ccxt: () => {
        const handle = createCcxtBook();
        for (const text of texts) handle(text);
      },
    },
    { rounds: ROUNDS, units: texts.length },
  );
  const parseNs = ns['parse'] ?? Number.NaN;
  const times = (name: string) => (ns[name] ?? Number.NaN) / parseNs;
  return {
    frames: `${frames.name}, depth ${depth}, ${texts.length} messages`,
    parseNs,
    decode: times('decode'),
    book: times('book'),
    features: times('features'),
    ccxt: times('ccxt'),
  };
}
