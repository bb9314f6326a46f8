// Small screens only: the panels a thumb must reach, at the bottom edge beside the kill button.
'use client';
import { useTopic } from '#components/live/use-topic.ts';

const PLACES = [
  { id: 'approvals', name: 'Approvals' },
  { id: 'positions', name: 'Positions' },
  { id: 'ladder', name: 'Ladder' },
] as const;

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
      className="fixed inset-x-0 bottom-0 z-20 flex h-18 items-center gap-1 border-t border-line-strong bg-surface pr-40 pl-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PLACES.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          onClick={() => goTo(id)}
          className="flex h-14 flex-1 flex-col items-center justify-center rounded-sm text-xs text-ink-soft active:bg-raised"
        >
          {name}
          <span className="num h-4 text-xs font-bold text-severity-warning">
            {id === 'approvals' && waiting > 0 ? waiting : ''}
          </span>
        </button>
      ))}
    </nav>
  );
}
