// The way between the pages. In: the address. Out: a row of links, the page one is on marked.
'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isPageOf, PAGES } from './pages.ts';

export function PageNav() {
  const path = usePathname();
  return (
    <nav
      aria-label="Pages"
      className="flex gap-1 overflow-x-auto border-y border-line bg-surface px-2 text-xs"
    >
      {PAGES.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          title={page.about}
          aria-current={isPageOf(path, page) ? 'page' : undefined}
          className="border-b-2 border-transparent px-2 py-1.5 whitespace-nowrap text-ink-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {page.name}
        </Link>
      ))}
    </nav>
  );
}
