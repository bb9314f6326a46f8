// One row of the audit, and under it, once opened, its detail field by field and its place in the chain.
'use client';
import { useState } from 'react';
import { type Fact, Facts } from '#components/ui/facts.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import type { AuditRow } from '#lib/wire/audit-http.ts';
import { detailFields, detailLine } from './detail-fields.ts';

function factsOf(row: AuditRow): readonly Fact[] {
  const fields = detailFields(row.detail).map(({ name, value }) => ({
    name: name === '' ? 'detail' : name,
    value,
  }));
  const withheld =
    row.withheld.length === 0 ? [] : [{ name: 'Withheld', value: row.withheld.join(', ') }];
  return [
    ...fields,
    ...withheld,
    { name: 'Hash of the content', value: row.contentHash },
    { name: 'Hash before', value: row.previousHash },
    { name: 'Hash', value: row.hash },
  ];
}

export interface AuditLineProps {
  readonly row: AuditRow;
  readonly columns: number;
}

export function AuditLine({ row, columns }: AuditLineProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [day = '', time = ''] = instantText(row.at).split(' ');
  const line = detailLine(row.detail);
  return (
    <>
      <tr data-testid="audit-line" data-seq={row.seq}>
        <th scope="row" className="num text-left text-xs font-normal">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={`audit-${row.seq}`}
            onClick={() => setIsOpen(!isOpen)}
            className="text-ink-soft hover:text-ink pointer-coarse:min-h-11"
          >
            <span aria-hidden="true" className="mr-1 inline-block w-[1ch] text-ink-faint">
              {isOpen ? '−' : '+'}
            </span>
            <span className="sr-only">Detail of row </span>
            {row.seq}
          </button>
        </th>
        <td className="num text-left text-xs">
          <span className="max-md:sr-only">{day} </span>
          {time.slice(0, 8)}
          <span className="max-md:sr-only">{time.slice(8)} UTC</span>
        </td>
        <td className="truncate text-left text-xs text-ink-soft" title={row.by}>
          {row.by}
        </td>
        <td className="truncate text-left text-xs font-semibold" title={row.action}>
          {row.action}
        </td>
        <td className="truncate text-left text-xs text-ink-soft" title={line}>
          {line === '' ? '–' : line}
        </td>
      </tr>
      <tr id={`audit-${row.seq}`} hidden={!isOpen} data-testid="audit-detail">
        <td colSpan={columns} className="bg-sunken text-left whitespace-normal">
          {isOpen && (
            <>
              <p className="num px-2 pt-2 text-xs text-ink-faint">{instantText(row.at)}</p>
              <Facts facts={factsOf(row)} />
            </>
          )}
        </td>
      </tr>
    </>
  );
}
