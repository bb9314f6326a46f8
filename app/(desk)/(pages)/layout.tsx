// The frame of every page beside the desk: mode, account and the kill switch stay in sight, the rest is theirs.
import type { ReactNode } from 'react';
import { PageFrame } from '#components/desk/page-frame.tsx';

export const dynamic = 'force-dynamic';

interface PagesLayoutProps {
  readonly children: ReactNode;
}

export default function PagesLayout({ children }: PagesLayoutProps) {
  return <PageFrame>{children}</PageFrame>;
}
