// Whether a rehearsal may run beside the engine. In: what the engine says. Out: why not, or null.
import type { TradingState } from '#lib/domain/kill.ts';
import type { Mode } from '#lib/domain/mode.ts';
import { mayStillFill } from '#lib/domain/order.ts';
import type { GatewayContext } from '../gateway-context.ts';

/** Null for what the engine has not said, or said before it went away. */
export interface DrillFacts {
  readonly mode: Mode;
  readonly trading: TradingState | null;
  /** A kill that the exchange has not confirmed, or that still closes positions. */
  readonly isKillUnderWay: boolean | null;
  /** Markets with a position. */
  readonly held: number | null;
  /** Orders that may still fill. */
  readonly working: number | null;
}

const CPU = 'a rehearsal takes processor time that the engine may need';

/**
 * A rehearsal has an exchange of its own, but not a machine of its own. In live mode it waits until no money can be lost
 * by a slower engine; in every mode a kill under way has the machine to itself. Doubt refuses where money is real.
 */
export function drillRefusal(facts: DrillFacts): string | null {
  const { mode, trading, isKillUnderWay, held, working } = facts;
  if (isKillUnderWay === true) return `a kill is under way, and ${CPU}`;
  if (mode !== 'live') return null;
  if (trading === null || isKillUnderWay === null || held === null || working === null)
    return `the engine does not say whether real money is armed, and ${CPU}`;
  if (trading === 'armed') return `real money is armed, and ${CPU}: pause trading first`;
  if (held > 0)
    return `real money is held in ${held} markets whose exits must not wait, and ${CPU}`;
  if (working > 0) return `${working} orders of real money may still fill, and ${CPU}`;
  return null;
}

/** What the engine says now. */
export function drillFacts({ mode, engine }: Pick<GatewayContext, 'mode' | 'engine'>): DrillFacts {
  const nothing = { mode, trading: null, isKillUnderWay: null, held: null, working: null };
  if (engine.connectedSince() === null) return nothing;
  const [status, positions, orders] = (['status', 'positions', 'orders'] as const).map(
    (topic) => engine.snapshots([topic])[0]?.rows,
  );
  const strip = status?.['engine'];
  if (strip === undefined || !('trading' in strip)) return nothing;
  const held = Object.values(positions ?? {}).filter(
    (row) => 'contracts' in row && row.contracts !== 0,
  ).length;
  const working = Object.values(orders ?? {}).filter(
    (row) => 'clientOrderId' in row && 'timeInForce' in row && mayStillFill(row.state),
  ).length;
  const { kill, trading } = strip;
  const isClosing = kill?.flatten === true && held > 0;
  return {
    ...{ mode, trading, isKillUnderWay: kill !== null && (kill.confirmedAt === null || isClosing) },
    held: positions === undefined ? null : held,
    working: orders === undefined ? null : working,
  };
}
