// The frames every book benchmark reads: from the seeded simulator, or from a recording. In: seed, or a path. Out: frame texts.
import { existsSync } from 'node:fs';
import { readBytes } from '#server/replay/import-l2/csv-file.ts';
import { createSpotMarket } from '#server/simulator/kraken/spot-market.ts';
import { createKrakenVenue, type VenueOutput } from '#server/simulator/kraken/venue.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';

const START_MS = 1_795_359_600_000;
const STEP_MS = 500;
/** Dollars the mid moves in one step, one standard deviation: about 45 % a year at 90 000 $. */
const STEP_USD = 5.1;

export interface BookFrames {
  readonly name: string;
  readonly depth: number;
  /** A snapshot, then updates; one frame a text, as on the wire. */
  readonly texts: readonly string[];
}

function bookTexts(outputs: readonly VenueOutput[]): string[] {
  return outputs.flatMap((each) =>
    each.kind === 'frame' && each.text.startsWith('{"channel":"book"') ? [each.text] : [],
  );
}

/** `count` book frames of the simulated Kraken at `depth`: the same for the same seed, with true checksums. */
export function simulatedFrames(seed: string, depth: number, count: number): BookFrames {
  const rng = createRng(seed);
  const market = createSpotMarket({ random: rng.uniform, midUsd: 90_000, atMs: START_MS });
  const venue = createKrakenVenue({ bids: market.bids(), asks: market.asks() });
  const { client } = venue.connect(START_MS);
  const params = { channel: 'book', symbol: ['BTC/USD'], depth, snapshot: true };
  const ask = JSON.stringify({ method: 'subscribe', params, req_id: 1 });
  const texts = bookTexts(venue.receive({ client, text: ask, atMs: START_MS }));
  let midUsd = 90_000;
  for (let atMs = START_MS; texts.length < count; atMs += STEP_MS) {
    midUsd += STEP_USD * rng.normal();
    texts.push(...bookTexts(venue.publish(market.advance(atMs + STEP_MS, midUsd, 1))));
  }
  return { name: `simulated, seed "${seed}"`, depth, texts: texts.slice(0, count) };
}

function frameText(line: string): string {
  const value: unknown = JSON.parse(line);
  const isWrapped = typeof value === 'object' && value !== null && 'payload' in value;
  return isWrapped && typeof value.payload === 'string' ? value.payload : line;
}

/** The book frames of a recorded .jsonl file, repeated up to about `count`; null where the file is not there. */
export function recordedFrames(path: string, depth: number, count: number): BookFrames | null {
  if (!existsSync(path)) return null;
  const lines = readBytes(path).toString('utf8').split('\n');
  const once = lines
    .filter((line) => line !== '')
    .map(frameText)
    .filter((text) => text.startsWith('{"channel":"book"'));
  const texts: string[] = [];
  while (once.length > 0 && texts.length < count) texts.push(...once);
  return { name: `recorded, ${once.length} frames repeated`, depth, texts };
}
