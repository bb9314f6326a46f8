// A market in few characters, the rule it settles by written exactly. In: a ladder row, or a ticker alone. Out: text.
import type { Series } from '#lib/domain/market.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { formatMinute } from '#lib/format/duration.ts';
import { formatStrike } from '#lib/format/usd.ts';
import { newYorkOffsetHours } from '#lib/new-york-offset.ts';
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

/** The same with its close, for lists of markets of many closes: "≥ 86,097.53 01:00", UTC. */
export function marketName(row: LabelledRow & Pick<LadderRow, 'closeAt'>): string {
  return `${marketLabel(row)} ${formatMinute(row.closeAt)}`;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
/** Series, New York date and time of the close, and the strike where the ticker has it. */
const TICKER = /^\w+-(\d\d)([A-Z]{3})(\d\d)(\d\d)(\d\d)?-(?:([TB])(\d+(?:\.\d+)?)|\d+)$/;

/** Unix ms of a time on New York's clocks. */
function fromNewYork(local: number): number {
  const guess = local - newYorkOffsetHours(local) * 3_600_000;
  return local - newYorkOffsetHours(guess) * 3_600_000;
}

/** A market that is gone from the desk, by what its ticker tells: "> 84,899.99 22:00", "15 min 01:00"; else the ticker. */
export function nameOfTicker(ticker: string): string {
  const [, year, monthName = '', day, hour, minute = '0', kind, strike] = TICKER.exec(ticker) ?? [];
  const series = seriesOf(ticker);
  const month = MONTHS.indexOf(monthName);
  if (series === null || month < 0) return ticker;
  const local = Date.UTC(2000 + Number(year), month, Number(day), Number(hour), Number(minute));
  const close = formatMinute(fromNewYork(local));
  if (strike === undefined || kind === undefined) return `${SERIES_NAME[series]} ${close}`;
  const level = formatStrike(Math.round(Number(strike) * 100));
  if (series === 'KXBTCD') return `> ${level} ${close}`;
  return `${kind === 'B' ? 'range at' : 'tail at'} ${level} ${close}`;
}
