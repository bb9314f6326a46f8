// The chart for those who cannot see a canvas: one line a minute, renewed every five seconds.
'use client';
import { useEffect, useState } from 'react';
import type { ChartPoint } from '#components/charts/price-chart.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';
import { formatMinute } from '#lib/format/duration.ts';
import { formatUsd } from '#lib/format/usd.ts';
import { pointsOf } from './chart-view.ts';

const EVERY_MS = 5_000;
const MINUTES = 10;

function minuteMarks(points: readonly ChartPoint[]): readonly ChartPoint[] {
  return points.filter((point) => point.second % 60 === 0).slice(-MINUTES);
}

export function ChartTwin() {
  const { store, flush } = useLiveHub();
  const [points, setPoints] = useState<readonly ChartPoint[]>([]);
  useEffect(() => {
    const read = () => setPoints(minuteMarks(pointsOf(store.table('chart')?.rows ?? {})));
    read();
    const id = setInterval(() => flush.next(read), EVERY_MS);
    return () => clearInterval(id);
  }, [store, flush]);
  return (
    <VisuallyHidden>
      <table>
        <caption>Bitcoin price of the last minutes, UTC</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Kraken mid, USD</th>
            <th scope="col">BRTI, USD</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.second}>
              <th scope="row">{formatMinute(point.second * 1000)}</th>
              <td>{formatUsd(point.midUsd)}</td>
              <td>{formatUsd(point.indexUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
