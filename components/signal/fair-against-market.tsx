// Model and market side by side, and both on one 0–100 scale: band, fair tick, bid to ask.
import { formatSigned, MISSING } from '#lib/format/digits.ts';
import { formatProbabilityCents } from '#lib/format/price.ts';
import type { LadderRow } from '#lib/wire/topics.ts';
import { marketProbability } from './signal-view.ts';

export interface FairAgainstMarketProps {
  readonly row: LadderRow;
}

function Figure({ label, text, note }: { label: string; text: string; note: string }) {
  return (
    <div className="flex flex-col">
      <span className="label">{label}</span>
      <span className="num text-xl font-semibold">{text}</span>
      <span className="num text-2xs text-ink-faint">{note}</span>
    </div>
  );
}

/** All lengths in percent of the track: an SVG, so that it scales without measuring. */
function ProbabilityTrack({ row }: FairAgainstMarketProps) {
  const at = (ratio: number) => `${ratio * 100}%`;
  return (
    <svg aria-hidden="true" className="h-6 w-full" preserveAspectRatio="none">
      <rect x="0" y="10" width="100%" height="4" rx="1" className="fill-raised" />
      {row.fairLow !== null && row.fairHigh !== null && (
        <rect
          x={at(row.fairLow)}
          y="8"
          width={at(Math.max(0, row.fairHigh - row.fairLow))}
          height="8"
          rx="1"
          className="fill-accent/35"
        />
      )}
      {row.bid !== null && (
        <rect x={at(row.bid / 10_000)} y="3" width="2" height="18" className="fill-bid" />
      )}
      {row.ask !== null && (
        <rect x={at(row.ask / 10_000)} y="3" width="2" height="18" className="fill-ask" />
      )}
      {row.fair !== null && (
        <rect x={at(row.fair)} y="0" width="3" height="24" rx="1" className="fill-ink" />
      )}
    </svg>
  );
}

export function FairAgainstMarket({ row }: FairAgainstMarketProps) {
  const market = marketProbability(row);
  const gap =
    row.fair === null || market === null ? MISSING : formatSigned((row.fair - market) * 100, 1);
  const band =
    row.fairLow === null || row.fairHigh === null
      ? 'no band'
      : `80% ${formatProbabilityCents(row.fairLow)}–${formatProbabilityCents(row.fairHigh)}`;
  return (
    <div>
      <div className="grid grid-cols-3 gap-2">
        <Figure label="Model fair ¢" text={formatProbabilityCents(row.fair)} note={band} />
        <Figure
          label="Market implied ¢"
          text={formatProbabilityCents(market)}
          note={`last ${formatProbabilityCents(row.last === null ? null : row.last / 10_000)}`}
        />
        <Figure label="Model − market" text={gap} note="before fee" />
      </div>
      <ProbabilityTrack row={row} />
    </div>
  );
}
