// Offers of the span: how fast they were answered, and what those not taken would have earned. In: the filter. Out: a small table.
'use client';
import { useQuery } from '@tanstack/react-query';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { formatAge } from '#lib/format/duration.ts';
import { formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import type { DecisionFilter } from './decision-filter.ts';
import { fetchOffers } from './decisions-api.ts';
import { TONE } from './hindsight-view.ts';
import { type OfferSum, offerSums } from './offers-view.ts';

/** Answers given meanwhile and markets that settled change the sums. */
const AGAIN_MS = 30_000;

const COLUMNS: readonly Column[] = [
  { key: 'state', name: 'Offers', look: 'text-left' },
  { key: 'count', name: 'Count', look: 'w-[52px]' },
  { key: 'median', name: 'Median answer', look: 'w-[104px] max-md:w-[64px]' },
  { key: 'slowest', name: 'Slowest', look: 'w-[68px] max-md:hidden' },
  { key: 'scored', name: 'Settled', look: 'w-[60px]' },
  { key: 'net', name: 'If all taken', look: 'w-[96px]' },
];

function Line({ sum }: { sum: OfferSum }) {
  const { state, count, medianMs, slowestMs, scored, ifTakenMicro } = sum;
  return (
    <tr data-testid="offer-sum" data-state={state}>
      <th scope="row" className="text-left font-normal text-ink">
        {state}
      </th>
      <td className="num text-xs">{count}</td>
      <td className="num text-xs text-ink-soft">{formatAge(medianMs)}</td>
      <td className="num text-xs text-ink-soft max-md:hidden">{formatAge(slowestMs)}</td>
      <td className="num text-xs text-ink-soft">{scored}</td>
      <td className={`num text-xs ${TONE[moneyDirection(ifTakenMicro) ?? 'none']}`}>
        {formatSignedMoney(ifTakenMicro)}
      </td>
    </tr>
  );
}

export function OffersPanel({ filter }: { filter: DecisionFilter }) {
  const query = useQuery({
    queryKey: ['offers', filter.from, filter.to],
    staleTime: 0,
    refetchInterval: AGAIN_MS,
    queryFn: async () => {
      const reply = await fetchOffers(filter);
      if (!reply.ok) throw new Error(reply.text);
      return reply;
    },
  });
  const sums = offerSums(query.data?.rows ?? []);
  return (
    <details data-testid="offers-panel" className="border border-line bg-surface text-xs">
      <summary className="cursor-pointer px-2 py-1 font-semibold text-ink-soft pointer-coarse:py-3">
        Offers and answers: how fast, and what vetoed and expired ones would have earned
      </summary>
      <DataTable caption="Offers by what became of them" columns={COLUMNS}>
        <tbody>
          {sums.map((sum) => (
            <Line key={sum.state} sum={sum} />
          ))}
        </tbody>
      </DataTable>
      <p className="p-2 text-ink-faint">
        {query.isPending && 'Reading offers…'}
        {query.isError && <span role="alert">{query.error.message}</span>}
        {query.isSuccess && sums.length === 0 && 'No offer was raised in this span. '}
        {query.data?.isCut === true && 'Only the newest 500 of this span are counted. '}
        Net of fees at the offered size and price, held to settlement; a quote counts as filled
        whole.
      </p>
    </details>
  );
}
