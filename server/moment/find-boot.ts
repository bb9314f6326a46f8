// Which start of the engine a moment lies in, and the journal files that tell of it. In: a directory, an instant. Out: boot and files.
import { readJournal } from '#server/adapters/journal-file/read-journal.ts';
import { listSegments } from '#server/adapters/journal-file/segments.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import { decodeEvent, decodeHeader, type RecordedBoot } from '#server/replay/decode-record.ts';

/** How one journal file begins. */
interface Beginning {
  readonly path: string;
  readonly boot: RecordedBoot;
  readonly firstAt: number;
  readonly firstSeq: number;
}

export type FoundBoot =
  | { readonly kind: 'found'; readonly boot: RecordedBoot; readonly paths: readonly string[] }
  | { readonly kind: 'none'; readonly text: string };

async function beginningOf(path: string): Promise<Beginning | null> {
  let boot: RecordedBoot | null = null;
  for await (const { kind, body } of readJournal(path)) {
    if (kind === 'header') {
      const read = decodeHeader(body);
      if (!read.ok) return null;
      boot = read.value;
    }
    if (kind !== 'event' || boot === null) continue;
    const event = decodeEvent(body);
    return event.ok ? { path, boot, firstAt: event.value.at, firstSeq: event.value.seq } : null;
  }
  return null;
}

/** The last start that had begun by `at`; none before the first one, or when the beginning of its record is gone. */
export async function findBoot(directory: string, at: number): Promise<FoundBoot> {
  const beginnings: Beginning[] = [];
  for (const { path } of await listSegments(directory)) {
    const beginning = await beginningOf(path);
    if (beginning !== null) beginnings.push(beginning);
  }
  const [oldest] = beginnings;
  if (oldest === undefined) return { kind: 'none', text: 'the journal is empty' };
  const mine = beginnings.findLast(({ firstAt }) => firstAt <= at);
  if (mine === undefined)
    return {
      kind: 'none',
      text: `the journal reaches back to ${new Date(oldest.firstAt).toISOString()} alone`,
    };
  const files = beginnings.filter(({ boot }) => boot.bootId === mine.boot.bootId);
  if (files[0]?.firstSeq !== 1)
    return {
      kind: 'none',
      text: 'the beginning of this start of the engine is no longer in the journal: without it nothing can be computed again',
    };
  return { kind: 'found', boot: mine.boot, paths: files.map(({ path }) => path) };
}

/** Events and decisions of these files, in order. A damaged place ends its file; the gap is told by the event numbers. */
export async function* recordsOf(paths: readonly string[]): AsyncGenerator<JournalRecord> {
  for (const path of paths)
    for await (const record of readJournal(path)) if (record.kind !== 'header') yield record;
}
