// One speaker on the scale from 0 to 100 cents: band, mark, and the market's mid as a line through all rows.
import type { Band } from './views-view.ts';

export interface ProbabilityTrackProps {
  /** 0 … 1; null draws the scale alone. */
  readonly probability: number | null;
  readonly band: Band | null;
  /** The market's mid, drawn as a thin line for comparison. */
  readonly market: number | null;
  readonly isStrong: boolean;
}

/** All lengths in percent of the track: an SVG, so that it scales without measuring. The numbers stand beside it. */
export function ProbabilityTrack(props: ProbabilityTrackProps) {
  const { probability, band, market, isStrong } = props;
  const at = (ratio: number) => `${ratio * 100}%`;
  return (
    <svg aria-hidden="true" className="block h-[14px] w-full overflow-visible">
      <rect x="0" y="6" width="100%" height="2" rx="1" className="fill-raised" />
      {band !== null && (
        <rect
          x={at(band.low)}
          y="3"
          width={at(Math.max(0, band.high - band.low))}
          height="8"
          rx="1"
          className="fill-accent/30"
        />
      )}
      {market !== null && (
        <rect x={at(market)} y="-3" width="1" height="20" className="fill-ink-faint" />
      )}
      {probability !== null && (
        <rect
          x={at(probability)}
          y={isStrong ? 0 : 2}
          width="3"
          height={isStrong ? 14 : 10}
          rx="1"
          transform="translate(-1 0)"
          className={isStrong ? 'fill-ink' : 'fill-ink-soft'}
        />
      )}
    </svg>
  );
}
