// The list of hotkeys as a dialog.
'use client';
import { Dialog } from '@base-ui/react/dialog';
import { Button } from '#components/ui/button.tsx';
import { HotkeyList } from './hotkey-list.tsx';

export interface HotkeyDialogProps {
  readonly onClose: () => void;
}

export function HotkeyDialog({ onClose }: HotkeyDialogProps) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()} modal="trap-focus">
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-ground/60" />
        <Dialog.Popup
          data-testid="hotkey-dialog"
          className="fixed top-1/2 left-1/2 z-50 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line-strong bg-surface p-5 shadow-2xl"
        >
          <Dialog.Title className="text-lg font-semibold">Hotkeys</Dialog.Title>
          <Dialog.Description className="mt-1 mb-4 text-sm text-ink-soft">
            Cmd works as Ctrl. A key that is held down neither kills twice nor opens a menu.
          </Dialog.Description>
          <HotkeyList />
          <div className="mt-4 flex justify-end">
            <Button onClick={onClose}>Close</Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
