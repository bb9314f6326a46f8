// Small screens only: the panels a thumb must reach and the other pages, at the bottom edge beside the kill button.
'use client';
import { useTopic } from '#components/live/use-topic.ts';
import { PagesButton } from './pages-button.tsx';

const PLACES = [
  { id: 'approvals', name: 'Approvals' },
  { id: 'positions', name: 'Positions' },
  { id: 'orders', name: 'Orders' },
  { id: 'ladder', name: 'Ladder' },
  { id: 'why', name: 'Why' },
] as const;

const PLACE =
  'flex min-h-11 min-w-0 items-center justify-center gap-1 rounded-sm text-xs text-ink-soft active:bg-raised';

/** Moves there without a new address, so that ?market= and the back button stay as they are. */
function goTo(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: 'start' });
}

export function ThumbBar() {
  const approvals = useTopic('approvals');
  const waiting =
    approvals.kind === 'ready' ? approvals.rows.filter((row) => row.state === 'pending').length : 0;
  return (
    <nav
      aria-label="Panels"
      className="fixed inset-x-0 bottom-0 z-20 grid h-26 grid-cols-3 gap-1 border-t border-line-strong bg-surface pt-1 pr-40 pl-1 pb-[max(0.25rem,env(safe-area-inset-bottom))] md:hidden"
    >
      {PLACES.map(({ id, name }) => (
        <button key={id} type="button" onClick={() => goTo(id)} className={PLACE}>
          {name}
          {id === 'approvals' && waiting > 0 && (
            <span className="num font-bold text-severity-warning">{waiting}</span>
          )}
        </button>
      ))}
      <PagesButton className={PLACE} />
    </nav>
  );
}
