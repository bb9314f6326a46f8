// A dialog that asks before something that raises risk. Focus starts on Cancel; the backdrop does not close it.
// It traps focus but not the pointer: the kill button stands above the backdrop and must stay pressable.
'use client';
import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description: string;
  /** For a long form: wide, and as high as the window lets it be. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** `children` hold the form; its Cancel button is `ConfirmCancel`. Closing is up to the caller while pending. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, description, isWide = false, children } = props;
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={onOpenChange}
      modal="trap-focus"
      disablePointerDismissal
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-ground/80" />
        <Dialog.Popup
          ref={popup}
          role="alertdialog"
          initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-cancel]') ?? true}
          className={`fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] overflow-y-auto ${isWide ? 'w-[min(44rem,calc(100vw-2rem))]' : 'w-[min(26rem,calc(100vw-2rem))]'} -translate-x-1/2 -translate-y-1/2 rounded-md border border-line-strong bg-surface p-5 shadow-2xl`}
        >
          <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
          <Dialog.Description className="mt-1 mb-4 text-sm text-ink-soft">
            {description}
          </Dialog.Description>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
