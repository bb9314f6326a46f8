// All pages with what one finds there, for places without the row of pages. Out: a list of links.
'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isPageOf, PAGES } from './pages.ts';
import { WaitingMark } from './waiting-mark.tsx';

export function PageLinks() {
  const path = usePathname();
  return (
    <nav aria-label="All pages" className="grid grid-cols-[minmax(0,1fr)] gap-1 text-xs">
      {PAGES.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          data-testid="page-link"
          aria-current={isPageOf(path, page) ? 'page' : undefined}
          className="flex items-baseline gap-2 rounded-sm px-1 hover:bg-raised aria-[current]:bg-raised pointer-coarse:min-h-11 pointer-coarse:items-center"
        >
          <span className="shrink-0 text-ink underline underline-offset-2">{page.name}</span>
          {page.href === '/health' && <WaitingMark />}
          <span className="truncate text-ink-faint" title={page.about}>
            {page.about}
          </span>
        </Link>
      ))}
    </nav>
  );
}
