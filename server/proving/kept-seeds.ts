// Seeds that once failed, each with what it found; they run as tests for good. In: nothing. Out: seeds.

export interface KeptSeed {
  readonly seed: number;
  readonly found: string;
}

export const KEPT_SEEDS: readonly KeptSeed[] = [
  { seed: 21, found: 'F43 F46 I7 an intent on disk without its order was forgotten by a restart' },
  { seed: 1098, found: 'F29 an order cancelled at once, its answer lost, is taken to be absent' },
];
