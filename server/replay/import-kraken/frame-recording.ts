// Recorded Kraken frames as a recording. In: lines of frames, plain or {recv_ts_ns, payload}, and a reader of frames. Out: events.
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { withSeconds } from '../event-clock.ts';
import type { Figures, RecordedEvent, Recording } from '../recorded-event.ts';

/** What one frame of a recording says. `at` is the venue's own stamp in ms where the frame carries one. */
export type ReadFrame =
  | { readonly kind: 'ticks'; readonly ticks: readonly Tick[] }
  | { readonly kind: 'bad'; readonly reason: string }
  | { readonly kind: 'nothing' };

/** Frames of one file: a connection of its own. */
export interface FrameFile {
  readonly name: string;
  readonly lines: readonly string[];
  /** A reader of frames, fresh for each call: scales and depths belong to a connection. */
  readonly reader: () => (frame: string) => ReadFrame;
}

/** Frames without any time of their own follow each other at this distance, µs. */
const UNTIMED_STEP_US = 1_000;

interface Line {
  readonly us: number | null;
  readonly frame: string;
}

function unwrapped(line: string): Line {
  const received = /^\{"recv_ts_ns":\s*(\d{13,16})\d{3},\s*"payload":/.exec(line)?.[1];
  if (received === undefined) return { us: null, frame: line };
  const payload: unknown = JSON.parse(line)?.payload;
  const frame = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return { us: Number(received), frame };
}

function stampOf(ticks: readonly Tick[]): number | null {
  for (const tick of ticks) {
    const at = 'venueAt' in tick ? tick.venueAt : null;
    if (at !== null) return at * 1000;
    if (tick.kind === 'spot-trade') return (tick.trades[0]?.venueAt ?? 0) * 1000 || null;
  }
  return null;
}

function timeOf(read: ReadFrame): number | null {
  return read.kind === 'ticks' ? stampOf(read.ticks) : null;
}

/** The first time the file tells, µs; one that tells none comes first. */
function startOf(file: FrameFile): number {
  const readFrame = file.reader();
  for (const text of file.lines) {
    if (text.trim() === '') continue;
    const line = unwrapped(text);
    const us = line.us ?? timeOf(readFrame(line.frame));
    if (us !== null) return us;
  }
  return 0;
}

interface FrameFigures {
  files: number;
  frames: number;
  unreadableFrames: number;
}

function* fileEvents(
  file: FrameFile,
  startUs: number,
  figures: FrameFigures,
): Generator<RecordedEvent> {
  let us = startUs;
  const status = (body: FeedStatus): RecordedEvent => ({
    us,
    session: file.name,
    body: { kind: 'status', status: body },
  });
  const readFrame = file.reader();
  let isOpen = false;
  // Frames before the first time told are of that moment.
  let isTimed = startUs === 0;
  for (const text of file.lines) {
    if (text.trim() === '') continue;
    const line = unwrapped(text);
    const read = readFrame(line.frame);
    figures.frames += 1;
    const told = line.us ?? timeOf(read);
    isTimed ||= told !== null;
    us = Math.max(us, told ?? (isTimed ? us + UNTIMED_STEP_US : us));
    if (!isOpen) yield status({ kind: 'connected', connection: 'kraken' });
    isOpen = true;
    yield status({ kind: 'alive', connection: 'kraken', roundTripMs: null });
    if (read.kind === 'bad') {
      figures.unreadableFrames += 1;
      yield status({ kind: 'bad-frame', connection: 'kraken', reason: read.reason });
    }
    for (const tick of read.kind === 'ticks' ? read.ticks : [])
      yield { us, session: file.name, body: { kind: 'tick', tick } };
  }
  if (isOpen)
    yield status({
      kind: 'disconnected',
      connection: 'kraken',
      reason: 'the recording ends here',
    });
}

function* allEvents(files: readonly FrameFile[], figures: FrameFigures): Generator<RecordedEvent> {
  const timed = files.map((file) => ({ file, startUs: startOf(file) }));
  let us = 0;
  for (const { file, startUs } of timed.sort((a, b) => a.startUs - b.startUs))
    for (const event of fileEvents(file, Math.max(us, startUs), figures)) {
      us = event.us;
      figures.files +=
        event.body.kind === 'status' && event.body.status.kind === 'connected' ? 1 : 0;
      yield event;
    }
}

/** Book faults are counted by the tally as resyncs: the core asks for a snapshot whenever it drops a book. */
export function importKrakenFrames(name: string, files: readonly FrameFile[]): Recording {
  const figures: FrameFigures = { files: 0, frames: 0, unreadableFrames: 0 };
  let updates = 0;
  let live = 0;
  return {
    name,
    source: { kind: 'market', events: withSeconds(allEvents(files, figures)) },
    absentChecks: new Set(),
    audit: {
      after(world, { body }) {
        if (body.kind !== 'tick' || body.tick.kind !== 'spot-book') return;
        updates += 1;
        if (world.market.spot.book.kind === 'live') live += 1;
      },
      figures: (): Figures => ({ ...figures, bookMessages: updates, bookMessagesLive: live }),
    },
  };
}
