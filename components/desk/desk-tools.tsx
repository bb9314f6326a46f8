// The small controls of the strip: hotkey arming, command menu, alerts, theme, operator menu.
'use client';
import { AlertsToggle } from './alerts-toggle.tsx';
import { CommandMenu } from './command-menu.tsx';
import { HotkeyArming } from './hotkey-arming.tsx';
import { OperatorMenu } from './operator-menu.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export function DeskTools() {
  return (
    <>
      <HotkeyArming />
      <CommandMenu />
      <AlertsToggle />
      <ThemeToggle />
      <OperatorMenu />
    </>
  );
}
