// The proof of a journal: it accepts what the core did, and finds one changed word, one lost event, one lost decision.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalRecord } from '#server/ports/journal.ts';
import { importL2 } from './import-l2/import-l2.ts';
import { journalledRun } from './journal-recording.ts';
import { type SeenReplay, seeReplay, TEST_WORLD } from './testing/replay-kit.ts';
import { writeRecording } from './testing/write-recording.ts';
import { type BootVerdict, verifyJournal } from './verify-journal.ts';

let root = '';
let seen: SeenReplay;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'verify-'));
  seen = await seeReplay(importL2(writeRecording(root).folder), { limit: 700 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function* stream(records: readonly JournalRecord[]): AsyncGenerator<JournalRecord> {
  yield* records;
}

async function verdictOf(records: readonly JournalRecord[]): Promise<BootVerdict> {
  const [only, ...more] = await verifyJournal(stream(records));
  expect(more).toEqual([]);
  if (only === undefined) throw new Error('no verdict');
  return only;
}

/** The place of the `nth` record of a kind. */
function placeOf(kind: JournalRecord['kind'], nth: number): number {
  const places = seen.journal.flatMap((record, index) => (record.kind === kind ? [index] : []));
  const place = places.at(nth);
  if (place === undefined) throw new Error(`no ${kind} ${nth}`);
  return place;
}

function edited(index: number, edit: (body: string) => string): readonly JournalRecord[] {
  return seen.journal.map((record, at) =>
    at === index ? { ...record, body: edit(record.body) } : record,
  );
}

describe('verifyJournal', () => {
  it('I22 proves every decision of an untouched journal, over the JSON the engine writes', async () => {
    expect(seen.decisions.length).toBeGreaterThan(100);
    expect(await verdictOf(seen.journal)).toMatchObject({
      outcome: 'identical',
      events: seen.events.length,
      decisions: seen.decisions.length,
      identical: seen.decisions.length,
      notRecorded: 0,
      difference: null,
      chain: seen.report.chain.hash,
    });
  });

  it.each([
    ['sentence', 'flat:', 'flat!'],
    ['verdict', '"flat"', '"hold"'],
  ])('finds a changed %s and names its event', async (field, from, to) => {
    const index = placeOf('decision', 60);
    const changed = seen.decisions[60];
    const verdict = await verdictOf(edited(index, (body) => body.replace(from, to)));
    expect(verdict).toMatchObject({ outcome: 'different', identical: 60 });
    expect(verdict.difference).toMatchObject({
      what: field,
      eventSeq: changed?.eventSeq,
      ticker: changed?.ticker,
    });
    expect(verdict.difference?.computed).toContain(changed?.sentence);
  });

  it('finds one changed event by the decision it no longer leads to', async () => {
    const index = seen.journal.findIndex(
      (record, at) => at > placeOf('decision', 60) && record.body.includes('"contract-delta"'),
    );
    const verdict = await verdictOf(
      edited(index, (body) => body.replace(/"delta":-?\d+/, '"delta":900')),
    );
    expect(verdict.outcome).toBe('different');
    expect(verdict.difference?.what).toBe('inputHash');
  });

  it('finds a decision the journal does not hold', async () => {
    const index = placeOf('decision', 60);
    const verdict = await verdictOf(seen.journal.filter((_, at) => at !== index));
    expect(verdict.outcome).toBe('different');
    expect(verdict.difference).toMatchObject({ recorded: null });
  });

  it('finds a decision nobody made', async () => {
    const index = placeOf('decision', 60);
    const extra = seen.journal[index];
    if (extra === undefined) throw new Error('no record');
    const verdict = await verdictOf(seen.journal.toSpliced(index, 0, extra));
    expect(verdict.outcome).toBe('different');
  });

  it('F40 calls decisions that a crash cut off no difference', async () => {
    const last = placeOf('decision', -1);
    const verdict = await verdictOf(seen.journal.slice(0, last));
    expect(verdict).toMatchObject({ outcome: 'identical', notRecorded: 1, difference: null });
  });

  it('cannot judge a journal with a hole, or one whose beginning is gone', async () => {
    const hole = placeOf('event', 300);
    const holed = await verdictOf(seen.journal.filter((_, at) => at !== hole));
    expect(holed).toMatchObject({ outcome: 'not-verifiable' });
    expect(holed.reason).toContain('are missing');
    const first = placeOf('event', 0);
    const beheaded = await verdictOf(seen.journal.filter((_, at) => at !== first));
    expect(beheaded.reason).toContain('first segments are gone');
  });

  it('judges each start apart, and reads a repeated header as the next segment of the same start', async () => {
    const [header] = seen.journal;
    if (header === undefined) throw new Error('no header');
    const middle = placeOf('event', 200);
    const rotated = seen.journal.toSpliced(middle, 0, header);
    const other = {
      ...header,
      body: header.body.replace('"bootId":"replay-test"', '"bootId":"b"'),
    };
    const verdicts = await verifyJournal(stream([...rotated, other, ...seen.journal.slice(1, 50)]));
    expect(verdicts.map(({ bootId, outcome }) => [bootId, outcome])).toEqual([
      ['replay-test', 'identical'],
      ['b', 'identical'],
    ]);
  });

  it('I22 refuses a journal whose models or fitted numbers are not in its header, and guesses none', async () => {
    for (const field of ['models', 'signal']) {
      const bare = edited(0, (body) => {
        const header = JSON.parse(body);
        const { [field]: _dropped, ...world } = JSON.parse(header.world);
        return JSON.stringify({ ...header, world: JSON.stringify(world) });
      });
      await expect(verifyJournal(stream(bare))).rejects.toThrow('not one of this version');
    }
  });

  it('refuses records without a header', async () => {
    await expect(verifyJournal(stream(seen.journal.slice(1)))).rejects.toThrow('before any header');
  });
});

describe('a journal as a recording', () => {
  it('I22 re-runs to the same decisions and the same hash', async () => {
    const run = await journalledRun(stream(seen.journal), null);
    if (run === null) throw new Error('no start');
    const again = await seeReplay(
      {
        name: 'journal',
        source: { kind: 'journal', events: run.events },
        absentChecks: new Set(),
        audit: null,
      },
      { world: run.boot.world },
    );
    expect(run.boot.world).toEqual(TEST_WORLD);
    expect(again.decisions).toEqual(seen.decisions);
    expect(again.report.chain).toEqual(seen.report.chain);
  });

  it('finds a start by its id, and none where there is none', async () => {
    expect((await journalledRun(stream(seen.journal), 'replay-test'))?.boot.build).toBe('test');
    expect(await journalledRun(stream(seen.journal), 'another')).toBeNull();
  });
});
