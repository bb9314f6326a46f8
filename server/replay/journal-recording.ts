// A journal as a recording: its events in order, exactly as they were. In: journal records. Out: one boot's events.
import type { CoreEvent } from '#server/core/event.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import { decodeEvent, decodeHeader, type RecordedBoot } from './decode-record.ts';

/** One start of the engine: the world it began in and its events. */
export interface JournalledRun {
  readonly boot: RecordedBoot;
  readonly events: AsyncIterable<CoreEvent>;
}

/**
 * The first start of `records`, or the one named. Null when there is none. Throws, while its events are read, on a
 * record that is not readable: the journal itself was already checked block by block.
 */
export async function journalledRun(
  records: AsyncIterable<JournalRecord>,
  bootId: string | null,
): Promise<JournalledRun | null> {
  const reading = records[Symbol.asyncIterator]();
  for (;;) {
    const next = await reading.next();
    if (next.done) return null;
    if (next.value.kind !== 'header') continue;
    const boot = decodeHeader(next.value.body);
    if (!boot.ok) throw new Error(boot.error);
    if (bootId !== null && boot.value.bootId !== bootId) continue;
    return { boot: boot.value, events: eventsOf(reading, boot.value.bootId) };
  }
}

async function* eventsOf(
  reading: AsyncIterator<JournalRecord>,
  bootId: string,
): AsyncGenerator<CoreEvent> {
  for (;;) {
    const next = await reading.next();
    if (next.done) return;
    const { kind, body } = next.value;
    if (kind === 'header') {
      const boot = decodeHeader(body);
      if (!boot.ok || boot.value.bootId !== bootId) return;
    }
    if (kind !== 'event') continue;
    const event = decodeEvent(body);
    if (!event.ok) throw new Error(event.error);
    yield event.value;
  }
}
