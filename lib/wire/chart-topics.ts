// Rows that only the price chart draws: the cone to a settlement, and volatility as it was. Plain JSON, null for "not there".

/** key = close, Unix ms: where the law that prices this close lets the price go. */
export interface ConeRow {
  readonly closeAt: number;
  /** Unix ms that was priced, and the stamp of the forecast behind it; null without a cone. */
  readonly at: number | null;
  readonly forecastAt: number | null;
  /** Shares of the law below each line, rising, as calibrated as the probability curve; 0.5 is the median. */
  readonly levels: readonly number[];
  /** In rising time: BRTI until the settlement window opens, then the mean of its prints so far. Empty without a cone. */
  readonly points: readonly ConeRowPoint[];
  /** Why there is no cone; '' where there is one. */
  readonly reason: string;
}

export interface ConeRowPoint {
  /** Unix ms. */
  readonly at: number;
  /** One a level, USD to the cent. */
  readonly usd: readonly number[];
}

/** key = Unix second, every fifth one: volatility a year as a ratio (0.45 = 45 %). */
export interface VolatilityRow {
  /** Of the next 15 minutes as forecast then; null while there was no fresh forecast. */
  readonly forecastVolAnnual: number | null;
  /** Of the 15 minutes before. */
  readonly realisedVolAnnual: number | null;
}

export interface ChartTopicRows {
  readonly cone: ConeRow;
  readonly volatility: VolatilityRow;
}

export const CHART_TOPICS = ['cone', 'volatility'] as const;
