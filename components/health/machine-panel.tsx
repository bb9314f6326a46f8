// The machine under the engine and what may still be sent to the venue, once a second.
'use client';
import type { ReactNode } from 'react';
import { LiveNumber } from '#components/live/live-number.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { Facts } from '#components/ui/facts.tsx';
import { Meter } from '#components/ui/meter.tsx';
import { LOADING, Panel, PanelContent, type PanelState, READY } from '#components/ui/panel.tsx';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatFixed, MISSING } from '#lib/format/digits.ts';
import { formatMs } from '#lib/format/duration.ts';
import { formatLatency } from '#lib/format/latency.ts';
import type { LatencyRow, MachineRow, RateBucketRow } from '#lib/wire/health-rows.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';

/** undefined: no snapshot yet · null: there is no such row. */
type Seen = MachineRow | null | undefined;

const MACHINE: LiveView<'machine', Seen> = {
  topic: 'machine',
  select: (table) => (table === null ? undefined : (table.rows['engine'] ?? null)),
  equal: Object.is,
};

const skew = (row: StatusRow) => row.clockOffsetMs;
const queue = (row: StatusRow) => row.queueLength;
const half = (row: LatencyRow) => row.p50Ms;
const most = (row: LatencyRow) => row.p99Ms;
const whole = (value: number | null) => (value === null ? MISSING : formatFixed(value, 0));

function Word({ isGood, good, bad }: { isGood: boolean; good: string; bad: string }) {
  return isGood ? good : <strong className="text-severity-critical">{bad}</strong>;
}

function Database({ isHealthy }: { isHealthy: boolean }): ReactNode {
  return (
    <>
      <Word isGood={isHealthy} good="takes writes" bad="takes no writes: entries are blocked" />
      {'; a commit half '}
      <LiveNumber topic="latency" rowKey="commit" read={half} print={formatLatency} />
      {', 99% '}
      <LiveNumber topic="latency" rowKey="commit" read={most} print={formatLatency} />
    </>
  );
}

function MachineFacts({ row }: { row: MachineRow }) {
  return (
    <Facts
      facts={[
        { name: 'Event loop, worst', value: `${formatMs(row.loopDelayMs)} in the last second` },
        {
          name: 'Events waiting',
          value: <LiveNumber topic="status" rowKey="engine" read={queue} print={whole} />,
        },
        { name: 'Engine memory', value: formatBytes(row.rssBytes) },
        {
          name: 'Disk free',
          value:
            row.freeDiskBytes === null ? (
              <strong className="text-severity-critical">not known: entries are blocked</strong>
            ) : (
              formatBytes(row.freeDiskBytes)
            ),
        },
        { name: 'Database', value: <Database isHealthy={row.storeHealthy} /> },
        {
          name: 'Watchdog',
          value: (
            <Word
              isGood={row.watchdogAlive}
              good="connected"
              bad="not connected: entries are blocked"
            />
          ),
        },
        {
          name: 'Venue clock − ours',
          value: <LiveNumber topic="status" rowKey="engine" read={skew} print={formatMs} />,
        },
      ]}
    />
  );
}

function stateOf(row: Seen): PanelState {
  if (row === undefined) return LOADING;
  return row === null
    ? { kind: 'empty', text: 'No engine has told of its machine: a replay has none.' }
    : READY;
}

function bucketText({ tokens, capacity, refillPerSecond }: RateBucketRow): string {
  return `${whole(tokens)} of ${whole(capacity)}, +${whole(refillPerSecond)}/s`;
}

function Buckets({ rows }: { rows: readonly RateBucketRow[] }) {
  const state: PanelState =
    rows.length === 0 ? { kind: 'empty', text: 'This venue has no limits that we count.' } : READY;
  return (
    <PanelContent state={state}>
      <ul aria-label="Rate-limit buckets of order entry" className="grid gap-2 p-2">
        {rows.map((row) => (
          <li key={row.name} data-testid="rate-bucket">
            <Meter
              label={row.name}
              ratio={row.capacity > 0 ? row.tokens / row.capacity : 0}
              text={bucketText(row)}
            />
          </li>
        ))}
      </ul>
      <p className="px-2 pb-2 text-2xs text-ink-faint">
        Tokens of order entry, as we count them ourselves; market data has a count of its own. A
        fifth of each write bucket is kept for cancels. How near they were to their end:{' '}
        <a href="/risk#uses" className="underline underline-offset-2 hover:text-ink">
          among the limits
        </a>
        .
      </p>
    </PanelContent>
  );
}

export function MachinePanels() {
  const row = useLiveView(MACHINE);
  return (
    <>
      <Panel id="machine" title="Machine" state={stateOf(row)}>
        {row && <MachineFacts row={row} />}
      </Panel>
      <Panel id="rate-limits" title="Rate limits at the venue" state={stateOf(row)}>
        {row && <Buckets rows={row.rateBuckets} />}
      </Panel>
    </>
  );
}
