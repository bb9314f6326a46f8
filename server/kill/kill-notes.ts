// The steps of a kill as they are noted: all of the first ones, then at most one a minute of each kind, so that a kill
// that tries for hours stays small enough for the screen, the store and the latch file.
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import type { Clock } from '#server/ports/clock.ts';

type Step = KillStepReport['step'];

const IN_FULL = 40;
const REPEAT_MS = 60_000;

export interface KillNotes {
  /** The latch with everything noted so far. */
  latch(): KillLatch;
  note(step: Step, detail: string, resting?: number | null): void;
}

/** Notes onto `latch`; each noted step also goes to `report`. */
export function createKillNotes(
  latch: KillLatch,
  clock: Clock,
  report: (step: KillStepReport) => void,
): KillNotes {
  let current = latch;
  let noted = 0;
  const lastAt = new Map<Step, WallMs>();
  /** An accepted cancel-all must be known in the end: a release waits for it (F119). */
  let heldCancel: { readonly at: WallMs; readonly detail: string } | null = null;

  const write = (step: Step, detail: string, resting: number | null, at: WallMs): void => {
    noted += 1;
    lastAt.set(step, at);
    const confirmedAt = step === 'confirmed' ? at : current.confirmedAt;
    current = { ...current, confirmedAt, steps: [...current.steps, { name: step, at, detail }] };
    report({ kind: 'kill-step', step, detail, resting });
  };

  return {
    latch: () => current,
    note(step, detail, resting = null) {
      const at = wallMs(clock.wall());
      const before = lastAt.get(step);
      const isRepeat = noted >= IN_FULL && before !== undefined && at - before < REPEAT_MS;
      if (isRepeat && step !== 'confirmed') {
        if (step === 'cancel-all') heldCancel = { at, detail };
        return;
      }
      if (step === 'cancel-all') heldCancel = null;
      if (step === 'confirmed' && heldCancel !== null) {
        write('cancel-all', heldCancel.detail, null, heldCancel.at);
        heldCancel = null;
      }
      write(step, detail, resting, at);
    },
  };
}
