// A market in few characters, the rule it settles by written exactly. In: a ladder row. Out: text.
import type { Series } from '#lib/domain/market.ts';
import { formatMinute } from '#lib/format/duration.ts';
import { formatStrike } from '#lib/format/usd.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';

type LabelledRow = Pick<LadderRow, 'series' | 'strikeCents' | 'capCents' | 'title'>;

/** What the settlement mean must do for YES, as the series compares it (kalshi-api: ≥ for 15 minutes, > for hourly). */
export function ruleText({ series, strikeCents, capCents }: LabelledRow): string {
  if (strikeCents !== null && capCents !== null)
    return `${formatStrike(strikeCents)} – ${formatStrike(capCents)}`;
  if (capCents !== null) return `< ${formatStrike(capCents)}`;
  if (strikeCents === null) return 'not set yet';
  return `${series === 'KXBTC15M' ? '≥' : '>'} ${formatStrike(strikeCents)}`;
}

/** The venue's title where it is short, the rule where the title is a sentence or repeats a bracket. */
export function marketLabel(row: LabelledRow): string {
  const isSentence = row.series === 'KXBTC15M' && row.strikeCents !== null;
  const isBracket = row.strikeCents !== null && row.capCents !== null;
  return isSentence || isBracket ? ruleText(row) : row.title;
}

export const SERIES_NAME: Readonly<Record<Series, string>> = {
  KXBTC15M: '15 min',
  KXBTCD: 'hourly',
  KXBTC: 'range',
};

/** "hourly, closes 17:00 UTC"; what is not known says so. `closeAt` in Unix ms. */
export function termsText(series: Series | null, closeAt: number | null): string {
  const name = series === null ? 'series not known' : SERIES_NAME[series];
  return closeAt === null
    ? `${name}, its close is not known`
    : `${name}, closes ${formatMinute(closeAt)} UTC`;
}
