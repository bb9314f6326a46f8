// The frame of a page beside the desk: live, with mode, notices and the kill switch on top. In: the page. Out: the frame.
'use client';
import type { ReactNode } from 'react';
import { KillSwitch } from '#components/kill/kill-switch.tsx';
import { LiveProvider } from '#components/live/live-provider.tsx';
import { ModeStrip } from '#components/mode/mode-strip.tsx';
import { MessagePage } from '#components/ui/message-page.tsx';
import { DeskTools } from './desk-tools.tsx';
import { NoticeLine } from './notice-line.tsx';
import { PageFace } from './page-face.tsx';
import { PageNav } from './page-nav.tsx';

export interface PageFrameProps {
  readonly children: ReactNode;
}

export function PageFrame({ children }: PageFrameProps) {
  return (
    <LiveProvider fallback={<MessagePage title="Opening the page" />}>
      <div className="min-h-dvh pb-20 md:pb-2">
        <ModeStrip tools={<DeskTools />} kill={<KillSwitch />} />
        <NoticeLine />
        <PageNav />
        {children}
      </div>
      <PageFace />
    </LiveProvider>
  );
}
