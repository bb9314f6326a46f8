// The limits in force as the engine last told them. Out: the limits; null before they arrived.
'use client';
import type { Limits } from '#lib/domain/limits.ts';
import { useLiveRow } from './use-live.ts';

export function useLimits(): Limits | null {
  return useLiveRow('limits', 'engine')?.limits ?? null;
}
