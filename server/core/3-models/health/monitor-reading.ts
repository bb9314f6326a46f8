// What each monitor has to say before anyone judges it. In: nothing. Out: the one closed union the action table reads.

/** Every reading names its subject and how many rows or windows it rests on. */
interface Read {
  readonly subject: string;
  readonly have: number;
}

/** `value` is null while `have` is too little to judge. */
export type MonitorReading =
  | (Read & {
      readonly monitor: 'psi';
      readonly value: number | null;
      readonly warn: number;
      readonly alarm: number;
    })
  | (Read & {
      readonly monitor: 'adwin';
      /** Mean of the current window. */
      readonly value: number | null;
      /** The change since the last refit; null when none was found. */
      readonly change: { readonly before: number; readonly after: number } | null;
    })
  | (Read & { readonly monitor: 'calibration'; readonly value: number | null })
  | (Read & {
      readonly monitor: 'cusum';
      readonly value: number;
      /** Which way the stated probabilities are off. */
      readonly lean: 'too low' | 'too high';
    })
  | (Read & { readonly monitor: 'coverage'; readonly value: number | null })
  | (Read & { readonly monitor: 'pit'; readonly value: number | null })
  | (Read & {
      readonly monitor: 'mid-beats-model';
      readonly value: number;
      readonly peak: number;
    })
  | (Read & { readonly monitor: 'model-beats-mid'; readonly value: number })
  | (Read & {
      readonly monitor: 'input';
      /** Why the last row was refused; null when it was not. */
      readonly refusal: string | null;
    })
  | (Read & {
      readonly monitor: 'answers';
      /** Bad answers in a row. */
      readonly bad: number;
      readonly fault: string;
      readonly disabled: boolean;
    });
