// The vocabulary of a replay: what a recording yields, and what it is able to say about itself.
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';

/** One thing that happened while the recording was made. */
export interface RecordedEvent {
  /** The recorder's wall clock, whole µs of Unix time: milliseconds for the core, the rest for the order. */
  readonly us: number;
  readonly body: EventBody;
  /** The recording session it belongs to; null for what belongs to none. */
  readonly session: string | null;
}

/** Where a recording's events come from. */
export type RecordedEvents =
  /** Market data: account, models and clock are made by the replay, which also answers the core's effects. */
  | {
      readonly kind: 'market';
      readonly events: Iterable<RecordedEvent> | AsyncIterable<RecordedEvent>;
    }
  /** A journal: every event is applied exactly as it was, the answers of the outside among them. */
  | { readonly kind: 'journal'; readonly events: AsyncIterable<CoreEvent> };

/** Figures a recording adds to the report, line by line. */
export type Figures = Readonly<Record<string, string | number | boolean | null>>;

/** Looks at the world after every recorded event and counts what only this kind of recording can prove. */
export interface RecordingAudit {
  after(world: World, event: RecordedEvent): void;
  figures(): Figures;
}

/** A recording that can be streamed through the spine. */
export interface Recording {
  readonly name: string;
  /** In time order. Read once. */
  readonly source: RecordedEvents;
  /** Ids of gate checks about feeds that this recording does not hold: they must fail, and are counted apart. */
  readonly absentChecks: ReadonlySet<string>;
  readonly audit: RecordingAudit | null;
}

/** The core's instant of a recorded one. */
export function instantOf(us: number): WallMs {
  return wallMs(Math.floor(us / 1000));
}
