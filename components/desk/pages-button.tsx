// The way to the other pages for a thumb. In: how it looks. Out: a button that opens the list of pages.
'use client';
import { Popover } from '@base-ui/react/popover';
import { PageLinks } from './page-links.tsx';

export function PagesButton({ className }: { readonly className: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger data-testid="pages-button" className={className}>
        Pages
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={8} className="z-40">
          <Popover.Popup
            aria-label="Pages"
            className="max-h-(--available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md border border-line-strong bg-surface p-3 shadow-2xl"
          >
            <PageLinks />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
