// A whole drill: level after level, then everything taken back, whatever happened. In: the place. Out: the report.
import type { KillLevel } from '#lib/domain/kill.ts';
import { drillLevel, type LevelOutcome } from './drill-level.ts';
import type { DrillPlace } from './stage.ts';

export interface DrillReport {
  readonly outcomes: readonly LevelOutcome[];
  /** What could not be taken back; empty when the account is as before. */
  readonly leftBehind: readonly string[];
  /** Why the drill ended before its time; null when it did not. */
  readonly broke: string | null;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A drill that is ended from outside takes everything back first; a second signal ends it at once. */
function closeOnSignal(place: DrillPlace): () => void {
  const onSignal = (): void => {
    stop();
    process.stderr.write('stopped: taking everything back\n');
    place.close().then(
      (left) => {
        for (const each of left) process.stderr.write(`LEFT BEHIND ${each}\n`);
        process.exit(130);
      },
      (error: unknown) => {
        process.stderr.write(`LEFT BEHIND: not known what (${String(error)})\n`);
        process.exit(130);
      },
    );
  };
  const stop = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return stop;
}

/** Closes the place in every case; `tell` hears of each level as it ends. Never throws for what the venue does. */
export async function runDrill(
  place: DrillPlace,
  plan: { readonly levels: readonly KillLevel[]; readonly runs: number },
  tell: (outcome: LevelOutcome) => void,
): Promise<DrillReport> {
  const outcomes: LevelOutcome[] = [];
  const stopListening = closeOnSignal(place);
  let broke: string | null = null;
  try {
    for (const level of plan.levels) {
      const outcome = await drillLevel(place, level, plan.runs);
      outcomes.push(outcome);
      tell(outcome);
    }
  } catch (error) {
    broke = error instanceof Error ? error.message : String(error);
  }
  const leftBehind = await place.close();
  stopListening();
  return { outcomes, leftBehind, broke };
}
