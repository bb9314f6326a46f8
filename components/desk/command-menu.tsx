// The command menu of every page: pages, markets, settings, hotkeys. Nothing in it trades, arms, approves or releases.
'use client';
import { SearchIcon } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { type Command, CommandDialog } from '#components/commands/command-dialog.tsx';
import { HotkeyDialog } from '#components/commands/hotkey-dialog.tsx';
import { ariaKeys, hotkeyOf } from '#components/live/hotkeys.ts';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { EVENTS_VIEW } from '#components/live/market-list.ts';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { useHotkey } from '#components/live/use-hotkey.ts';
import { useLiveView } from '#components/live/use-live.ts';
import { Button } from '#components/ui/button.tsx';
import { choose, useChoices } from '#components/ui/use-choices.ts';
import { marketCommands } from './market-commands.ts';
import { PAGES } from './pages.ts';
import { toggleAlerts, useAlerts } from './use-alerts.ts';
import { setTheme, useTheme } from './use-theme.ts';

const KEYS = hotkeyOf('menu').keys;

function usePageCommands(): readonly Command[] {
  const router = useRouter();
  return PAGES.map(({ href, name, about }) => ({
    id: `page:${href}`,
    kind: 'Page',
    title: name,
    hint: about,
    run: () => router.push(href),
  }));
}

/** On the desk it chooses the market where one is; elsewhere it opens the desk on it. */
function useMarketCommands(): readonly Command[] {
  const { store } = useLiveHub();
  const events = useLiveView(EVENTS_VIEW) ?? [];
  const { select } = useSelectedMarket();
  const router = useRouter();
  const isDesk = usePathname() === '/';
  return marketCommands(events, (ticker) => store.row('ladder', ticker)).map(
    ({ ticker, title, hint }) => ({
      id: `market:${ticker}`,
      kind: 'Market',
      title,
      hint,
      run: () => (isDesk ? select(ticker) : router.push(`/?market=${encodeURIComponent(ticker)}`)),
    }),
  );
}

function useSettingCommands(): readonly Command[] {
  const next = useTheme() === 'dark' ? 'light' : 'dark';
  const alerts = useAlerts();
  const { layout, columns, density } = useChoices();
  const nextLayout = layout === 'free' ? 'locked' : 'free';
  const nextDensity = density === 'compact' ? 'comfortable' : 'compact';
  return [
    {
      id: 'theme',
      kind: 'Setting',
      title: next === 'light' ? 'Light theme' : 'Dark theme',
      hint: 'switch the colours of the console',
      run: () => setTheme(next),
    },
    {
      id: 'alerts',
      kind: 'Setting',
      title: alerts === 'on' ? 'Alerts off' : 'Alerts on',
      hint: 'sound and notice for approvals and critical alarms',
      run: () => toggleAlerts(alerts),
    },
    {
      id: 'density',
      kind: 'Setting',
      title: nextDensity === 'compact' ? 'Compact rows' : 'Comfortable rows',
      hint: 'the height of the rows of every list',
      run: () => choose({ density: nextDensity }),
    },
    {
      id: 'layout-lock',
      kind: 'Setting',
      title: nextLayout === 'locked' ? 'Lock the layout' : 'Unlock the layout',
      hint: 'whether the columns of the desk can be moved',
      run: () => choose({ layout: nextLayout }),
    },
    ...(columns === null
      ? []
      : [
          {
            id: 'layout-reset',
            kind: 'Setting' as const,
            title: 'Reset the layout',
            hint: 'the columns of the desk as designed',
            run: () => choose({ columns: null }),
          },
        ]),
  ];
}

interface OpenMenuProps {
  readonly onClose: () => void;
  readonly onHotkeys: () => void;
}

/** Reads the ladder only while the menu is open. */
function OpenMenu({ onClose, onHotkeys }: OpenMenuProps) {
  const pages = usePageCommands();
  const settings = useSettingCommands();
  const markets = useMarketCommands();
  const help: readonly Command[] = [
    {
      id: 'hotkeys',
      kind: 'Help',
      title: 'List hotkeys',
      hint: 'every key that does something here',
      run: onHotkeys,
    },
    {
      id: 'kill',
      kind: 'Help',
      title: 'Kill',
      hint: `not from this menu: press ${hotkeyOf('kill').keys}, or the button at the top`,
      run: onHotkeys,
    },
  ];
  return (
    <CommandDialog commands={[...pages, ...settings, ...help, ...markets]} onClose={onClose} />
  );
}

/** True while a dialog asks before something: the menu does not cover a question. */
function isAsked(): boolean {
  return document.querySelector('[role="alertdialog"]') !== null;
}

export function CommandMenu() {
  const [shown, setShown] = useState<'menu' | 'hotkeys' | null>(null);
  const close = () => setShown(null);
  const toggle = () => {
    if (shown !== null) close();
    else if (!isAsked()) setShown('menu');
  };
  useHotkey('menu', toggle);
  return (
    <>
      <Button
        intent="quiet"
        data-testid="command-menu-open"
        className="max-md:hidden"
        aria-label="Command menu"
        aria-haspopup="dialog"
        aria-keyshortcuts={ariaKeys('menu')}
        title={`Pages, markets, settings (${KEYS})`}
        onClick={toggle}
      >
        <SearchIcon aria-hidden="true" className="size-3.5" />
      </Button>
      {shown === 'menu' && <OpenMenu onClose={close} onHotkeys={() => setShown('hotkeys')} />}
      {shown === 'hotkeys' && <HotkeyDialog onClose={close} />}
    </>
  );
}
