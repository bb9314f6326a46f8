// The chart's state four times a second, for ages move without news. In: the chosen event. Out: a state that changes about once a second.
'use client';
import { useEffect, useState } from 'react';
import type { LiveHub } from '#components/live/live-hub.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { type ChartState, chartStateOf, isSameState } from './chart-state.ts';

function readState(hub: LiveHub, closeAt: number | null): ChartState {
  const { store } = hub;
  return chartStateOf({
    nowMs: hub.nowMs(),
    isLinked: hub.link.get().phase === 'live',
    closeAt,
    cone: store.row('cone', String(closeAt)),
    spot: store.row('spot', 'BTC/USD'),
    volatility: store.table('volatility')?.rows ?? {},
  });
}

/** Keeps its reference while the picture is the same. */
export function useChartState(): ChartState {
  const hub = useLiveHub();
  const closeAt = useSelectedMarket().event?.closeAt ?? null;
  const [state, setState] = useState(() => readState(hub, closeAt));
  useEffect(() => {
    const read = () =>
      setState((before) => {
        const next = readState(hub, closeAt);
        return isSameState(before, next) ? before : next;
      });
    read();
    return hub.flush.onTick(read);
  }, [hub, closeAt]);
  return state;
}
