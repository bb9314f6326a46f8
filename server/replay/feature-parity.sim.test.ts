// What was seen live and what a replay of its journal sees are the same bytes, however the journal lies on disk.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensure } from '#lib/check.ts';
import { createJournal } from '#server/adapters/journal-file/create-journal.ts';
import { readJournal } from '#server/adapters/journal-file/read-journal.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { optionsOf } from '#server/core/journeys/testing/spine-driver.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld } from '#server/core/world.ts';
import { createLoop } from '#server/engine/loop.ts';
import { journalledRun } from './journal-recording.ts';
import { runReplay } from './run-replay.ts';
import { createFeatureTrace, hashOfSecond, type TracedSecond } from './testing/feature-trace.ts';
import { runLiveSession } from './testing/live-session.ts';
import { NO_MODELS } from './testing/replay-kit.ts';

const SECONDS = 160;
/** Some of every family; the rest needs longer than the session. */
const EXPECTED = [
  ...['rv·5s', 'rv·5m', 'tsrv·60s', 'tsrv·5m', 'jump-share·15m', 'medrv·15m', 'parkinson·1m'],
  ...['noise·15m', 'ewma·5m', 'microprice·offset', 'imbalance·10', 'spread·bp', 'ofi·1·10s'],
  ...['ofi·10·60s', 'flow·60s', 'intensity·10s', 'basis·bp', 'basis-sd·bp', 'hour·cos4'],
];
const OPTIONS = optionsOf({ boot: 'parity' });
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

const folder = mkdtempSync(join(tmpdir(), 'voltage-parity-'));
let live: readonly TracedSecond[] = [];
let chain = '';
let eventCount = 0;

/** Writes `texts` as one start of the engine wrote them. A second call with the same name goes on in another file. */
async function write(name: string, texts: readonly string[]): Promise<void> {
  const header = { mode: OPTIONS.mode, build: 'test', bootId: OPTIONS.boot };
  const journal = createJournal({
    directory: join(folder, name),
    header: { ...header, world: JSON.stringify(OPTIONS) },
    log: SILENT,
  });
  for (const body of texts) journal.append({ kind: 'event', body });
  await journal.close();
}

const hashes = (seconds: readonly TracedSecond[]) => seconds.map(hashOfSecond);

async function replayed(name: string) {
  const run = await journalledRun(readJournal(join(folder, name)), null);
  if (run === null) throw new Error(`${name} holds no run`);
  const trace = createFeatureTrace();
  const recording = {
    name,
    source: { kind: 'journal', events: run.events },
    absentChecks: new Set<string>(),
    audit: null,
  } as const;
  const report = await runReplay(recording, {
    world: run.boot.world,
    models: NO_MODELS,
    ...{ fromUs: null, toUs: null, limit: null },
    pace: () => null,
    incoming: () => [],
    onStep: trace.after,
  });
  return { trace, report };
}

beforeAll(async () => {
  const world = createWorld(OPTIONS);
  const trace = createFeatureTrace();
  const texts: string[] = [];
  runLiveSession({
    seed: 'parity',
    seconds: SECONDS,
    step(event) {
      texts.push(JSON.stringify(event));
      const effects = tickToOrder(world, event);
      trace.after(world, event);
      eventCount = event.seq;
      return effects;
    },
  });
  await write('whole', texts);
  await write('cut', texts.slice(0, 4_321));
  await write('cut', texts.slice(4_321));
  live = trace.seconds;
  chain = world.chain.hash;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a live session', () => {
  it('saw what features are made of: books, trades, prints, contracts, gaps, and most of the list', () => {
    expect(live).toHaveLength(SECONDS);
    expect(eventCount).toBeGreaterThan(8_000);
    const last = live.at(-1);
    const [market, ...contracts] = last?.rows ?? [];
    const present = market?.layout.names.filter((_, i) => market.present[i] === 1) ?? [];
    expect(EXPECTED.filter((name) => !present.includes(name))).toEqual([]);
    expect(contracts.length).toBeGreaterThan(5);
    expect(last?.columns.length).toBeGreaterThan(0);
    const flow = market?.layout.names.indexOf('ofi·1·10s') ?? -1;
    const gaps = live.filter(({ rows }) => rows[0]?.present[flow] === 0);
    expect(gaps.length).toBeGreaterThan(3);
    expect(new Set(hashes(live)).size).toBe(live.length);
  });

  it('I22 its journal, replayed, gives every row byte for byte, and the same decisions', async () => {
    const { trace, report } = await replayed('whole');
    expect(hashes(trace.seconds)).toEqual(hashes(live));
    expect(report.recorded).toBe(eventCount);
    expect(report.chain.hash).toBe(chain);
  });

  it('I22 a journal cut into several files gives the same rows', async () => {
    expect(readdirSync(join(folder, 'cut'))).toHaveLength(2);
    expect(readdirSync(join(folder, 'whole'))).toHaveLength(1);
    const { trace } = await replayed('cut');
    expect(hashes(trace.seconds)).toEqual(hashes(live));
  });

  it('I22 it does not matter how many waiting events the loop works off in one turn', async () => {
    const run = await journalledRun(readJournal(join(folder, 'whole')), null);
    const events: CoreEvent[] = [];
    for await (const event of run?.events ?? []) events.push(event);
    const expected = hashes(live);
    const turns = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(turns, (sizes) => {
        expect(hashes(inTurns(events, sizes))).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  });
});

/** The events through the engine's own loop, drained after `sizes` pushes in turn. */
function inTurns(events: readonly CoreEvent[], sizes: readonly number[]): readonly TracedSecond[] {
  const world = createWorld(OPTIONS);
  const trace = createFeatureTrace();
  let now = ensure(events[0], 'a session has events');
  const loop = createLoop({
    clock: { wall: () => now.at, mono: () => now.mono },
    record: () => undefined,
    step(event) {
      const effects = tickToOrder(world, event);
      trace.after(world, event);
      return effects;
    },
    carryOut: () => undefined,
    onBreach: (error) => {
      throw error;
    },
  });
  let turn = 0;
  let left = sizes[0] ?? 1;
  for (const event of events) {
    now = event;
    const { seq: _seq, at: _at, mono: _mono, ...body } = event;
    loop.push(body);
    left -= 1;
    if (left > 0) continue;
    loop.drain();
    turn += 1;
    left = sizes[turn % sizes.length] ?? 1;
  }
  loop.drain();
  return trace.seconds;
}
