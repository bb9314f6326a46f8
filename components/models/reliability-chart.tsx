// The reliability diagram for the eye; the table beside it says the same. In: bins. Out: points with their intervals.
import type { ReliabilityBin } from '#lib/wire/models-http.ts';

export interface ReliabilityChartProps {
  readonly bins: readonly ReliabilityBin[];
}

/** Drawn in hundredths: x = what was said, y = what came true, upwards. */
const SIZE = 100;
const TICKS = [0, 25, 50, 75, 100];

function Bin({ bin }: { bin: ReliabilityBin }) {
  const x = bin.said * SIZE;
  const y = (share: number) => SIZE - share * SIZE;
  return (
    <g>
      <line
        x1={x}
        x2={x}
        y1={y(bin.low)}
        y2={y(bin.high)}
        stroke="var(--color-ink-faint)"
        strokeWidth="0.8"
      />
      <circle cx={x} cy={y(bin.came)} r="1.8" fill="var(--color-ink)" />
      <text
        x={x + 2.4}
        y={y(bin.came) + 1.4}
        fontSize="4"
        fill="var(--color-ink-soft)"
        className="num"
      >
        {bin.closes}
      </text>
    </g>
  );
}

export function ReliabilityChart({ bins }: ReliabilityChartProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="-14 -4 122 118"
      className="block h-auto w-full max-w-[340px]"
      data-testid="reliability-chart"
    >
      {TICKS.map((tick) => (
        <g key={tick} fontSize="4" fill="var(--color-ink-faint)" className="num">
          <line x1={tick} x2={tick} y1="0" y2={SIZE} stroke="var(--color-line)" strokeWidth="0.4" />
          <line x1="0" x2={SIZE} y1={tick} y2={tick} stroke="var(--color-line)" strokeWidth="0.4" />
          <text x={tick} y={SIZE + 5.5} textAnchor="middle">
            {tick}
          </text>
          <text x="-2" y={SIZE - tick + 1.4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      <line
        x1="0"
        y1={SIZE}
        x2={SIZE}
        y2="0"
        stroke="var(--color-ink-faint)"
        strokeDasharray="2 2"
        strokeWidth="0.5"
      />
      <text
        x={SIZE / 2}
        y={SIZE + 11.5}
        fontSize="4"
        textAnchor="middle"
        fill="var(--color-ink-soft)"
      >
        said, % YES
      </text>
      <text
        x={-SIZE / 2}
        y="-9"
        fontSize="4"
        textAnchor="middle"
        transform="rotate(-90)"
        fill="var(--color-ink-soft)"
      >
        came true, %
      </text>
      {bins.map((bin) => (
        <Bin key={bin.from} bin={bin} />
      ))}
    </svg>
  );
}
