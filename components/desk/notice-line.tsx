// The line under the strips, always there and always of one height: the kill, what makes the screen untrue, else the latest alarm.
'use client';
import { KillBanner } from '#components/kill/kill-banner.tsx';
import { LatestAlarm } from './latest-alarm.tsx';
import { LinkBanner } from './link-banner.tsx';

/** Both banners share the line when both are true; the alarm gives way to either (in the style sheet). */
export function NoticeLine() {
  return (
    <div className="notice-line">
      <KillBanner />
      <LinkBanner />
      <LatestAlarm />
    </div>
  );
}
