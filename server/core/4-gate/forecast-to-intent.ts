// Stage 4's first crossing: the best trade there is, good enough or not. In: gate input. Out: Candidate or null.
import type { BookSide } from '#lib/domain/side.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { requiredEdge } from './edge.ts';
import type { GateInput } from './gate-input.ts';
import { quotingAllowed } from './intent-draft.ts';
import { priceMake, priceTake } from './price-candidate.ts';

const SIDES = ['bid', 'ask'] as const satisfies readonly BookSide[];

function bestOf(candidates: readonly (Candidate | null)[]): Candidate | null {
  let best: Candidate | null = null;
  for (const each of candidates)
    if (each !== null && (best === null || each.edge > best.edge)) best = each;
  return best;
}

/**
 * The better of buying YES at the ask and selling YES at the bid, sized and with its exact fee. When neither pays for
 * the spread, a post-only quote that does. When nothing does, the taking trade all the same: the checks then say what
 * is missing. Null only without fair value, without a live book, or without a whole contract on it.
 */
export function forecastToIntent(input: GateInput): Candidate | null {
  if (input.fair === null || input.book.kind !== 'live') return null;
  const required = requiredEdge(input, { style: 'take', side: 'bid' });
  const bounds = { required, bound: null, most: null };
  const take = bestOf(SIDES.map((side) => priceTake(input, side, bounds)));
  if (take !== null && take.edge >= required) return take;
  const make = quotingAllowed(input) ? bestOf(SIDES.map((side) => priceMake(input, side))) : null;
  return make !== null && make.edge >= requiredEdge(input, make) ? make : take;
}
