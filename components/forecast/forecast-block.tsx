// The volatility forecast: every horizon, every member beside the combination, who was refused and why.
'use client';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { LOADING, PanelContent, type PanelState, READY } from '#components/ui/panel.tsx';
import { MISSING } from '#lib/format/digits.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';
import { byMinutes, memberLines, volInterval } from './forecast-view.ts';
import { MemberRow } from './member-row.tsx';

type Refused = StatusRow['forecastRefused'];

interface Standing {
  readonly fallback: string | null;
  readonly refused: Refused;
}

const FORECASTS: LiveView<'forecast', readonly ForecastRow[] | null> = {
  topic: 'forecast',
  select: (table) => (table === null ? null : byMinutes(Object.values(table.rows))),
  equal: Object.is,
};

const STANDING: LiveView<'status', Standing | null> = {
  topic: 'status',
  select: (table) => {
    const row = table?.rows['engine'];
    return row === undefined
      ? null
      : { fallback: row.forecastFallback, refused: row.forecastRefused };
  },
  equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
};

function columnsOf(rows: readonly ForecastRow[]): readonly Column[] {
  return [
    { key: 'member', name: 'Vol a year', look: 'text-left' },
    ...rows.map(({ minutes }) => ({
      key: String(minutes),
      name: `${minutes} min`,
      look: 'w-[68px]',
    })),
  ];
}

/** "24–38": the 80 % interval in whole percent. */
function intervalText(row: ForecastRow): string {
  const { low, high } = volInterval(row);
  return `${formatPercent(low, 0).slice(0, -1)}–${formatPercent(high, 0)}`;
}

function Combination({ rows }: { rows: readonly ForecastRow[] }) {
  return (
    <tbody>
      <tr data-testid="forecast-combination" className="font-semibold">
        <th scope="row" className="text-left font-semibold">
          Combination
        </th>
        {rows.map((row) => (
          <td key={row.minutes} className="num text-xs">
            {formatPercent(row.volAnnual)}
          </td>
        ))}
      </tr>
      <tr data-testid="forecast-interval">
        <th scope="row" className="text-left font-normal text-ink-soft">
          80 % interval
        </th>
        {rows.map((row) => (
          <td key={row.minutes} className="num text-2xs text-ink-soft">
            {intervalText(row)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row" className="text-left font-normal text-ink-faint">
          Base all correct
        </th>
        {rows.map((row) => (
          <td key={row.minutes} className="num text-xs text-ink-faint">
            {formatPercent(row.baseVolAnnual)}
          </td>
        ))}
      </tr>
    </tbody>
  );
}

function standingText(fallback: string | null, refused: Refused): string {
  if (fallback !== null) return `Fallback: ${fallback}`;
  return refused.length === 0 ? 'The wanted models answer.' : 'No fallback; not everyone answers:';
}

function Warnings({ fallback, refused }: Standing) {
  return (
    <div {...BY_KEYBOARD} className="h-[30px] overflow-y-auto border-b border-line px-2 text-2xs">
      <p
        data-testid="forecast-fallback"
        className={fallback === null ? 'text-ink-faint' : 'text-severity-warning'}
      >
        {standingText(fallback, refused)}
      </p>
      {refused.length === 0 && <p className="text-ink-faint">No model is refused.</p>}
      {refused.map(({ id, reason }) => (
        <p key={id} data-testid="forecast-refused" className="text-severity-warning">
          <strong>{id}</strong> refused: {reason}
        </p>
      ))}
    </div>
  );
}

function stateOf(rows: readonly ForecastRow[] | null): PanelState {
  if (rows === null) return LOADING;
  return rows.length === 0 ? { kind: 'empty', text: 'There is no forecast now.' } : READY;
}

export function ForecastBlock() {
  const rows = useLiveView(FORECASTS);
  const standing = useLiveView(STANDING);
  return (
    <div className="[--row-h:18px] pointer-coarse:[--row-h:22px]">
      {standing !== null && <Warnings {...standing} />}
      <PanelContent state={stateOf(rows)}>
        {rows !== null && rows.length > 0 && (
          <>
            <DataTable
              caption="Volatility a year by member and horizon, with the member's share in the average"
              columns={columnsOf(rows)}
            >
              <Combination rows={rows} />
              <tbody>
                {memberLines(rows).map((line) => (
                  <MemberRow key={line.id} line={line} />
                ))}
              </tbody>
            </DataTable>
            <p className="px-2 py-1 text-2xs text-ink-faint">
              Small figure: share in the average; {MISSING} = beside it. ONNX or plain: how the
              member is computed.
            </p>
          </>
        )}
      </PanelContent>
    </div>
  );
}
