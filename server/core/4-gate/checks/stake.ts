// Check: the edge is worth a whole contract (models §D3). In: Kelly stake of the candidate. Out: contracts against 1.
import type { Candidate } from '#lib/domain/verdict.ts';
import { atLeast, type Check } from '../check-result.ts';
import { requiredEdge } from '../edge.ts';
import type { GateInput } from '../gate-input.ts';
import { kellyContracts, ONE_CONTRACT } from '../stake.ts';
import { contracts } from '../wording.ts';

/** The stake is what Kelly gives less what the same event has at risk in the same direction already. */
export const stake: Check = (input, candidate) =>
  atLeast(
    {
      id: 'stake',
      label: 'contracts the stake buys',
      unit: '1e-2 contracts',
      show: contracts,
      missing: 'no stake: there is no trade',
    },
    candidate === null ? null : stakeOf(input, candidate),
    ONE_CONTRACT,
  );

/** A trade that is short of edge is judged by the least edge it would be made at: the edge check speaks for itself. */
function stakeOf(input: GateInput, candidate: Candidate): number {
  const required = requiredEdge(input, candidate);
  const { side, price, feePerContract: fee } = candidate;
  const rawEdge = Math.max(candidate.rawEdge, required);
  const edge = Math.max(candidate.edge, required);
  return kellyContracts(input, { side, price, fee, rawEdge, edge }) * ONE_CONTRACT;
}
