// The real recordings, where they are present: clean books stay clean and agree with the venue, and runs repeat.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importL2 } from '#server/replay/import-l2/import-l2.ts';
import { runReplay } from '#server/replay/run-replay.ts';
import { NO_MODELS, TEST_WORLD } from '#server/replay/testing/replay-kit.ts';

const DATA =
  process.env['VOLTAGE_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const FOLDER = join(DATA, 'kxbtc15m-ws-l2');
/** About a tenth of the folder: the whole of it is `npx voltage replay` and takes a minute. */
const LIMIT = 120_000;

function replay(from: string) {
  return runReplay(importL2(FOLDER), {
    world: TEST_WORLD,
    models: NO_MODELS,
    fromUs: Date.parse(from) * 1000,
    toUs: null,
    limit: LIMIT,
    pace: () => null,
    incoming: () => [],
    onStep: () => undefined,
  });
}

describe.skipIf(!existsSync(FOLDER))(`the recorded folder ${FOLDER} (skipped where absent)`, () => {
  it('I22 gives the same hash twice, no negative level in clean books, and the venue’s own quotes', async () => {
    const first = await replay('2026-05-13T12:55:00Z');
    expect(first.recorded).toBe(LIMIT);
    expect(first.audit).toMatchObject({
      negativeLevelsInClean: 0,
      sequenceGapsInClean: 0,
      rowsOutOfPlace: 0,
      unreadableRows: 0,
      tornFiles: 0,
    });
    expect(first.audit['booksClean']).toBeGreaterThanOrEqual(4);
    expect(first.audit['quotesCompared']).toBeGreaterThan(1_000);
    expect(first.audit['agreement']).toBeGreaterThanOrEqual(0.97);
    expect(first.priced).toBeGreaterThan(1_000);
    const second = await replay('2026-05-13T12:55:00Z');
    expect(second).toEqual(first);
  });

  it('F13 drops the flagged books at their hole instead of carrying on', async () => {
    const report = await replay('2026-05-11T08:59:00Z');
    expect(report.audit).toMatchObject({
      booksFlagged: 1,
      sequenceGapsInFlagged: 1,
      negativeLevelsInFlagged: 0,
      negativeLevelsInClean: 0,
    });
  });
});
