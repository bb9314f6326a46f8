// The strip on every screen: mode, trading permission, account, and the kill switch that is handed in.
'use client';
import type { ReactNode } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { AccountFigures } from './account-figures.tsx';
import { ModeBadge } from './mode-badge.tsx';
import { TradingControl } from './trading-control.tsx';

export interface ModeStripProps {
  /** The kill switch: always the last thing at the right end. */
  readonly kill: ReactNode;
  /** Operator menu, alerts, theme. */
  readonly tools: ReactNode;
}

export function ModeStrip({ kill, tools }: ModeStripProps) {
  const status = useDeskStatus();
  return (
    <header
      className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-t-3 bg-surface px-3 py-1"
      style={{ borderTopColor: 'var(--mode-color)' }}
    >
      <h1 className="sr-only">Voltage trading desk</h1>
      <ModeBadge mode={status?.mode ?? null} />
      <TradingControl />
      <div className="live-figures flex items-center gap-4 max-md:order-3 max-md:grid max-md:w-full max-md:grid-cols-4 max-md:gap-x-2 max-md:gap-y-0">
        <AccountFigures />
      </div>
      <div className="ml-auto flex items-center gap-1 max-md:order-2">{tools}</div>
      {kill}
    </header>
  );
}
