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
  {
    href: '/replay',
    name: 'Time machine',
    about: 'any past moment as it was known then, computed again and compared',
  },
  {
    href: '/orders',
    name: 'Orders',
    about: 'orders & fills: every order from its intent to its end',
  },
  { href: '/pnl', name: 'P&L', about: 'positions, results, fees, equity, fills' },
  { href: '/models', name: 'Models', about: 'versions, scores against the market, drift, weights' },
  { href: '/risk', name: 'Risk', about: 'how close each limit is, kill levels, calendar' },
  { href: '/health', name: 'Health', about: 'incidents, feeds, latencies and the machine' },
  {
    href: '/audit',
    name: 'Audit',
    about: 'who did what and when, and whether the record is whole',
  },
  { href: '/settings', name: 'Settings', about: 'look, alerts, hotkeys, your login, what runs' },
];

/** True when `path` is that page or lies under it. */
export function isPageOf(path: string, { href }: ConsolePage): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
