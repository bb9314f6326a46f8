// Every model version, one row each: what it is, whether it counts now, and why. In: lines, the open one. Out: a table.
'use client';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { kindText, type ModelLine, type ModelState } from './models-view.ts';

export interface VersionsTableProps {
  readonly lines: readonly ModelLine[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
}

const WIDE = 'max-md:hidden';

const COLUMNS: readonly Column[] = [
  { key: 'model', name: 'Model', look: 'w-[92px] text-left max-md:w-[98px]' },
  { key: 'kind', name: 'Kind', look: `w-[112px] text-left ${WIDE}` },
  { key: 'origin', name: 'Came', look: `w-[60px] text-left ${WIDE}` },
  { key: 'file', name: 'File', look: `w-[88px] text-left ${WIDE}` },
  { key: 'state', name: 'Now', look: 'w-[104px] text-left max-md:w-[96px]' },
  { key: 'why', name: 'Why', look: 'text-left' },
];

const TONE: Readonly<Record<ModelState, string>> = {
  counts: 'font-semibold text-ink',
  beside: 'text-ink-soft',
  silent: 'font-semibold text-severity-warning',
  off: 'text-ink-soft italic',
  waiting: 'text-ink-faint italic',
};

function Line({ line, open, onOpen }: { line: ModelLine } & Omit<VersionsTableProps, 'lines'>) {
  const { id, row, papers, state, word, why } = line;
  const isRefused = word === 'REFUSED';
  const hash = row?.hash ?? papers?.fileSha256 ?? null;
  return (
    <tr data-testid="model-line" data-model={id} data-state={state} className="align-top">
      <th scope="row" className="py-0.5 text-left text-xs font-normal whitespace-normal">
        <button
          type="button"
          aria-pressed={id === open}
          onClick={() => onOpen(id)}
          className="text-left text-ink underline underline-offset-2 aria-pressed:font-semibold pointer-coarse:min-h-11"
        >
          {id}
        </button>
        <span className="block text-2xs text-ink-faint md:hidden">{kindText(line)}</span>
      </th>
      <td className={`py-0.5 text-left text-xs text-ink-soft ${WIDE}`}>{kindText(line)}</td>
      <td className={`py-0.5 text-left text-xs text-ink-soft ${WIDE}`}>
        {row?.origin ?? papers?.origin ?? '–'}
      </td>
      <td className={`num py-0.5 text-left text-2xs text-ink-faint ${WIDE}`} title={hash ?? ''}>
        {hash === null ? '–' : `${hash.slice(0, 10)}…`}
      </td>
      <td
        className={`py-0.5 text-left text-xs whitespace-normal ${isRefused ? 'font-semibold text-severity-critical' : TONE[state]}`}
      >
        {word}
      </td>
      <td className="py-0.5 text-left text-2xs leading-4 break-words whitespace-normal text-ink-soft">
        {why}
      </td>
    </tr>
  );
}

export function VersionsTable({ lines, open, onOpen }: VersionsTableProps) {
  return (
    <DataTable caption="Every model version, by name" columns={COLUMNS}>
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} open={open} onOpen={onOpen} />
        ))}
      </tbody>
    </DataTable>
  );
}
