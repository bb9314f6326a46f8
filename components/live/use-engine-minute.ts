// The engine's time to the minute, for what changes with the calendar. Out: Unix ms, or null before the first message.
'use client';
import { useEngineStep } from './use-engine-step.ts';

const MINUTE_MS = 60_000;

/** The begin of the running minute; renders once a minute. */
export function useEngineMinute(): number | null {
  return useEngineStep(MINUTE_MS);
}
