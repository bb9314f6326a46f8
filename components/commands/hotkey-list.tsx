// Every hotkey there is, from the table that binds them. Out: keys and what they do.
import { HOTKEYS } from '#components/live/hotkeys.ts';

export function HotkeyList() {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs">
      {HOTKEYS.map(({ id, keys, what }) => (
        <div key={id} data-testid="hotkey" className="contents">
          <dt>
            <kbd className="num text-ink">{keys}</kbd>
          </dt>
          <dd className="text-ink-soft">{what}</dd>
        </div>
      ))}
    </dl>
  );
}
