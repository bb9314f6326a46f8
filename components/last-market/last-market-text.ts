// What became of a market that closed, in one sentence. In: its row and its recorded life. Out: text; what is not known says so.
import { ruleText, SERIES_NAME } from '#components/live/market-label.ts';
import type { MarketLife } from '#lib/domain/market-life.ts';
import { formatAge, formatMinute } from '#lib/format/duration.ts';
import { formatSignedMoney } from '#lib/format/money.ts';
import type { JudgedTime, LastMarketRow } from '#lib/wire/last-market.ts';

/** "15 min 01:00, ≥ 86,097.53". */
export function lastName(row: LastMarketRow): string {
  return `${SERIES_NAME[row.series]} ${formatMinute(row.closeAt)}, ${ruleText(row)}`;
}

/** "settled YES"; "settles…" until the venue has said. */
export function settledText({ result, resultFinal }: LastMarketRow): string {
  if (result === null) return 'settles…';
  return `${resultFinal ? 'settled' : 'provisionally'} ${result.toUpperCase()}`;
}

const many = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const ENDS = [
  ['expired', 'expired unanswered'],
  ['vetoed', 'vetoed'],
  ['refused', 'refused by the gate after approval'],
  ['withdrawn', 'withdrawn'],
] as const;

/** "7 offers expired unanswered, 1 offer vetoed"; '' where no offer ended so. */
function offersText({ offers }: Pick<MarketLife, 'offers'>): string {
  return ENDS.flatMap(([state, words]) => {
    const count = offers[state] ?? 0;
    return count === 0 ? [] : [`${many(count, 'offer')} ${words}`];
  }).join(', ');
}

/** "flat longest (11m20 of 15m00) because edge after fee −0.8 ¢ is below 1.0 ¢"; '' where it was never flat. */
function reasonText({ ms, flat }: JudgedTime): string {
  if (flat === null) return '';
  return `flat longest (${formatAge(flat.ms)} of ${formatAge(ms)}) because ${flat.text}`;
}

/** Why it did not trade, or what the trade has earned. A null record is not read yet. */
export function storyText(judged: JudgedTime | null, life: MarketLife | null): string {
  if (life === null) return 'its record is not read yet';
  const { sent, fills, netMicro, isBooked } = life;
  if (fills > 0)
    return isBooked
      ? `traded: ${formatSignedMoney(netMicro)} net of fees`
      : `traded, ${many(fills, 'fill')}; its result is not booked yet`;
  const why = judged === null ? 'this engine never judged it' : reasonText(judged);
  const tried = sent === 0 ? '' : `${many(sent, 'order')} sent, none filled`;
  const parts = [tried, offersText(life), why].filter((part) => part !== '');
  return `not traded: ${parts.length === 0 ? 'no reason is known' : parts.join('; ')}`;
}
