// Every hotkey, and the switch of those that trade; for the page of settings.
'use client';
import { HotkeyList } from '#components/commands/hotkey-list.tsx';
import { Panel } from '#components/ui/panel.tsx';

export function HotkeysPanel() {
  return (
    <Panel id="hotkeys" title="Hotkeys">
      <div className="p-2">
        <HotkeyList />
        <p className="mt-3 text-2xs text-ink-faint">
          Cmd works as Ctrl. Keys that trade do nothing until you switch them on with “Hotkeys off”
          at the top: they stay on for two minutes after their last use, and go off when the window
          loses the focus, when the page is reloaded, and never count while you type, hold a key
          down or have a dialog open. Kill and flatten always work, everywhere.
        </p>
      </div>
    </Panel>
  );
}
