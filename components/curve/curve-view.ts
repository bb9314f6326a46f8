// The model's distribution beside the market's, strike by strike. In: ladder rows of one event. Out: points, low strike first.
import type { MarketEvent } from '#components/live/market-list.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';

/** One strike; probabilities of YES as ratios, null = not known. */
export interface CurvePoint {
  readonly ticker: string;
  readonly strikeCents: number;
  /** Best bid and ask: the market's word is the band between them, not its middle. */
  readonly bid: number | null;
  readonly ask: number | null;
  /** Our own model, calibrated, before it is blended with the market. */
  readonly model: number | null;
  readonly modelLow: number | null;
  readonly modelHigh: number | null;
  /** What is traded on: model and market together. */
  readonly blended: number | null;
  /** Cents the model lies outside the band: + above the ask, − below the bid, 0 within, null while either is not known. */
  readonly outsideCents: number | null;
}

type RowOf = (ticker: string) => LadderRow | undefined;

const ONE = 10_000;

/** How far `model` lies outside bid … ask, in cents. */
export function outsideCents(
  model: number | null,
  bid: number | null,
  ask: number | null,
): number | null {
  if (model === null || bid === null || ask === null) return null;
  if (model > ask) return (model - ask) * 100;
  return model < bid ? (model - bid) * 100 : 0;
}

function pointOf(ticker: string, strikeCents: number, row: LadderRow): CurvePoint {
  const bid = row.bid === null ? null : row.bid / ONE;
  const ask = row.ask === null ? null : row.ask / ONE;
  const model = row.signal?.views.calibrated ?? null;
  return {
    ...{ ticker, strikeCents, bid, ask, model },
    modelLow: row.signal?.modelLow ?? null,
    modelHigh: row.signal?.modelHigh ?? null,
    blended: row.fair,
    outsideCents: outsideCents(model, bid, ask),
  };
}

/** Every strike of the event once, lowest first; tails that share a border with a bucket keep the bucket. */
export function curveOf(event: MarketEvent | null, rowOf: RowOf): readonly CurvePoint[] {
  const byStrike = new Map<number, CurvePoint>();
  for (const { ticker, strikeCents } of event?.markets ?? []) {
    const row = rowOf(ticker);
    if (strikeCents === null || row === undefined || byStrike.has(strikeCents)) continue;
    byStrike.set(strikeCents, pointOf(ticker, strikeCents, row));
  }
  return [...byStrike.values()].toSorted((left, right) => left.strikeCents - right.strikeCents);
}

/** What YES of one point means for the settlement mean, by series. */
export function curveMeaning(series: MarketEvent['series']): string {
  return series === 'KXBTC' ? 'P(mean in the range from this strike)' : 'P(mean above this strike)';
}
