// Seeds that once failed, each with what it found; they run as tests for good. In: nothing. Out: seeds.

export interface KeptSeed {
  readonly seed: number;
  readonly found: string;
}

export const KEPT_SEEDS: readonly KeptSeed[] = [
  { seed: 105, found: 'F43 F46 I7 an intent on disk without its order was forgotten by a restart' },
  { seed: 45, found: 'F14 feeds stayed dead when the answers to their first subscribe were lost' },
  { seed: 60_301, found: 'F37 after a 401 for a wrong clock the order group was never made' },
  { seed: 20_884, found: 'F29 F59 I29 a stranger’s fill was taken for our lost order’s' },
  {
    seed: 60_436,
    found: 'F47 I13 an order row older than its fills, after a batch tried again and a crash',
  },
  {
    seed: 2_824,
    found: 'F120 an account was taken over from a reading that lagged behind our fill',
  },
];
