// Stored decisions, newest first, searched and filtered: one row each time a verdict changed, scored once its market settled.
'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { useMarketName } from '#components/live/use-market-name.ts';
import { Button } from '#components/ui/button.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import { ListFoot } from '#components/ui/list-foot.tsx';
import { formatClock } from '#lib/format/duration.ts';
import type { DecisionLine } from '#lib/wire/decisions-http.ts';
import { type DecisionFilter, filterHref, filterOf } from './decision-filter.ts';
import { DecisionFilters } from './decision-filters.tsx';
import { decisionHref } from './decision-links.ts';
import { csvHref, fetchDecisions } from './decisions-api.ts';
import { directionOf, offerText, perContractText, resultText, TONE } from './hindsight-view.ts';
import { OffersPanel } from './offers-panel.tsx';

const LINK = 'text-ink-soft underline underline-offset-2 hover:text-ink';

const COLUMNS: readonly Column[] = [
  { key: 'at', name: 'Decided', look: 'w-[196px] text-left max-md:w-[66px]' },
  { key: 'verdict', name: 'Verdict', look: 'w-[52px] text-left' },
  { key: 'market', name: 'Market', look: 'w-[212px] text-left max-md:w-auto' },
  { key: 'sentence', name: 'Why', look: 'text-left max-md:hidden' },
  { key: 'offer', name: 'Offer', look: 'w-[128px] text-left max-md:hidden' },
  { key: 'result', name: 'Result', look: 'w-[52px] text-left' },
  { key: 'taken', name: 'If taken ¢', look: 'w-[68px]' },
];

const FIRST_PAGE: string | null = null;

function useDecisions(filter: DecisionFilter) {
  const hub = useLiveHub();
  return useInfiniteQuery({
    queryKey: ['decisions', filter],
    initialPageParam: FIRST_PAGE,
    // Read again by whoever comes back to the page or asks for it: rows do not move under the eye.
    staleTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async ({ pageParam }) => {
      const page = await fetchDecisions(filter, pageParam);
      if (!page.ok) throw new Error(page.text);
      return { ...page, readAt: hub.nowMs() ?? Date.now() };
    },
    getNextPageParam: (page) => page.next,
  });
}

function Line({ row }: { row: DecisionLine }) {
  const name = useMarketName(row.ticker);
  const [day = '', time = ''] = instantText(row.at).split(' ');
  const offer = row.offer === null ? '' : offerText(row.offer);
  return (
    <>
      <tr data-testid="decision-line" data-verdict={row.verdict} title={row.sentence}>
        <th scope="row" className="num text-left text-xs font-normal">
          <a href={decisionHref(row.id)} className={LINK}>
            <span className="max-md:sr-only">{day} </span>
            {time.slice(0, 8)}
            <span className="max-md:sr-only">{time.slice(8)} UTC</span>
          </a>
        </th>
        <td className="text-left text-xs font-semibold uppercase">{row.verdict}</td>
        <td className="truncate text-left text-xs text-ink-soft" title={row.ticker}>
          <span className="text-ink">{name}</span>{' '}
          <span className="text-2xs text-ink-faint max-md:hidden">{row.ticker}</span>
        </td>
        <td className="truncate text-left text-xs text-ink-soft max-md:hidden">{row.sentence}</td>
        <td className="truncate text-left text-xs text-ink-soft max-md:hidden" title={offer}>
          {offer}
        </td>
        <td className="truncate text-left text-xs text-ink-soft">{resultText(row.settled)}</td>
        <td className={`num text-xs ${TONE[directionOf(row) ?? 'none']}`}>
          {perContractText(row)}
        </td>
      </tr>
      <tr className="md:hidden">
        <td colSpan={5} className="pb-2! text-left text-2xs whitespace-normal! text-ink-soft">
          {row.sentence}
          {offer === '' ? '' : `. Offer: ${offer}`}
        </td>
      </tr>
    </>
  );
}

function emptyText(filter: DecisionFilter): string {
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return isFiltered ? 'No stored decision fits this search.' : 'No decision is stored yet.';
}

/** When the newest page was read, on the engine's clock, and a button that reads all shown pages anew. */
function ReadAgain({ query }: { query: ReturnType<typeof useDecisions> }) {
  const readAt = query.data?.pages[0]?.readAt ?? null;
  if (readAt === null) return null;
  return (
    <span className="flex items-center gap-2">
      <span data-testid="decisions-read-at" className="num">
        Read at {formatClock(readAt)} UTC
      </span>
      <Button
        isPending={query.isRefetching && !query.isFetchingNextPage}
        onClick={() => void query.refetch()}
      >
        Read again
      </Button>
    </span>
  );
}

export function DecisionList() {
  const filter = filterOf(useSearchParams());
  const query = useDecisions(filter);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const change = (changes: Partial<DecisionFilter>) =>
    window.history.replaceState(null, '', filterHref({ ...filter, ...changes }));
  return (
    <main data-testid="decision-list" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2">
      <OffersPanel filter={filter} />
      <section className="min-w-0 border border-line bg-surface">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-2 py-1 text-xs text-ink-soft">
          <h2 className="mr-auto font-semibold">
            Stored decisions, one each time a verdict changed
          </h2>
          <ReadAgain query={query} />
          {/* In a tab of its own: a refusal must not take this page, and its kill switch, away. */}
          <a
            href={csvHref(filter)}
            target="_blank"
            rel="noreferrer"
            data-testid="decisions-csv"
            className="underline underline-offset-2 hover:text-ink"
          >
            All of these as CSV
          </a>
        </div>
        <DecisionFilters filter={filter} onChange={change} />
        <DataTable caption="Stored decisions, newest first" columns={COLUMNS}>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </DataTable>
        <ListFoot query={query} count={rows.length} noun="decisions" empty={emptyText(filter)} />
        {rows.length > 0 && (
          <p className="px-2 pb-2 text-xs text-ink-faint">
            If taken: net of fee a contract at the mean price of the levels it would have taken (its
            limit where that is not kept), held to settlement, against doing nothing; a quote counts
            as filled.
          </p>
        )}
      </section>
    </main>
  );
}
