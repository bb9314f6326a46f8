// The command menu as a dialog: a field and a list that is walked by keyboard. In: commands. Out: the one that was chosen.
'use client';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useRef, useState } from 'react';
import { TAKES_HOTKEYS } from '#components/live/use-hotkey.ts';
import { type CommandText, rankCommands } from './rank-commands.ts';

export interface Command extends CommandText {
  readonly id: string;
  /** What kind of command it is, in a word. */
  readonly kind: 'Page' | 'Market' | 'Setting' | 'Help';
  readonly run: () => void;
}

export interface CommandDialogProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

/** More than that nobody reads; another letter finds it. */
const SHOWN = 40;

/** Markets are many: they are listed once something is typed. */
function listed(commands: readonly Command[], text: string): readonly Command[] {
  const isAsked = text.trim() !== '';
  return rankCommands(
    commands.filter((command) => isAsked || command.kind !== 'Market'),
    text,
    SHOWN,
  );
}

function Item({ command, onChoose }: { readonly command: Command; readonly onChoose: () => void }) {
  return (
    <Autocomplete.Item
      value={command}
      data-testid="command"
      data-command={command.id}
      onClick={onChoose}
      className="flex min-h-7 cursor-pointer items-baseline gap-3 rounded-sm px-2 py-1 text-sm data-highlighted:bg-raised data-highlighted:outline data-highlighted:outline-line-strong pointer-coarse:min-h-11"
    >
      <span className="shrink-0 text-ink">{command.title}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-ink-faint">{command.hint}</span>
      <span className="shrink-0 text-2xs text-ink-faint">{command.kind}</span>
    </Autocomplete.Item>
  );
}

/** Traps the focus but not the pointer: the kill button stands above it and stays pressable. */
export function CommandDialog({ commands, onClose }: CommandDialogProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const found = listed(commands, text);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()} modal="trap-focus">
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-ground/60" />
        <Dialog.Popup
          {...TAKES_HOTKEYS}
          data-testid="command-menu"
          initialFocus={field}
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[min(40rem,calc(100vw-2rem))] -translate-x-1/2 flex-col rounded-md border border-line-strong bg-surface shadow-2xl"
        >
          <Dialog.Title className="sr-only">Command menu</Dialog.Title>
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={found}
            itemToStringValue={(command: Command) => command.title}
            value={text}
            onValueChange={setText}
            autoHighlight="always"
            keepHighlight
          >
            <Autocomplete.Input
              ref={field}
              aria-label="Command"
              placeholder="A page, a strike, a setting"
              spellCheck={false}
              className="h-10 shrink-0 border-b border-line bg-transparent px-3 text-base text-ink outline-none placeholder:text-ink-faint"
            />
            <Autocomplete.Empty className="px-3 text-sm text-ink-faint empty:hidden">
              <p className="py-3">
                Nothing here is called that. Trading is done on the desk: no order, approval or
                release starts from this menu.
              </p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto p-1 empty:hidden">
              {(command: Command) => (
                <Item
                  key={command.id}
                  command={command}
                  onChoose={() => {
                    onClose();
                    command.run();
                  }}
                />
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <p className="shrink-0 border-t border-line px-3 py-1 text-2xs text-ink-faint">
            Up and Down choose, Enter goes, Esc closes. Strikes are found by their number.
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
