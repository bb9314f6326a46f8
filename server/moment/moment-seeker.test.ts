// The walk to a past moment: it stands exactly after the wished event, proves each decision, and finds one that was changed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '#lib/result.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import { decodeHeader } from '#server/replay/decode-record.ts';
import { importL2 } from '#server/replay/import-l2/import-l2.ts';
import { type SeenReplay, seeReplay } from '#server/replay/testing/replay-kit.ts';
import { writeRecording } from '#server/replay/testing/write-recording.ts';
import { createMomentSeeker } from './moment-seeker.ts';

let root = '';
let seen: SeenReplay;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'moment-'));
  seen = await seeReplay(importL2(writeRecording(root).folder), { limit: 700 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function* stream(records: readonly JournalRecord[]): AsyncGenerator<JournalRecord> {
  yield* records;
}

/** A decision in the middle of the run, and the walk that leads to it. */
function scene(edit: (record: JournalRecord) => JournalRecord = (record) => record) {
  const decision = seen.decisions[60];
  const [header, ...rest] = seen.journal;
  if (decision === undefined || header === undefined) throw new Error('the run is too short');
  const boot = unwrap(decodeHeader(header.body));
  const { ticker, at, eventSeq } = decision;
  const seeker = createMomentSeeker(boot, stream(rest.map(edit)), ticker);
  const seek = (wish: { readonly at: number; readonly event: number | null }) =>
    seeker.seek(
      { ...wish, ticker },
      () => undefined,
      () => false,
    );
  return { decision, wish: { at, event: eventSeq }, seeker, seek };
}

describe('a past moment', () => {
  test('I22 the decision of its event is the one that was recorded, hash for hash', async () => {
    const { decision, wish, seek } = scene();
    expect(await seek(wish)).toMatchObject({
      kind: 'frame',
      frame: {
        ...{ eventSeq: decision.eventSeq, ticker: decision.ticker, isLastWord: false },
        decision: { id: decision.id, hash: decision.hash, verdict: decision.verdict },
        proof: { outcome: 'same', recordedHash: decision.hash, computedHash: decision.hash },
      },
    });
  });

  test('nothing that happened later is in it', async () => {
    const { wish, seek } = scene();
    const before = await seek({ at: wish.at - 1, event: null });
    if (before?.kind !== 'frame') throw new Error('no frame');
    expect(before.frame.eventAt).toBeLessThan(wish.at);
    expect(before.frame.eventSeq).toBeLessThan(wish.event);
    expect(before.frame.status.eventSeq).toBe(before.frame.eventSeq);
  });

  test('a step on goes on from there, and a second back is kept', async () => {
    const { wish, seeker, seek } = scene();
    await seek(wish);
    const on = await seek({ at: wish.at + 1_000, event: null });
    if (on?.kind !== 'frame') throw new Error('no frame');
    expect(on.frame.eventSeq).toBeGreaterThanOrEqual(wish.event);
    const back = Math.floor(wish.at / 1_000) * 1_000;
    const there = { at: back, event: null, ticker: seeker.ticker };
    expect(seeker.canReach(there)).toBe(true);
    const again = await seek(there);
    if (again?.kind !== 'frame') throw new Error('no frame');
    expect(again.frame.eventAt).toBeLessThanOrEqual(back);
    expect(seeker.canReach({ ...there, at: back - 600_000 })).toBe(false);
  });

  test('I22 a record that was changed gives a cross with the difference', async () => {
    const target = seen.decisions[60];
    const { wish, seek } = scene((record) =>
      record.kind === 'decision' && record.body.includes(target?.hash ?? '')
        ? { ...record, body: record.body.replace(target?.hash ?? '', '0'.repeat(64)) }
        : record,
    );
    const found = await seek(wish);
    expect(found).toMatchObject({
      kind: 'frame',
      frame: { proof: { outcome: 'different', computedHash: target?.hash } },
    });
    if (found?.kind === 'frame') expect(found.frame.proof.text).toContain('0000');
  });

  test('an event that is not written yet is not shown by the one before it', async () => {
    const { wish, seek } = scene();
    const newest = seen.events.at(-1)?.seq ?? 0;
    expect(await seek({ at: wish.at, event: newest + 5 })).toEqual({
      ...{ kind: 'none', text: 'this event is not in the journal yet' },
    });
  });

  test('a hole in the record is no moment: it says which events are missing', async () => {
    const gap = seen.events[40]?.seq;
    const { wish, seek } = scene((record) =>
      record.kind === 'event' && record.body.includes(`"seq":${gap},`)
        ? { kind: 'header', body: '{}' }
        : record,
    );
    expect(await seek(wish)).toMatchObject({
      kind: 'none',
      text: expect.stringContaining(`${gap}`),
    });
  });
});
