// What every gate check has done: a safeguard that never fires, or was never tried, is one to wonder about.
import type { WallMs } from './instant.ts';

export interface CheckCount {
  readonly id: string;
  readonly label: string;
  /** Looks at a market in which it was evaluated. */
  readonly evaluated: number;
  /** Of those, how often it did not pass: failed, or missed an input. */
  readonly fired: number;
  readonly lastFiredAt: WallMs | null;
  /** When it was last shown the worst of markets and refused it. */
  readonly lastDrilledAt: WallMs | null;
}
