// The simulated Kraken on a line without a socket, read by the real adapter's session. In: time, engine events. Out: bodies.

import { stepSession } from '#server/adapters/kraken/session.ts';
import { createSession, type SessionInput } from '#server/adapters/kraken/session-state.ts';
import type { EventBody } from '#server/core/event.ts';
import type { SpotEngineEvent } from '#server/simulator/kraken/spot-event.ts';
import { createKrakenVenue, type VenueOutput } from '#server/simulator/kraken/venue.ts';
import type { SimulatedWorld } from '#server/simulator/world/create-world.ts';

/** What happens, without its times. */
type Happening = SessionInput extends infer Input
  ? Input extends SessionInput
    ? Omit<Input, 'atMs' | 'wallMs'>
    : never
  : never;

export interface KrakenLine {
  connect(): void;
  /** The line breaks: the venue forgets the client, the session hears of it. */
  lose(): void;
  publish(events: readonly SpotEngineEvent[]): void;
  /** Heartbeats due now. */
  tick(): void;
  /** The adapter's own deadlines, four times a second. */
  judge(): void;
  resync(reason: string): void;
}

/** A line that is not connected. `nowMs` is simulated Unix time. */
export function createKrakenLine(
  world: SimulatedWorld,
  nowMs: () => number,
  push: (body: EventBody) => void,
): KrakenLine {
  const venue = createKrakenVenue({ bids: world.spot.bids(), asks: world.spot.asks() });
  const session = createSession({ symbol: 'BTC/USD', depth: 25 });
  const startMs = nowMs();
  let client: number | null = null;

  const receive = (outputs: readonly VenueOutput[]): void => {
    for (const output of outputs)
      if (output.kind === 'frame' && output.client === client)
        step({ kind: 'frame', text: output.text });
  };
  const step = (happening: Happening): void => {
    const time = { atMs: nowMs() - startMs, wallMs: nowMs() };
    for (const action of stepSession(session, { ...happening, ...time })) {
      if (action.kind === 'tick') push({ kind: 'tick', tick: action.tick });
      else if (action.kind === 'status') push({ kind: 'status', status: action.status });
      else if (action.kind === 'send' && client !== null)
        receive(venue.receive({ client, text: action.text, atMs: nowMs() }));
    }
  };

  return {
    connect: () => {
      const made = venue.connect(nowMs());
      client = made.client;
      step({ kind: 'opened' });
      receive(made.outputs);
    },
    lose: () => {
      if (client !== null) venue.disconnect(client);
      client = null;
      step({ kind: 'closed', reason: 'the line was cut' });
    },
    publish: (events) => receive(venue.publish(events)),
    tick: () => receive(venue.tick(nowMs())),
    judge: () => step({ kind: 'timer' }),
    resync: (reason) => step({ kind: 'resync', reason }),
  };
}
