// What a model is shown since the engine started, against its training: share outside, quantiles, age. In: a line. Out: a table.
'use client';
import { useCallback } from 'react';
import { TickText } from '#components/live/tick-text.tsx';
import { useLiveRow } from '#components/live/use-live.ts';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { type Column, DataTable, RowsByPlace } from '#components/ui/data-table.tsx';
import { formatAge, formatClock } from '#lib/format/duration.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { ModelInputRow } from '#lib/wire/models-topics.ts';
import {
  type InputLevel,
  type InputLine,
  inputLines,
  inputsSummary,
  inputText,
  LEVEL_WORD,
} from './inputs-view.ts';
import type { ModelLine } from './models-view.ts';

export interface InputsTableProps {
  readonly line: ModelLine;
}

const COLUMNS: readonly Column[] = [
  { key: 'feature', name: 'Feature', look: 'w-[128px] text-left' },
  { key: 'level', name: 'Range', look: 'w-[86px] text-left' },
  { key: 'outside', name: 'Outside', look: 'w-[58px]' },
  { key: 'missing', name: 'Missing', look: 'w-[58px]' },
  { key: 'last', name: 'Last', look: 'w-[58px]' },
  { key: 'live', name: 'Live 10 · 50 · 90%', look: 'w-[136px]' },
  { key: 'trained', name: 'Training 10 · 50 · 90%', look: 'w-[136px]' },
  { key: 'ends', name: 'Live low … high', look: 'w-[112px]' },
  { key: 'range', name: 'Training low … high', look: 'w-[120px]' },
];

const TONE: Readonly<Record<InputLevel, string>> = {
  outside: 'font-semibold text-severity-warning',
  missing: 'font-semibold text-severity-warning',
  some: 'text-ink',
  unknown: 'text-ink-faint italic',
  ok: 'text-ink-soft',
};

function three(values: readonly (number | null)[] | null): string {
  return values === null ? 'not said' : values.map(inputText).join(' · ');
}

function Line({ line }: { line: InputLine }) {
  const { name, trained, live, outsideShare, missingShare, level } = line;
  return (
    <tr data-testid="input-line" data-feature={name} data-level={level}>
      <th scope="row" className="truncate text-left text-xs font-normal" title={name}>
        {name}
      </th>
      <td className={`text-left text-2xs ${TONE[level]}`}>{LEVEL_WORD[level]}</td>
      <td className="num text-xs">{formatPercent(outsideShare, 0)}</td>
      <td className="num text-xs text-ink-soft">{formatPercent(missingShare, 0)}</td>
      <td className="num text-xs">{inputText(live.last)}</td>
      <td className="num text-2xs">{three([live.p10, live.p50, live.p90])}</td>
      <td className="num text-2xs text-ink-soft">{three(trained?.deciles ?? null)}</td>
      <td className="num text-2xs">
        {inputText(live.low)} … {inputText(live.high)}
      </td>
      <td className="num text-2xs text-ink-soft">
        {inputText(trained?.low)} … {inputText(trained?.high)}
      </td>
    </tr>
  );
}

/** A sequence names one feature twice, in its newest minute and among its statics: rows go by place. */
function draw(line: InputLine) {
  return <Line line={line} />;
}

function Head({ row }: { row: ModelInputRow }) {
  const print = useCallback((now: number) => formatAge(now - row.at), [row.at]);
  return (
    <p className="px-2 py-1 text-2xs text-ink-soft">
      Live, from the engine: {row.samples} sample{row.samples === 1 ? '' : 's'}, one a minute, since{' '}
      <span className="num">{formatClock(row.fromAt)}</span> UTC, the newest{' '}
      <TickText print={print} className="num" testId="inputs-age" /> old. At most six hours are
      kept.
    </p>
  );
}

function nothingText({ row }: ModelLine): string {
  if (row?.standing !== 'asked') return 'It is not asked, so it is shown nothing.';
  return 'It has been shown nothing yet: questions begin with enough of the last four hours.';
}

export function InputsTable({ line }: InputsTableProps) {
  const row = useLiveRow('modelInputs', line.id);
  if (row === undefined) return <p className="p-2 text-xs text-ink-faint">{nothingText(line)}</p>;
  const manifest = line.papers?.manifest ?? null;
  const lines = inputLines(row, manifest);
  return (
    <>
      <Head row={row} />
      <p data-testid="inputs-summary" className="px-2 text-xs text-ink">
        {inputsSummary(lines)}.
      </p>
      <div {...BY_KEYBOARD} className="max-h-80 overflow-auto">
        <div className="min-w-[900px]">
          <DataTable
            caption={`What ${line.id} is shown, against its training, most outside first`}
            columns={COLUMNS}
          >
            <RowsByPlace rows={lines} draw={draw} />
          </DataTable>
        </div>
      </div>
      <p className="px-2 py-1 text-2xs text-ink-faint">
        Dimensionless, relative to the level of the last hours. Outside: below the lowest or above
        the highest value of training; half a range further out, the model refuses the row by name.
        {row.features.length > 0 &&
          line.row?.kind === 'window' &&
          ' A sequence is shown by its newest minute, then its statics; a missing value stands there as a neutral 0 and is not counted as missing.'}
      </p>
    </>
  );
}
