// What the page reads: folders and scores from the gateway, rows from the engine. Out: queries and live values.
'use client';
import { useQuery } from '@tanstack/react-query';
import { fetchModelPapers, fetchModelScores } from '#components/live/api-client.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import type { BlendRow, ModelRow } from '#lib/wire/models-topics.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';
import { fromOf, type Span } from './scores-view.ts';

/** A close settles every quarter hour at the most often; half a minute later it is on the page. */
const SCORES_MS = 30_000;

/** Cards and manifests of the folders; read anew when the engine was started anew, for then its models may differ. */
export function useModelPapers(startedAt: number | null) {
  return useQuery({
    queryKey: ['model-papers', startedAt],
    queryFn: async () => {
      const reply = await fetchModelPapers();
      if (!reply.ok) throw new Error(reply.text);
      return reply.models;
    },
  });
}

/** Scores of the span; waits for the engine's start where the span begins with it. */
export function useModelScores(span: Span, startedAt: number | null) {
  const hub = useLiveHub();
  return useQuery({
    queryKey: ['model-scores', span, span === 'start' ? startedAt : null],
    enabled: span !== 'start' || startedAt !== null,
    queryFn: async () => {
      const now = hub.nowMs() ?? Date.now();
      const reply = await fetchModelScores(fromOf(span, { now, startedAt: startedAt ?? now }));
      if (!reply.ok) throw new Error(reply.text);
      return reply;
    },
    refetchInterval: SCORES_MS,
    staleTime: 0,
  });
}

const ROWS: LiveView<'models', Readonly<Record<string, ModelRow>> | null> = {
  topic: 'models',
  select: (table) => table?.rows ?? null,
  equal: Object.is,
};

/** What the engine found at its start; null before its first snapshot. */
export function useModelRows() {
  return useLiveView(ROWS);
}

const BLEND: LiveView<'blend', readonly BlendRow[] | null> = {
  topic: 'blend',
  select: (table) =>
    table === null
      ? null
      : Object.values(table.rows).sort((left, right) => right.bucketSeconds - left.bucketSeconds),
  equal: Object.is,
};

/** Longest time to close first; null before the first snapshot. */
export function useBlend() {
  return useLiveView(BLEND);
}

/** Shares and kinds alone: what changes every second is not compared. */
function shares(rows: Readonly<Record<string, ForecastRow>>): string {
  return JSON.stringify(
    Object.values(rows).map(({ minutes, members }) => [
      minutes,
      members.map(({ id, weight }) => [id, weight]),
    ]),
  );
}

const FORECASTS: LiveView<'forecast', Readonly<Record<string, ForecastRow>> | null> = {
  topic: 'forecast',
  select: (table) => table?.rows ?? null,
  equal: (left, right) =>
    left === right || (left !== null && right !== null && shares(left) === shares(right)),
};

/** The forecast by minutes ahead; renders only when a share changed, so read nothing else of it. */
export function useForecastShares() {
  return useLiveView(FORECASTS);
}

type Answering = Pick<
  StatusRow,
  'engineStartedAt' | 'forecastModel' | 'forecastFallback' | 'forecastRefused'
>;

const ANSWERING: LiveView<'status', Answering | null> = {
  topic: 'status',
  select: (table) => {
    const row = table?.rows['engine'];
    if (row === undefined) return null;
    const { engineStartedAt, forecastModel, forecastFallback, forecastRefused } = row;
    return { engineStartedAt, forecastModel, forecastFallback, forecastRefused };
  },
  equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
};

/** Who answers now and who does not; null before the first snapshot. */
export function useAnswering() {
  return useLiveView(ANSWERING);
}
