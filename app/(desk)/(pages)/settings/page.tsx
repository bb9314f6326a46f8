// What can be set in this browser, and what runs: /settings
import { AlertsPanel } from '#components/desk/alerts-panel.tsx';
import { HotkeysPanel } from '#components/desk/hotkeys-panel.tsx';
import { PasswordOpener } from '#components/desk/password-opener.tsx';
import { SettingsPage } from '#components/settings/settings-page.tsx';

export const dynamic = 'force-dynamic';

export default function SettingsRoute() {
  return (
    <SettingsPage
      alerts={<AlertsPanel />}
      hotkeys={<HotkeysPanel />}
      password={<PasswordOpener />}
    />
  );
}
