// Names, strokes and present figures of what the chart draws beside the prices. In: its state. Out: two lines of text.
import { formatMinute } from '#lib/format/duration.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import { bandText, type ChartState } from './chart-state.ts';

interface ItemProps {
  readonly name: string;
  /** Stroke as the canvas draws it. */
  readonly look: string;
  readonly value: string;
  /** Room of the widest figure: nothing moves when it changes. */
  readonly width: string;
  readonly testId: string;
}

function Item({ name, look, value, width, testId }: ItemProps) {
  return (
    <span className="flex items-center gap-1 whitespace-nowrap">
      <span aria-hidden="true" className={`inline-block w-3 ${look}`} />
      {name}
      <span data-testid={testId} className={`num text-ink ${width}`}>
        {value}
      </span>
    </span>
  );
}

/** The bands by their edges at the close. */
const BANDS = [
  { percent: 50, low: 0.25, high: 0.75, look: 'border-index border-t' },
  { percent: 80, low: 0.1, high: 0.9, look: 'border-index border-t border-dashed' },
  { percent: 95, low: 0.025, high: 0.975, look: 'border-index border-t border-dotted' },
] as const;

export interface ChartLegendProps {
  readonly state: ChartState;
}

const LINE = 'flex flex-wrap items-center gap-x-2';

/** Where the close may settle, or in the same place why nobody knows. */
function ConeLine({ state: { cone, reason } }: ChartLegendProps) {
  if (cone === null)
    return (
      <p className="truncate text-severity-warning" title={reason}>
        No cone: {reason}
      </p>
    );
  return (
    <div className={LINE} title={`BRTI average at ${formatMinute(cone.closeAt)} UTC, USD`}>
      {BANDS.map(({ percent, low, high, look }) => (
        <Item
          key={percent}
          name={`${percent}%`}
          look={look}
          value={bandText(cone, low, high)}
          width="min-w-[13ch]"
          testId={`cone-${percent}`}
        />
      ))}
    </div>
  );
}

export function ChartLegend({ state }: ChartLegendProps) {
  const { volatility } = state;
  return (
    <div className="border-b border-line px-2 py-0.5 text-2xs text-ink-soft">
      <div className="min-h-[1lh]">
        <ConeLine state={state} />
      </div>
      <div className={LINE}>
        <span>Vol a year, 15 min</span>
        <Item
          name="forecast"
          look="border-accent border-t-2"
          value={formatPercent(volatility?.forecastVolAnnual ?? null)}
          width="min-w-[6ch]"
          testId="volatility-forecast"
        />
        <Item
          name="realised"
          look="border-ink-soft border-t border-dashed"
          value={formatPercent(volatility?.realisedVolAnnual ?? null)}
          width="min-w-[6ch]"
          testId="volatility-realised"
        />
      </div>
    </div>
  );
}
