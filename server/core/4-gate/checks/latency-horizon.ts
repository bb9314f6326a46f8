// Check: our order is quick enough for what it wants to catch (models §D3). In: latency, delta. Out: move in flight, half edge.
import { atMost, type Check } from '../check-result.ts';
import { requiredEdge } from '../edge.ts';
import { moveOver } from '../quote-risk.ts';
import { edgeCents } from '../wording.ts';

/** Share of the edge that may be gone before the order arrives. */
const SHARE = 0.5;

/** In the last seconds the price turns on single prints: |dP/dUSD| × σ·√latency eats the edge, and the faster reader wins. */
export const latencyHorizon: Check = (input, candidate) => {
  const { orderLatencyMs, fair, forecast } = input;
  // A trade that is short of edge is judged by the least edge it would be made at: the edge check speaks for itself.
  const edge = candidate === null ? 0 : Math.max(candidate.edge, requiredEdge(input, candidate));
  const known = candidate !== null && fair !== null && forecast !== null;
  const result = atMost(
    {
      id: 'latency-horizon',
      label: 'move while the order travels',
      unit: '1e-4 $',
      show: edgeCents,
      missing: 'the move while an order travels is not known',
    },
    known ? moveOver(input, orderLatencyMs / 1000) : null,
    SHARE * edge,
  );
  const latency = `${orderLatencyMs.toFixed(0)} ms`;
  return result.outcome === 'fail'
    ? { ...result, text: `${result.text} (half the edge) at ${latency} of order latency` }
    : result;
};
