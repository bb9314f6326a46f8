// Latencies from the venue's frame to a fill, one row a stage, with percentiles; a stage that is not measured says so.
'use client';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { LOADING, Panel, type PanelState, READY } from '#components/ui/panel.tsx';
import { LATENCY_STAGES, type LatencyStage } from '#lib/domain/latency.ts';
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import { formatLatency } from '#lib/format/latency.ts';
import type { LatencyRow } from '#lib/wire/health-rows.ts';
import { LatencyBars } from './latency-bars.tsx';
import { emptyReason } from './latency-view.ts';

type Rows = Readonly<Record<string, LatencyRow>> | null;

const ROWS: LiveView<'latency', Rows> = {
  topic: 'latency',
  select: (table) => table?.rows ?? null,
  equal: Object.is,
};

const NARROW = 'max-md:hidden';

const COLUMNS: readonly Column[] = [
  { key: 'stage', name: 'Stage', look: 'text-left' },
  { key: 'count', name: 'Measured', look: `w-[84px] ${NARROW}` },
  { key: 'p50', name: 'Half within', look: 'w-[74px] max-md:w-[66px]' },
  { key: 'p95', name: '95% within', look: `w-[74px] ${NARROW}` },
  { key: 'p99', name: '99% within', look: 'w-[74px] max-md:w-[66px]' },
  { key: 'max', name: 'Longest', look: 'w-[74px] max-md:w-[60px]' },
  { key: 'shape', name: '10 µs … 100 s, log scale', look: `w-[176px] ${NARROW}` },
];

function StageName({ stage, count }: { stage: LatencyStage; count: number }) {
  const reason = emptyReason(stage, count);
  return (
    <th scope="row" className="py-1 text-left text-xs leading-4 font-normal whitespace-normal">
      <span className="text-ink">{stage.name}</span>
      <span className="block text-2xs text-ink-faint">{stage.about}</span>
      {reason !== null && <span className="block text-2xs text-ink-soft italic">{reason}</span>}
    </th>
  );
}

function Line({ stage, row }: { stage: LatencyStage; row: LatencyRow | undefined }) {
  const none = stage.notMeasured === null ? 'none yet' : MISSING;
  const { count = 0, p50Ms = null, p95Ms = null, p99Ms = null, maxMs = null } = row ?? {};
  return (
    <tr data-testid="latency-line" data-stage={stage.id} data-measured={count > 0}>
      <StageName stage={stage} count={count} />
      <td className={`num text-xs ${NARROW}`}>{count === 0 ? none : formatFixed(count, 0)}</td>
      <td className="num text-xs">{formatLatency(p50Ms)}</td>
      <td className={`num text-xs ${NARROW}`}>{formatLatency(p95Ms)}</td>
      <td className="num text-xs">{formatLatency(p99Ms)}</td>
      <td className="num text-xs text-ink-soft">{formatLatency(maxMs)}</td>
      <td className={NARROW}>
        <LatencyBars buckets={row?.buckets ?? []} />
      </td>
    </tr>
  );
}

function stateOf(rows: Rows): PanelState {
  if (rows === null) return LOADING;
  return Object.keys(rows).length === 0
    ? { kind: 'empty', text: 'Nothing is measured here: only a running engine measures.' }
    : READY;
}

export function LatencyPanel() {
  const rows = useLiveView(ROWS);
  return (
    <Panel
      id="latency"
      title="Latencies since the engine started"
      state={stateOf(rows)}
      aside={<span className="text-ink-faint">percentiles: upper edge of the bucket</span>}
    >
      <DataTable caption="Latencies by stage, since the engine started" columns={COLUMNS}>
        <tbody>
          {LATENCY_STAGES.map((stage) => (
            <Line key={stage.id} stage={stage} row={rows?.[stage.id]} />
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
