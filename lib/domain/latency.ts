// The stages between a frame of the market and a fill of ours, in order, and which of them the engine measures.

export interface LatencyStage {
  readonly id: string;
  readonly name: string;
  /** From what to what. */
  readonly about: string;
  /** Why it is not measured; null when it is. */
  readonly notMeasured: string | null;
  /** What must happen before there is anything to measure; absent where it always does. */
  readonly waitsFor?: string;
}

export const LATENCY_STAGES = [
  {
    id: 'feed',
    name: 'Venue → feed',
    about: 'from the venue’s stamp to our socket',
    notMeasured: 'the two clocks differ by more than the way takes',
  },
  {
    id: 'book',
    name: 'Feed → book',
    about: 'a decoded frame waits until the step that takes it into the book',
    notMeasured: null,
  },
  {
    id: 'verdict',
    name: 'Book → verdict',
    about: 'the step from a market event to its sealed decisions',
    notMeasured: null,
  },
  {
    id: 'order',
    name: 'Verdict → order',
    about: 'from the step that wants an order to its intent on disk, as it leaves',
    notMeasured: null,
    waitsFor: 'an order that leaves: an offer that nobody answers sends none',
  },
  {
    id: 'ack',
    name: 'Order → ack',
    about: 'from there to the venue’s answer that it is accepted',
    notMeasured: null,
    waitsFor: 'an order that the venue accepts',
  },
  {
    id: 'fill',
    name: 'Ack → first fill',
    about:
      'from the answer to the first fill on the stream: for a resting quote the market’s time, not ours',
    notMeasured: null,
    waitsFor: 'an order of ours that is filled',
  },
  {
    id: 'commit',
    name: 'Database commit',
    about: 'one transaction of the engine, fsync included; failed ones are not counted',
    notMeasured: null,
  },
] as const satisfies readonly LatencyStage[];

/** The stages with a histogram. */
export type MeasuredStage = Exclude<(typeof LATENCY_STAGES)[number]['id'], 'feed'>;
