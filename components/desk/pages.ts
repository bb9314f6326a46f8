// The pages of the console, in the order of their menu.

export interface ConsolePage {
  readonly href: string;
  readonly name: string;
  /** What a trader finds there. */
  readonly about: string;
}

export const PAGES: readonly ConsolePage[] = [
  { href: '/', name: 'Desk', about: 'books, signal, offers, positions' },
  { href: '/decisions', name: 'Decisions', about: 'why it entered, exited or stayed flat' },
  { href: '/risk', name: 'Risk', about: 'how close each limit is, kill levels, calendar' },
];

/** True when `path` is that page or lies under it. */
export function isPageOf(path: string, { href }: ConsolePage): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
