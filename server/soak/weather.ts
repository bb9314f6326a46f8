// What befalls which line at this moment: calm spells and storms, one fault or several, all from one seed.
import type { Rng } from '#server/simulator/seeded/rng.ts';
import { drawFault, type Fault, type FaultKind, type Line } from './fault.ts';

export interface Weather {
  /** What is wrong with this line now. */
  on(line: Line): readonly Fault[];
  /** True while a fault of this kind lasts there. */
  has(line: Line, kind: FaultKind): boolean;
  /** How often each fault has struck, `line kind` to times. */
  readonly struck: Map<string, number>;
  /** Notes that a fault has struck one request, message or connection. */
  strike(fault: Pick<Fault, 'line' | 'kind'>): void;
  /** Storms so far, and faults in them. */
  totals(): { readonly storms: number; readonly faults: number };
  /** No fault from now on, until it begins again. */
  clear(): void;
  /** A calm spell of so many ms, then storms. */
  begin(calmMs: number): void;
}

const MOST_AT_ONCE = 4;

/** Short enough for hundreds of storms an hour; every sixth long enough for the engine to trust its data and trade. */
function calmMs(rng: Rng): number {
  return rng.chance(1 / 6) ? 60_000 + 30_000 * rng.uniform() : 4_000 + 9_000 * rng.uniform();
}

/** Fine until it begins. */
export function createWeather(rng: Rng): Weather {
  const current = new Map<Fault, NodeJS.Timeout>();
  const struck = new Map<string, number>();
  let storms = 0;
  let faults = 0;
  let next: NodeJS.Timeout | undefined;
  const calm = (ms: number): void => {
    next = setTimeout(storm, ms);
  };
  const storm = (): void => {
    storms += 1;
    const many = rng.chance(0.6) ? 1 : 2 + rng.below(MOST_AT_ONCE - 1);
    for (let index = 0; index < many; index++) {
      const fault = drawFault(rng);
      faults += 1;
      const over = (): void => {
        current.delete(fault);
        if (current.size === 0) calm(calmMs(rng));
      };
      current.set(fault, setTimeout(over, fault.forMs));
    }
  };
  const on = (line: Line): readonly Fault[] => [...current.keys()].filter((f) => f.line === line);
  return {
    ...{ struck, on },
    has: (line, kind) => on(line).some((fault) => fault.kind === kind),
    strike({ line, kind }) {
      const name = `${line} ${kind}`;
      struck.set(name, (struck.get(name) ?? 0) + 1);
    },
    begin: calm,
    totals: () => ({ storms, faults }),
    clear() {
      clearTimeout(next);
      for (const timer of current.values()) clearTimeout(timer);
      current.clear();
    },
  };
}
