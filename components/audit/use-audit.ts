// Audit rows by page, under the filter of the address. Out: the rows read so far, the filter, and a way to change it.
'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { type AuditFilter, fetchAudit, fetchAuditNames } from './audit-api.ts';

const FIRST_PAGE: number | null = null;

/** The filter as the address says it. */
export function useAuditFilter(): AuditFilter {
  const wanted = useSearchParams();
  return { by: wanted.get('by') || null, action: wanted.get('action') || null };
}

/** Without a new page: rows and filter are one view. */
export function chooseAudit(change: Partial<AuditFilter>): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(change))
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  window.history.replaceState(null, '', url);
}

export function useAudit({ by, action }: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', by, action],
    initialPageParam: FIRST_PAGE,
    queryFn: async ({ pageParam }) => {
      const page = await fetchAudit({ by, action }, pageParam);
      if (!page.ok) throw new Error(page.text);
      return page;
    },
    getNextPageParam: (page) => page.next,
  });
}

export function useAuditNames() {
  return useQuery({
    queryKey: ['audit-names'],
    queryFn: async () => {
      const names = await fetchAuditNames();
      if (!names.ok) throw new Error(names.text);
      return names;
    },
  });
}
