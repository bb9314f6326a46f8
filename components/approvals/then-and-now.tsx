// Fair value and market of the outcome it buys, when the offer was raised and now: a moved price must be seen before it is approved.
'use client';
import { useLiveRow } from '#components/live/use-live.ts';
import { MISSING } from '#lib/format/digits.ts';
import { formatCents, formatProbabilityCents } from '#lib/format/price.ts';
import type { ApprovalRow } from '#lib/wire/trade-rows.ts';
import { outcomeChance, outcomeQuote, outcomeWord } from './approval-view.ts';

export interface ThenAndNowProps {
  readonly row: ApprovalRow;
}

export function ThenAndNow({ row }: ThenAndNowProps) {
  const now = useLiveRow('ladder', row.ticker);
  const outcome = outcomeWord(row);
  const [bid, ask] = outcomeQuote(row, now);
  const quote = now === undefined ? MISSING : `${formatCents(bid)} / ${formatCents(ask)}`;
  return (
    <table className="num ml-auto text-2xs">
      <caption className="sr-only">
        Fair value and market of the outcome it buys, at the offer and now, cents
      </caption>
      <thead className="text-ink-faint">
        <tr>
          <td />
          <th scope="col" className="w-14 text-right whitespace-nowrap">
            {outcome} fair
          </th>
          <th scope="col" className="w-24 text-right">
            {outcome} market
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className="text-ink-faint">
          <th scope="row" className="pr-2 text-left font-normal">
            raised
          </th>
          <td className="text-right">
            {formatProbabilityCents(outcomeChance(row, row.fairProbability))}
          </td>
          <td className="text-right">
            {formatProbabilityCents(outcomeChance(row, row.marketProbability))}
          </td>
        </tr>
        <tr>
          <th scope="row" className="pr-2 text-left font-normal">
            now
          </th>
          <td className="text-right">
            {formatProbabilityCents(outcomeChance(row, now?.fair ?? null))}
          </td>
          <td className="text-right">{quote}</td>
        </tr>
      </tbody>
    </table>
  );
}
