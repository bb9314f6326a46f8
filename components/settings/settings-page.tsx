// Everything a person can set in this browser, and what the system says of itself. In: parts of other folders. Out: the page.
'use client';
import type { ReactNode } from 'react';
import { AppearancePanel } from './appearance-panel.tsx';
import { LayoutPanel } from './layout-panel.tsx';
import { LoginPanel } from './login-panel.tsx';
import { SystemPanels } from './system-panel.tsx';

const FRAME = 'grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2';

export interface SettingsPageProps {
  readonly alerts: ReactNode;
  readonly hotkeys: ReactNode;
  readonly password: ReactNode;
}

export function SettingsPage({ alerts, hotkeys, password }: SettingsPageProps) {
  return (
    <main
      data-testid="settings-page"
      className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
    >
      <div className={FRAME}>
        <AppearancePanel />
        {alerts}
        <LayoutPanel />
        {hotkeys}
      </div>
      <div className={FRAME}>
        <LoginPanel password={password} />
        <SystemPanels />
      </div>
    </main>
  );
}
