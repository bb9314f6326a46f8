// The small controls of the strip: command menu, alerts, theme, operator menu.
'use client';
import { AlertsToggle } from './alerts-toggle.tsx';
import { CommandMenu } from './command-menu.tsx';
import { OperatorMenu } from './operator-menu.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export function DeskTools() {
  return (
    <>
      <CommandMenu />
      <AlertsToggle />
      <ThemeToggle />
      <OperatorMenu />
    </>
  );
}
