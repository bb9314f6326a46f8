// What the whole desk is, in one value: for the mode chrome, the title, the favicon and the banners.
'use client';
import type { TradingState } from '#lib/domain/kill.ts';
import type { Mode } from '#lib/domain/mode.ts';
import type { KillRow, StatusRow } from '#lib/wire/topics.ts';
import { type LiveView, useLink, useLiveView } from './use-live.ts';

export interface DeskStatus {
  readonly mode: Mode;
  readonly trading: TradingState;
  readonly tradingReason: string | null;
  readonly kill: KillRow | null;
  readonly reconciled: boolean;
}

function pick(row: StatusRow | undefined): DeskStatus | null {
  if (row === undefined) return null;
  const { mode, trading, tradingReason, kill, reconciled } = row;
  return { mode, trading, tradingReason, kill, reconciled };
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

/** up: gateway and engine answer · engine-down: the gateway lost the engine · down: no gateway. */
export type LinkHealth = 'connecting' | 'up' | 'engine-down' | 'down';

/** Whether what the screen shows can be current at all. */
export function useLinkHealth(): LinkHealth {
  const { phase, gateway } = useLink();
  if (phase === 'connecting') return 'connecting';
  if (phase !== 'live') return 'down';
  return gateway !== null && !gateway.engineConnected ? 'engine-down' : 'up';
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
