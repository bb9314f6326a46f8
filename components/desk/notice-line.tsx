// The line under the strips, always there and of one height but for a kill on a phone: the kill, what makes the screen untrue, else the latest alarm.
'use client';
import { KillBanner } from '#components/kill/kill-banner.tsx';
import { CloseButton } from '#components/positions/close-button.tsx';
import { Later } from '#components/ui/later.tsx';
import { LatestAlarm } from './latest-alarm.tsx';
import { LinkBanner } from './link-banner.tsx';

const loadForm = () => import('#components/session/password-form.tsx');

/** Both banners share the line when both are true; the alarm gives way to either (in the style sheet). */
export function NoticeLine() {
  return (
    <div className="notice-line">
      <KillBanner
        close={(ticker) => <CloseButton key={ticker} ticker={ticker} />}
        passwordForm={(onDone) => (
          <Later load={loadForm}>
            {({ PasswordForm }) => <PasswordForm needsCurrent={false} onDone={onDone} />}
          </Later>
        )}
      />
      <LinkBanner />
      <LatestAlarm />
    </div>
  );
}
