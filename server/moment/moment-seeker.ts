// Walks one start of the engine through the core to a wished moment, comparing every decision on the way. In: records, wishes. Out: frames.
import { marketTicker } from '#lib/domain/ids.ts';
import type { MomentFrame, MomentProof, MomentWish } from '#lib/wire/moment-http.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import {
  type DecisionRecord,
  decodeEvent,
  type RecordedBoot,
} from '#server/replay/decode-record.ts';
import { beginJudging, isOver, judgeRecord, type Running } from '#server/replay/verify-journal.ts';
import { createFrameShelf } from './frame-shelf.ts';
import { momentFrame } from './moment-frame.ts';

/** Events between two words about how far it has come. */
const PROGRESS_EVENTS = 2_000;

export type Seen =
  | { readonly kind: 'frame'; readonly frame: MomentFrame }
  | { readonly kind: 'none'; readonly text: string };

export interface MomentSeeker {
  readonly boot: RecordedBoot;
  readonly ticker: string;
  /** True when the wish lies ahead, or what was seen there is still kept. */
  canReach(wish: MomentWish): boolean;
  /** Goes there. `onProgress` is told the time reached; `isUnwanted` ends the walk, which then answers null. */
  seek(
    wish: MomentWish,
    onProgress: (at: number) => void,
    isUnwanted: () => boolean,
  ): Promise<Seen | null>;
  /** Closes what it reads. */
  close(): Promise<void>;
}

interface Compared {
  readonly recorded: DecisionRecord;
  readonly computedHash: string | null;
}

/** What the comparison says about the newest decision of this market. */
function proofOf(running: Running, last: Compared | null): MomentProof {
  const { identical: identicalCount, difference } = running;
  const recordedHash = last?.recorded.hash ?? null;
  const computedHash = last?.computedHash ?? null;
  const told = { recordedHash, computedHash, eventSeq: last?.recorded.eventSeq ?? null };
  if (difference !== null) {
    const { what, eventSeq, ticker, recorded, computed } = difference;
    const text = `at event ${eventSeq} of ${ticker ?? 'a market'}: ${what}; recorded ${recorded ?? 'nothing'}, computed ${computed ?? 'nothing'}. What follows proves nothing: below is the state at that event`;
    return { outcome: 'different', ...told, identicalCount, text };
  }
  if (last === null) {
    const text = 'the journal holds no decision about this market yet';
    return { outcome: 'not-recorded', ...told, identicalCount, text };
  }
  const text =
    'replayed through the same core, the journal gives the recorded decision, hash for hash';
  return { outcome: 'same', ...told, identicalCount, text };
}

/** True when `event` happened after the wished moment. */
function isBeyond(event: Pick<CoreEvent, 'at' | 'seq'>, { at, event: seq }: MomentWish) {
  return seq === null ? event.at > at : event.seq > seq;
}

/** `records`: the events and decisions of one start, from its first on, without headers. */
export function createMomentSeeker(
  boot: RecordedBoot,
  records: AsyncIterable<JournalRecord>,
  ticker: string,
): MomentSeeker {
  const reading = records[Symbol.asyncIterator]();
  const shelf = createFrameShelf();
  let last: Compared | null = null;
  let startedAt: number | null = null;
  let storedId: string | null = null;
  /** The event after the last one that was stepped: read, not applied. */
  let next: { readonly record: JournalRecord; readonly event: CoreEvent } | null = null;
  let isEnded = false;
  const running = beginJudging(boot, (recorded, computed) => {
    if (recorded.ticker === ticker)
      last = { recorded, computedHash: computed === null ? null : computed.hash };
  });

  /** Reads on to the next event; decisions on the way belong to the last one. */
  async function fetchNext(): Promise<void> {
    while (next === null && !isEnded) {
      const read = await reading.next();
      if (read.done === true) isEnded = true;
      else if (read.value.kind === 'decision') judge(read.value);
      else if (read.value.kind === 'event') {
        const event = decodeEvent(read.value.body);
        if (!event.ok) {
          running.reason = event.error;
          isEnded = true;
        } else next = { record: read.value, event: event.value };
      }
    }
  }

  function judge(record: JournalRecord): void {
    if (!isOver(running)) judgeRecord(running, record);
    if (running.reason !== null || running.difference !== null) isEnded = true;
  }

  function frameAt(at: number): MomentFrame | null {
    const { lastEvent } = running;
    if (lastEvent === null) return null;
    return momentFrame(running.world, lastEvent, {
      ...{
        ticker,
        at,
        isLastWord: isEnded && running.difference === null,
        proof: proofOf(running, last),
      },
      boot: {
        ...{ id: boot.bootId, build: boot.build, mode: boot.mode },
        startedAt: startedAt ?? lastEvent.at,
      },
    });
  }

  /** Keeps what steps back will ask for: whole seconds shortly before the wish, whole minutes, changes of the verdict. */
  function keepBefore(event: CoreEvent, wish: MomentWish): void {
    const { lastEvent, world } = running;
    if (lastEvent === null) return;
    for (const at of shelf.boundaries(lastEvent.at, event.at, wish.at)) {
      const frame = frameAt(at);
      if (frame !== null) shelf.keep(frame, null);
    }
    const stored = world.decisions.get(marketTicker(ticker))?.storedId ?? null;
    if (stored === storedId) return;
    storedId = stored;
    const frame = shelf.wantsChange(lastEvent.at, wish.at) ? frameAt(lastEvent.at) : null;
    if (frame !== null) shelf.keep(frame, lastEvent.seq);
  }

  function answer(wish: MomentWish): Seen {
    const frame = frameAt(wish.at);
    if (frame === null || (running.reason !== null && isEnded))
      return {
        kind: 'none',
        text: running.reason ?? 'the journal holds no event before this moment',
      };
    // Behind a difference the walk ends early and shows the state there; else another event is not the wished one.
    const isThere = wish.event === null || running.lastEvent?.seq === wish.event;
    if (!isThere && running.difference === null)
      return { kind: 'none', text: 'this event is not in the journal yet' };
    return { kind: 'frame', frame };
  }

  return {
    boot,
    ticker,
    canReach: (wish) =>
      shelf.find(wish) !== null ||
      (!isEnded && (running.lastEvent === null || !isBeyond(running.lastEvent, wish))),
    close: async () => {
      await reading.return?.();
    },
    async seek(wish, onProgress, isUnwanted) {
      const kept = shelf.find(wish);
      if (kept !== null) return { kind: 'frame', frame: kept };
      for (let steps = 1; ; steps++) {
        await fetchNext();
        if (next === null || isBeyond(next.event, wish)) return answer(wish);
        keepBefore(next.event, wish);
        startedAt ??= next.event.at;
        const { record, event } = next;
        next = null;
        judge(record);
        if (steps % PROGRESS_EVENTS !== 0) continue;
        onProgress(event.at);
        if (isUnwanted()) return null;
      }
    },
  };
}
