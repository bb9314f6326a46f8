// Who says what about one contract, as rows to print. In: views, bands. Out: six speakers in fixed order, and the weight in words.
import type { Views } from '#lib/domain/explanation.ts';
import { formatFixed } from '#lib/format/digits.ts';

type SpeakerId = 'tree' | 'sequence' | 'combined' | 'calibrated' | 'market' | 'blended';

/** Probabilities of YES, 0 … 1. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** What is drawn around a speaker's mark; null is not drawn. */
export interface ViewBands {
  /** The model's own 80 %. */
  readonly model: Band | null;
  /** The same after the blend with the market. */
  readonly blend: Band | null;
  /** Bid to ask. */
  readonly quote: Band | null;
}

export const NO_BANDS: ViewBands = { model: null, blend: null, quote: null };

export interface Speaker {
  readonly id: SpeakerId;
  readonly name: string;
  /** One line on what it is. */
  readonly meaning: string;
  /** Null where it is silent. */
  readonly probability: number | null;
  /** Difference to the market in cents; null for the market itself and where either is silent. */
  readonly gapCents: number | null;
  readonly band: Band | null;
}

const SPEAKERS: readonly Pick<Speaker, 'id' | 'name' | 'meaning'>[] = [
  { id: 'tree', name: 'Tree', meaning: 'the gradient-boosted trees alone' },
  { id: 'sequence', name: 'Sequence', meaning: 'the sequence model alone' },
  {
    id: 'combined',
    name: 'Combined',
    meaning: 'our models alone: the average of the members, priced',
  },
  {
    id: 'calibrated',
    name: 'Calibrated',
    meaning: 'our models, corrected by how they settled before',
  },
  { id: 'market', name: 'Market mid', meaning: 'the middle of bid and ask' },
  {
    id: 'blended',
    name: 'Blended',
    meaning: 'what we trade on: the market moved towards our models',
  },
];

/** Smallest weight that prints as more than 0.00, and largest that prints as less than 1.00. */
const LEAST_WEIGHT = 0.005;
const MOST_WEIGHT = 0.995;

function bandOf(id: SpeakerId, bands: ViewBands): Band | null {
  if (id === 'combined') return bands.model;
  if (id === 'market') return bands.quote;
  return id === 'blended' ? bands.blend : null;
}

/** The six speakers, always all of them and always in this order. */
export function speakersOf(views: Views, bands: ViewBands): readonly Speaker[] {
  return SPEAKERS.map((speaker) => {
    const probability = views[speaker.id];
    const isCompared = speaker.id !== 'market' && probability !== null && views.market !== null;
    return {
      ...speaker,
      probability,
      gapCents: isCompared ? (probability - (views.market ?? 0)) * 100 : null,
      band: bandOf(speaker.id, bands),
    };
  });
}

/** Without a fair value nobody speaks but the market itself, by its `quote`. */
export function silentSpeakers(quote: Band | null): readonly Speaker[] {
  const mid = quote === null ? null : (quote.low + quote.high) / 2;
  return SPEAKERS.map((speaker) => ({
    ...speaker,
    probability: speaker.id === 'market' ? mid : null,
    gapCents: null,
    band: speaker.id === 'market' ? quote : null,
  }));
}

/** How much of our own model is in the price, and on what evidence. */
export function weightText({ weight, evidenceMarkets, market }: Views): string {
  const evidence = `${formatFixed(evidenceMarkets, 0)} settled market${evidenceMarkets === 1 ? '' : 's'}`;
  const start = `weight ${weight.toFixed(2)}: ${evidence},`;
  if (market === null) return `${start} no two-sided market to weigh against`;
  if (weight < LEAST_WEIGHT) return `${start} we agree with the market`;
  if (weight > MOST_WEIGHT) return `${start} our model alone`;
  return `${start} ${formatFixed(weight * 100, 0)}% of the way to our model`;
}
