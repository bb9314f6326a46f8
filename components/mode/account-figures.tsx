// Equity, day P&L, cash and open risk, written by the frame flush. In: the status row. Out: four figures.
'use client';
import { LiveNumber } from '#components/live/live-number.tsx';
import { type LiveView, useLiveView } from '#components/live/use-live.ts';
import { Stat } from '#components/ui/stat.tsx';
import { formatMoney, formatSignedMoney, moneyDirection } from '#lib/format/money.ts';
import type { StatusRow } from '#lib/wire/status-rows.ts';

const equity = (row: StatusRow) => row.equityMicro;
const dayPnl = (row: StatusRow) => row.dayPnlMicro;
const cash = (row: StatusRow) => row.cashMicro;
const risk = (row: StatusRow) => row.openRiskMicro;

const DAY_DIRECTION: LiveView<'status', 'gain' | 'loss' | null> = {
  topic: 'status',
  select: (table) => moneyDirection(table?.rows['engine']?.dayPnlMicro ?? null),
  equal: Object.is,
};

const TONE = { gain: 'text-gain', loss: 'text-loss' } as const;

export function AccountFigures() {
  const direction = useLiveView(DAY_DIRECTION);
  return (
    <>
      <Stat label="Equity" className="w-24">
        <LiveNumber topic="status" rowKey="engine" read={equity} print={formatMoney} />
      </Stat>
      <Stat label="Day P&L" className="w-24" title="Realised and unrealised, UTC day">
        <LiveNumber
          topic="status"
          rowKey="engine"
          read={dayPnl}
          print={formatSignedMoney}
          className={`font-semibold ${direction === null ? '' : TONE[direction]}`}
        />
      </Stat>
      <Stat label="Cash" className="w-24 max-xl:hidden">
        <LiveNumber topic="status" rowKey="engine" read={cash} print={formatMoney} />
      </Stat>
      <Stat
        label="Open risk"
        className="w-24 max-md:hidden"
        title="Worst-case loss of all positions and orders"
      >
        <LiveNumber topic="status" rowKey="engine" read={risk} print={formatMoney} />
      </Stat>
    </>
  );
}
