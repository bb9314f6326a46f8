// Equity, day P&L, cash and open risk, written by the frame flush. In: the status row. Out: four figures.
'use client';
import { LiveNumber } from '#components/live/live-number.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { Stat } from '#components/ui/stat.tsx';
import { formatMoney, formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';
import { riskParts } from './risk-parts.ts';

const equity = (row: StatusRow) => row.equityMicro;
const dayPnl = (row: StatusRow) => row.dayPnlMicro;
const cash = (row: StatusRow) => row.cashMicro;
const risk = (row: StatusRow) => row.openRiskMicro;

const DAY_DIRECTION: LiveView<'status', 'gain' | 'loss' | null> = {
  topic: 'status',
  select: (table) => moneyDirection(table?.rows['engine']?.dayPnlMicro ?? null),
  equal: Object.is,
};

const RISK_PARTS: LiveView<'status', string> = {
  topic: 'status',
  select: (table) => riskParts(table?.rows['engine']),
  equal: Object.is,
};

const TONE = { gain: 'text-gain', loss: 'text-loss' } as const;

/** A quarter of the strip each on a phone. */
const FIGURE = 'w-24 max-md:w-auto';

export function AccountFigures() {
  const direction = useLiveView(DAY_DIRECTION);
  const parts = useLiveView(RISK_PARTS);
  return (
    <>
      <Stat label="Equity" className={FIGURE}>
        <LiveNumber topic="status" rowKey="engine" read={equity} print={formatMoney} />
      </Stat>
      <Stat
        label="Day P&L"
        className={FIGURE}
        title="Realised and unrealised of this UTC day, net of fees"
      >
        <LiveNumber
          topic="status"
          rowKey="engine"
          read={dayPnl}
          print={formatSignedMoney}
          className={`font-semibold ${direction === null ? '' : TONE[direction]}`}
        />
      </Stat>
      <Stat label="Cash" className={`${FIGURE} md:max-xl:hidden`}>
        <LiveNumber topic="status" rowKey="engine" read={cash} print={formatMoney} />
      </Stat>
      <Stat
        label="Open risk"
        className={FIGURE}
        title={`Worst-case loss of all positions and orders: ${parts}`}
      >
        <LiveNumber topic="status" rowKey="engine" read={risk} print={formatMoney} />
      </Stat>
      <p
        data-testid="risk-parts"
        className="num text-2xs text-ink-faint max-md:col-span-4 md:sr-only"
      >
        Open risk: {parts}
      </p>
    </>
  );
}
