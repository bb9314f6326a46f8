// What the whole desk is, in one value: for the mode chrome, the title, the favicon and the banners.
'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { TradingState } from '#lib/domain/kill.ts';
import type { Mode } from '#lib/domain/mode.ts';
import type { DrillRow, KillRow, StatusRow } from '#lib/wire/status-rows.ts';
import { healthOf, type LinkHealth } from './link-health.ts';
import { useLiveHub } from './live-provider.tsx';
import { type LiveView, useLink, useLiveView } from './use-live.ts';

export interface DeskStatus {
  readonly mode: Mode;
  readonly trading: TradingState;
  readonly tradingReason: string | null;
  readonly kill: KillRow | null;
  readonly drills: readonly DrillRow[];
  readonly reconciled: boolean;
  /** False until the account was read for the first time: then no list of ours says what it holds. */
  readonly isAccountRead: boolean;
  /** Where books and venue disagree, and what was not traded here and waits for an acknowledgement. */
  readonly drift: readonly string[];
  readonly externals: readonly string[];
}

function pick(row: StatusRow | undefined): DeskStatus | null {
  if (row === undefined) return null;
  const { mode, trading, tradingReason, kill, reconciled, drift, externals } = row;
  const { drills = [], cashMicro } = row;
  return {
    ...{ mode, trading, tradingReason, kill, drills, reconciled, drift, externals },
    isAccountRead: cashMicro !== null,
  };
}

const STATUS_VIEW: LiveView<'status', DeskStatus | null> = {
  topic: 'status',
  select: (table) => pick(table?.rows['engine']),
  equal: (left, right) => JSON.stringify(left) === JSON.stringify(right),
};

/** The engine's slow state; null before its first snapshot. Renders only when one of these fields changes. */
export function useDeskStatus(): DeskStatus | null {
  return useLiveView(STATUS_VIEW);
}

/** Whether what the screen shows can be current at all; judged again with every tick. */
export function useLinkHealth(): LinkHealth {
  const hub = useLiveHub();
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const stops = [hub.flush.onTick(listener), hub.link.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [hub],
  );
  return useSyncExternalStore(subscribe, () => healthOf(hub.link.get(), hub.silentMs()));
}

const ENGINE_BUILD: LiveView<'status', string | null> = {
  topic: 'status',
  select: (table) => table?.rows['engine']?.build ?? null,
  equal: Object.is,
};

/** Set when page, gateway and engine are not of one build or one wire version: look, but do not trade. */
export function useBuildMismatch(): string | null {
  const { mismatch, gateway } = useLink();
  const engine = useLiveView(ENGINE_BUILD);
  if (mismatch !== null) return mismatch;
  if (engine === null || gateway === null || engine === gateway.build) return null;
  return `Engine (${engine}) and gateway (${gateway.build}) are of different builds.`;
}
