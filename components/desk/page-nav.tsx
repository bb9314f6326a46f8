// The way between the pages. In: the address. Out: a row of links, the page one is on marked; bare where another row holds it.
'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isPageOf, PAGES } from './pages.ts';
import { WaitingMark } from './waiting-mark.tsx';

const ROW = 'flex gap-1 overflow-x-auto border-y border-line bg-surface px-2 text-xs';
/** Inside the notice line of a wide desk; a narrow one has the list of pages in its operator menu. */
const BARE = 'hidden flex-none border-t border-line bg-surface pr-2 text-xs xl:flex';

export function PageNav({ isBare = false }: { readonly isBare?: boolean }) {
  const path = usePathname();
  return (
    <nav aria-label="Pages" className={isBare ? BARE : ROW}>
      {PAGES.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          title={page.about}
          aria-current={isPageOf(path, page) ? 'page' : undefined}
          className="border-b-2 border-transparent px-2 py-1.5 whitespace-nowrap text-ink-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {page.name}
          {page.href === '/health' && <WaitingMark />}
        </Link>
      ))}
    </nav>
  );
}
