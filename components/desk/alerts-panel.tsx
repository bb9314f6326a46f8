// What happens when an offer waits or something is critical: sound, desktop notice, or neither; each can be tried.
'use client';
import { ChoiceGroup } from '#components/settings/choice-group.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { choose, useChoices } from '#components/ui/use-choices.ts';
import {
  type AlertState,
  askForNotices,
  type NoticeState,
  toggleAlerts,
  tryChime,
  useAlerts,
  useNoticeState,
} from './use-alerts.ts';

const STATE_TEXT: Readonly<Record<AlertState, string>> = {
  off: 'Alerts are off: offers and critical alarms are shown, not heard.',
  waiting: 'Alerts are on; the browser allows sound after the first click on this page.',
  on: 'Alerts are on.',
};

const NOTICE_TEXT: Readonly<Record<NoticeState, string>> = {
  default: 'This browser was not asked for desktop notices yet.',
  granted: 'This browser allows desktop notices; they come while its window is hidden.',
  denied: 'This browser refuses desktop notices for this address: allow them in its own settings.',
  missing: 'This browser has no desktop notices here.',
};

const ON_OFF = [
  { value: 'on', name: 'On' },
  { value: 'off', name: 'Off' },
] as const;

export function AlertsPanel() {
  const { alerts, sound, notices } = useChoices();
  const state = useAlerts();
  const notice = useNoticeState();
  return (
    <Panel id="alerts" title="Alerts">
      <ChoiceGroup
        legend="Alerts"
        about={STATE_TEXT[state]}
        value={alerts}
        options={ON_OFF}
        onChoose={(next) => toggleAlerts(next === 'on' ? 'off' : 'on')}
      />
      <ChoiceGroup
        legend="Sound"
        about="Two notes for each new offer and each critical alarm."
        value={sound}
        options={ON_OFF}
        onChoose={(next) => choose({ sound: next })}
      />
      <ChoiceGroup
        legend="Notices"
        about={NOTICE_TEXT[notice]}
        value={notices}
        options={ON_OFF}
        onChoose={(next) => choose({ notices: next })}
      />
      <p className="flex flex-wrap gap-2 p-2">
        <Button onClick={tryChime}>Ring once</Button>
        <Button disabled={notice !== 'default'} onClick={() => void askForNotices()}>
          Ask for desktop notices
        </Button>
      </p>
    </Panel>
  );
}
