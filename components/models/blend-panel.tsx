// How far the price is moved from the mid towards our models, and on what evidence, by time to close. Live from the engine.
'use client';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { listState, Panel } from '#components/ui/panel.tsx';
import { formatFixed, formatSigned } from '#lib/format/digits.ts';
import type { BlendRow } from '#lib/wire/models-topics.ts';
import { bucketText } from './scores-view.ts';
import { useBlend } from './use-models.ts';

const COLUMNS: readonly Column[] = [
  { key: 'bucket', name: 'Time to close', look: 'w-[104px] text-left' },
  { key: 'weight', name: 'Weight', look: 'w-[52px]' },
  { key: 'doubt', name: '± sd', look: 'w-[44px]' },
  { key: 'closes', name: 'Closes', look: 'w-[52px]' },
  { key: 'shipped', name: 'Shipped', look: 'w-[108px]' },
  { key: 'calibration', name: 'Calibration a, b', look: 'w-[100px]' },
];

function Line({ row }: { row: BlendRow }) {
  const { bucketSeconds, a, b, beta, betaSd, closes, shippedBeta, shippedCloses, isAllowed } = row;
  return (
    <tr data-testid="blend-line" data-bucket={bucketSeconds}>
      <th scope="row" className="text-left text-xs font-normal">
        {bucketText(bucketSeconds)}
      </th>
      <td className="num text-xs">
        {isAllowed ? formatFixed(beta, 2) : <strong className="text-severity-critical">0 !</strong>}
      </td>
      <td className="num text-xs text-ink-soft">{formatFixed(betaSd, 2)}</td>
      <td className="num text-xs text-ink-soft">{formatFixed(closes, 0)}</td>
      <td className="num text-2xs text-ink-faint">
        {shippedCloses === 0
          ? 'nothing'
          : `${formatFixed(shippedBeta, 2)} of ${formatFixed(shippedCloses, 0)}`}
      </td>
      <td className="num text-xs text-ink-soft">
        {formatSigned(a, 2)}, {formatFixed(b, 2)}
      </td>
    </tr>
  );
}

export function BlendPanel() {
  const rows = useBlend();
  const state = listState(
    { kind: rows === null ? 'loading' : 'ready' },
    { count: rows?.length ?? 0, empty: 'The engine tells no weights.' },
  );
  return (
    <Panel
      id="blend"
      title="Weight against the market, live"
      state={state}
      scroll={false}
      className="border border-line"
    >
      <div {...BY_KEYBOARD} className="overflow-x-auto">
        <div className="min-w-[460px]">
          <DataTable caption="Weight of our models by time to close" columns={COLUMNS}>
            <tbody>
              {(rows ?? []).map((row) => (
                <Line key={row.bucketSeconds} row={row} />
              ))}
            </tbody>
          </DataTable>
        </div>
      </div>
      <p className="px-2 py-1.5 text-2xs text-ink-faint">
        0 follows the market’s mid, 1 our calibrated models alone. It begins with the shipped fit
        and moves with every close that settles here, weighed against a prior of “do nothing”. “0
        !”: the mid was proven the better forecaster there (the monitor “Mid beats model”), whatever
        was fitted. Calibration: logit p becomes a + b · logit p.
      </p>
    </Panel>
  );
}
