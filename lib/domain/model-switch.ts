// A person's word on whether a learned model is asked: in force at once, and after every restart until it is taken back.
import type { WallMs } from './instant.ts';

export interface ModelSwitch {
  /** Id of the model, as its folder is named. */
  readonly model: string;
  readonly isOn: boolean;
  readonly at: WallMs;
  readonly by: string;
  readonly reason: string;
}
