// Reads what a dead engine left of its journal. In: the folder. Out: every stop that is worse than a torn tail.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '#server/adapters/journal-file/read-journal.ts';

export interface JournalCheck {
  /** Reads every segment not read before; call while no engine runs. */
  check(): Promise<readonly string[]>;
}

/** A checker that has read nothing yet. */
export function createJournalCheck(directory: string): JournalCheck {
  const seen = new Set<string>();
  return {
    async check() {
      const faults: string[] = [];
      for (const name of namesIn(directory)) {
        if (seen.has(name)) continue;
        seen.add(name);
        const reading = readJournal(join(directory, name));
        for await (const { body } of reading) JSON.parse(body);
        for (const { cause, detail } of reading.summary().stops)
          if (cause === 'damaged') faults.push(`journal ${name} is damaged: ${detail}`);
      }
      return faults;
    },
  };
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.journal'));
  } catch {
    return [];
  }
}
