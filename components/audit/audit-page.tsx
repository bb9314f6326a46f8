// The audit, newest first: who did what and when, each row with its detail; the check of its chain above it.
'use client';
import { Button } from '#components/ui/button.tsx';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { ListFoot } from '#components/ui/list-foot.tsx';
import { AuditLine } from './audit-line.tsx';
import { NameSelect } from './name-select.tsx';
import { chooseAudit, useAudit, useAuditFilter, useAuditNames } from './use-audit.ts';
import { VerifyChain } from './verify-chain.tsx';

const COLUMNS: readonly Column[] = [
  { key: 'seq', name: 'Row', look: 'w-[72px] text-left max-md:w-[52px]' },
  { key: 'at', name: 'When', look: 'w-[196px] text-left max-md:w-[66px]' },
  { key: 'by', name: 'Who', look: 'w-[104px] text-left max-md:w-[62px]' },
  { key: 'action', name: 'Action', look: 'w-[176px] text-left max-md:w-[112px]' },
  { key: 'detail', name: 'Detail', look: 'text-left' },
];

function emptyText(isFiltered: boolean): string {
  return isFiltered ? 'No row fits this filter.' : 'Nothing is in the audit yet.';
}

export function AuditPage() {
  const filter = useAuditFilter();
  const query = useAudit(filter);
  const names = useAuditNames();
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const isFiltered = filter.by !== null || filter.action !== null;
  return (
    <main data-testid="audit-page" className="grid gap-2 p-2">
      <VerifyChain />
      <section className="min-w-0 border border-line bg-surface">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-2 py-1 text-xs">
          <h2 className="mr-auto font-semibold text-ink-soft">Who did what, newest first</h2>
          <NameSelect
            label="Who"
            all="everybody"
            names={names.data?.by ?? []}
            chosen={filter.by}
            onChoose={(by) => chooseAudit({ by })}
          />
          <NameSelect
            label="Action"
            all="all"
            names={names.data?.actions ?? []}
            chosen={filter.action}
            onChoose={(action) => chooseAudit({ action })}
          />
          <Button
            disabled={query.isFetching}
            onClick={() => void Promise.all([query.refetch(), names.refetch()])}
          >
            Read again
          </Button>
        </header>
        <DataTable caption="Audit rows, newest first" columns={COLUMNS}>
          <tbody>
            {rows.map((row) => (
              <AuditLine key={row.seq} row={row} columns={COLUMNS.length} />
            ))}
          </tbody>
        </DataTable>
        <ListFoot
          query={query}
          count={rows.length}
          noun="audit rows"
          empty={emptyText(isFiltered)}
          note={
            names.isError && !query.isError
              ? `The filter has no names: ${names.error.message}`
              : null
          }
        />
      </section>
    </main>
  );
}
