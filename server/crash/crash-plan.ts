// What a process under test is told about its death, through one environment variable. In: text. Out: the plan.
import { z } from 'zod';

/** The variable that carries the plan; only the harness sets it, only its preload reads it. */
export const PLAN_VARIABLE = 'CRASH_PLAN';

const planSchema = z.object({
  /** Name of the point; null: rigged, but immortal. */
  point: z.string().nullable(),
  /** Dies at this pass of the point, from 1. */
  pass: z.number().int().positive(),
  /** 0: on the spot; otherwise this much later, while everything goes on. */
  delayMs: z.number().nonnegative(),
  style: z.enum(['take', 'quote']),
  /** False: passes count from SIGUSR2 on, so that the recovery from the last death is not part of this one. */
  awake: z.boolean(),
});

export type CrashPlan = z.infer<typeof planSchema>;

/** Reads the plan; throws when it is malformed. */
export function readPlan(text: string): CrashPlan {
  return planSchema.parse(JSON.parse(text));
}
