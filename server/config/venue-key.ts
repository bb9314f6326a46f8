// Which Kalshi key a mode trades with: one pair of variables for each environment, so that none is ever sent to the other.
import type { Mode } from '#lib/domain/mode.ts';

/** The key as configured, and the variables that name it; nulls where a variable is not set. */
export interface VenueKey {
  readonly id: string | null;
  readonly file: string | null;
  readonly idVariable: string;
  readonly fileVariable: string;
}

interface KeySettings {
  readonly kalshiKeyId: string | null;
  readonly kalshiKeyFile: string | null;
  readonly kalshiDemoKeyId: string | null;
  readonly kalshiDemoKeyFile: string | null;
}

/** The demo exchange has keys of its own (F38); everything else real is the production exchange. */
export function venueKeyOf(config: KeySettings, mode: Mode): VenueKey {
  return mode === 'demo'
    ? {
        id: config.kalshiDemoKeyId,
        file: config.kalshiDemoKeyFile,
        idVariable: 'VOLTAGE_KALSHI_DEMO_KEY_ID',
        fileVariable: 'VOLTAGE_KALSHI_DEMO_KEY_FILE',
      }
    : {
        id: config.kalshiKeyId,
        file: config.kalshiKeyFile,
        idVariable: 'VOLTAGE_KALSHI_KEY_ID',
        fileVariable: 'VOLTAGE_KALSHI_KEY_FILE',
      };
}

/** What is wrong with the keys of `mode`, in words; empty when nothing is. */
export function keyProblems(config: KeySettings, mode: Mode): readonly string[] {
  const problems: string[] = [];
  const { id, file, idVariable, fileVariable } = venueKeyOf(config, mode);
  if (mode !== 'sim' && mode !== 'replay' && (id === null || file === null))
    problems.push(`VOLTAGE_MODE=${mode} needs ${idVariable} and ${fileVariable}`);
  for (const [name, demo, real] of [
    ['id', config.kalshiDemoKeyId, config.kalshiKeyId],
    ['file', config.kalshiDemoKeyFile, config.kalshiKeyFile],
  ] as const)
    if (demo !== null && demo === real)
      problems.push(
        `demo and real exchange have the same key ${name}: one of the two is a mistake`,
      );
  return problems;
}
