// The small controls of the strip: alerts, theme, operator menu.
'use client';
import { AlertsToggle } from './alerts-toggle.tsx';
import { OperatorMenu } from './operator-menu.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

export function DeskTools() {
  return (
    <>
      <AlertsToggle />
      <ThemeToggle />
      <OperatorMenu />
    </>
  );
}
