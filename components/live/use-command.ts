// A command button's memory: what was sent, what the server said. Never optimistic: the screen shows topics, not wishes.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useBuildMismatch, useLinkHealth } from './desk-status.ts';
import { useLiveHub } from './live-provider.tsx';
import type { CommandOutcome, CommandWish } from './send-command.ts';
import { type LiveView, useLink, useLiveView } from './use-live.ts';

export interface CommandButton {
  readonly send: (wish: CommandWish, onOutcome?: (outcome: CommandOutcome) => void) => void;
  /** True from the press until the stored reply (or its absence) is known. */
  readonly isPending: boolean;
  readonly outcome: CommandOutcome | null;
  readonly reset: () => void;
}

/** What went wrong, in plain words; null when nothing did (yet). */
export function refusalOf(outcome: CommandOutcome | null): string | null {
  if (outcome === null) return null;
  if (outcome.kind !== 'replied') return outcome.text;
  return outcome.reply.ok ? null : outcome.reply.text;
}

/** One command at a time per button. */
export function useCommand(): CommandButton {
  const hub = useLiveHub();
  const mutation = useMutation({
    mutationFn: (wish: CommandWish) => hub.send(wish),
    networkMode: 'always',
  });
  return {
    send(wish, onOutcome) {
      if (mutation.isPending) return;
      mutation.mutate(wish, onOutcome === undefined ? {} : { onSuccess: onOutcome });
    },
    isPending: mutation.isPending,
    outcome: mutation.data ?? null,
    reset: mutation.reset,
  };
}

/** Why every command but kill is off now; null when commands may be sent. */
export function useReadOnly(): string | null {
  const link = useLink();
  const health = useLinkHealth();
  const mismatch = useBuildMismatch();
  const hasEngine = useLiveView(HAS_ENGINE);
  if (link.phase !== 'live') return 'not connected to the server';
  if (link.gateway === null) return 'waiting for the gateway';
  if (!link.gateway.engineConnected) return 'the engine is not connected';
  if (health !== 'up') return 'nothing arrives from the engine';
  if (mismatch !== null) return mismatch;
  return hasEngine ? null : 'waiting for the engine';
}

const HAS_ENGINE: LiveView<'status', boolean> = {
  topic: 'status',
  select: (table) => table?.rows['engine'] !== undefined,
  equal: Object.is,
};
