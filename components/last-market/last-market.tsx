// The market of the last close: how it settled and why it was not traded. In: topic and the stored record. Out: one strip.
'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchLastMarket } from '#components/live/api-client.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useTopic } from '#components/live/use-topic.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import type { LastMarketRow } from '#lib/wire/last-market.ts';
import { lastName, settledText, storyText } from './last-market-text.ts';

/** Its booking comes with the settlement; after that nothing changes any more. */
const AGAIN_MS = 10_000;

function useLife({ ticker, closeAt, resultFinal }: LastMarketRow) {
  return useQuery({
    queryKey: ['last-market', ticker, closeAt],
    queryFn: async () => {
      const reply = await fetchLastMarket(ticker);
      if (!reply.ok) throw new Error(reply.text);
      return reply.life;
    },
    refetchInterval: ({ state }) => {
      const life = state.data;
      if (life === undefined) return AGAIN_MS;
      const isOver = life.fills > 0 ? life.isBooked : resultFinal;
      return isOver ? false : AGAIN_MS;
    },
  });
}

function Told({ row }: { readonly row: LastMarketRow }) {
  const { data, error } = useLife(row);
  const story =
    error === null ? storyText(row.judged, data ?? null) : `not known: ${error.message}`;
  return (
    <>
      <strong className="font-semibold text-ink" title={row.ticker}>
        Last: {lastName(row)}, {settledText(row)},
      </strong>{' '}
      <span data-testid="last-market-story">{story}.</span>{' '}
      <a
        href={`/decisions?ticker=${encodeURIComponent(row.ticker)}`}
        data-testid="last-market-decisions"
        className="whitespace-nowrap underline underline-offset-2 hover:text-ink pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:items-center"
      >
        Its decisions
      </a>
    </>
  );
}

/** Of the series one looks at; of a fixed height, so that a longer sentence moves nothing. */
export function LastMarket() {
  const topic = useTopic('lastMarkets');
  const { event } = useSelectedMarket();
  const rows = topic.kind === 'ready' ? topic.rows : [];
  const row = rows.find(({ series }) => series === event?.series) ?? rows[0];
  return (
    <section
      id="last-market"
      aria-label="Last market"
      data-testid="last-market"
      data-ticker={row?.ticker}
      {...BY_KEYBOARD}
      className="panel-body h-14 overflow-y-auto border-t border-line bg-surface px-2 py-1 text-xs text-ink-soft pointer-coarse:h-24"
    >
      {topic.kind !== 'ready' && 'Last market: waiting for the first snapshot'}
      {topic.kind === 'ready' &&
        row === undefined &&
        'Last market: none has closed since the engine started'}
      {row !== undefined && <Told key={row.ticker} row={row} />}
    </section>
  );
}
