// The shape of a histogram, for the eye; the numbers stand beside it. In: buckets. Out: bars on a logarithmic scale.
import type { LatencyRow } from '#lib/wire/health-rows.ts';
import { BAR_PLACES, barsOf } from './latency-view.ts';

const HEIGHT = 16;

export function LatencyBars({ buckets }: Pick<LatencyRow, 'buckets'>) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BAR_PLACES * 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-4 w-full border-b border-line text-ink-faint"
    >
      {barsOf(buckets).map(({ place, height }) => (
        <rect
          key={place}
          x={place * 2}
          y={HEIGHT * (1 - height)}
          width="2"
          height={HEIGHT * height}
          fill="currentColor"
        />
      ))}
    </svg>
  );
}
