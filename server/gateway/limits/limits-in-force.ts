// The limits in force, as the engine last said. In: the gateway's context. Out: limits, or null where nobody has said.
import type { Limits } from '#lib/domain/limits.ts';
import type { GatewayContext } from '../gateway-context.ts';

/** Null as well where the engine is gone: what it said last may be old. */
export function limitsInForce({ engine }: Pick<GatewayContext, 'engine'>): Limits | null {
  if (engine.connectedSince() === null) return null;
  const row = engine.snapshots(['limits'])[0]?.rows['engine'];
  return row !== undefined && 'limits' in row ? row.limits : null;
}
