// Stored decisions, newest first: one row each time a verdict changed, each a way to its explanation.
'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { fetchDecisions } from '#components/live/api-client.ts';
import { useMarketTitle } from '#components/live/use-market-title.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import { ListFoot } from '#components/ui/list-foot.tsx';
import type { DecisionHeading } from '#lib/wire/http.ts';
import { decisionHref, decisionsHref } from './decision-links.ts';

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

const COLUMNS: readonly Column[] = [
  { key: 'at', name: 'Decided', look: 'w-[196px] text-left max-md:w-[66px]' },
  { key: 'verdict', name: 'Verdict', look: 'w-[52px] text-left' },
  { key: 'market', name: 'Market', look: 'w-[212px] text-left max-md:w-[110px]' },
  { key: 'sentence', name: 'Why', look: 'text-left' },
];

const FIRST_PAGE: string | null = null;

function useDecisions(ticker: string | null) {
  return useInfiniteQuery({
    queryKey: ['decisions', ticker],
    initialPageParam: FIRST_PAGE,
    queryFn: async ({ pageParam }) => {
      const page = await fetchDecisions({ after: pageParam, ticker });
      if (!page.ok) throw new Error(page.text);
      return page;
    },
    getNextPageParam: (page) => page.next,
  });
}

function Line({ row }: { row: DecisionHeading }) {
  const title = useMarketTitle(row.ticker);
  const [day = '', time = ''] = instantText(row.at).split(' ');
  return (
    <tr data-testid="decision-line" title={row.sentence}>
      <th scope="row" className="num text-left text-xs font-normal">
        <a href={decisionHref(row.id)} className={LINK}>
          <span className="max-md:sr-only">{day} </span>
          {time.slice(0, 8)}
          <span className="max-md:sr-only">{time.slice(8)} UTC</span>
        </a>
      </th>
      <td className="text-left text-xs font-semibold uppercase">{row.verdict}</td>
      <td className="truncate text-left text-xs text-ink-soft" title={row.ticker}>
        {title}
      </td>
      <td className="truncate text-left text-xs text-ink-soft">{row.sentence}</td>
    </tr>
  );
}

export function DecisionList() {
  const ticker = useSearchParams().get('ticker');
  const query = useDecisions(ticker);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <main data-testid="decision-list" className="grid gap-2 p-2">
      {ticker !== null && (
        <a href={decisionsHref(null)} className={`${LINK} justify-self-start px-1 text-xs`}>
          All markets
        </a>
      )}
      <section className="border border-line bg-surface">
        <h2 className="border-b border-line px-2 py-1 text-xs font-semibold text-ink-soft">
          Stored decisions{ticker === null ? '' : ` of ${ticker}`}, one each time a verdict changed
        </h2>
        <DataTable caption="Stored decisions, newest first" columns={COLUMNS}>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </DataTable>
        <ListFoot
          query={query}
          count={rows.length}
          noun="decisions"
          empty={
            ticker === null ? 'No decision is stored yet.' : 'No decision of this market is stored.'
          }
        />
      </section>
    </main>
  );
}
