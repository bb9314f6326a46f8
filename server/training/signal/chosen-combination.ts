// Who is in the combination at each horizon, with equal weights. Chosen on validation only; the cards name what was tried.
import type { AtHorizon } from '#lib/domain/signal-parameters.ts';

export const CHOSEN_COMBINATION: readonly AtHorizon<readonly string[]>[] = [
  { minutes: 1, value: ['har-tod', 'har-x'] },
  { minutes: 5, value: ['har-tod', 'har-x'] },
  { minutes: 15, value: ['har-tod', 'har-x', 'gbdt', 'gru'] },
  { minutes: 60, value: ['har-tod', 'har-x', 'gbdt', 'gru'] },
];
