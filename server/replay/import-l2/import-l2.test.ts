// A small recording in the recorded layout through the spine: order, sessions, flaws, and the same hash twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandBody } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { NO_MODELS, type SeenReplay, seeReplay, TEST_WORLD } from '../testing/replay-kit.ts';
import {
  FIRST,
  SECOND,
  T0,
  type WrittenRecording,
  writeRecording,
} from '../testing/write-recording.ts';
import { importL2 } from './import-l2.ts';

let root = '';
let written: WrittenRecording;
let seen: SeenReplay;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'replay-l2-'));
  written = writeRecording(root);
  seen = await seeReplay(importL2(written.folder));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function ticks(kind: string) {
  return seen.events.filter((event) => event.kind === 'tick' && event.tick.kind === kind);
}

describe('a recorded L2 folder', () => {
  it('yields every row once, in time order, although the file is in session order', () => {
    expect(ticks('contract-delta')).toHaveLength(written.deltas);
    expect(ticks('contract-quote')).toHaveLength(written.quotes);
    expect(ticks('spot-trade')).toHaveLength(written.trades);
    const times = seen.events.map((event) => event.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(seen.events.map((event) => event.seq)).toEqual(times.map((_, index) => index + 1));
  });

  it('I22 two runs give the same events, decisions and hash', async () => {
    const again = await seeReplay(importL2(written.folder));
    expect(again.report).toEqual(seen.report);
    expect(again.events).toEqual(seen.events);
    expect(again.report.chain.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('a changed recording gives another hash', async () => {
    const shorter = await seeReplay(importL2(written.folder), {
      limit: seen.report.recorded - 300,
    });
    expect(shorter.report.chain.hash).not.toBe(seen.report.chain.hash);
  });

  it('makes each session a connection of its own with fresh subscriptions', () => {
    const statuses = seen.events.flatMap((event) =>
      event.kind === 'status' && event.status.kind !== 'alive' ? [event.status.kind] : [],
    );
    const life = ['connected', 'subscribed', 'disconnected'];
    expect(statuses).toEqual([...life, ...life, ...life].slice(0, 8));
    const sids = new Set(
      ticks('contract-delta').map((event) =>
        event.kind === 'tick' && event.tick.kind === 'contract-delta' ? event.tick.sid : 0,
      ),
    );
    expect(sids.size).toBe(3);
  });

  it('tells a market before its first row, its result only after its close', () => {
    const market = seen.events.findIndex(
      (event) => event.kind === 'tick' && event.tick.kind === 'market',
    );
    const snapshot = seen.events.findIndex(
      (event) => event.kind === 'tick' && event.tick.kind === 'contract-snapshot',
    );
    expect(market).toBeLessThan(snapshot);
    const [result] = ticks('market-change');
    expect(result?.at).toBeGreaterThan(T0 + 900_000);
  });

  it('F13 F15 the clean book replays clean; a hole and a negative level each drop their book once', () => {
    expect(seen.report.audit).toMatchObject({
      booksClean: 1,
      booksFlagged: 2,
      negativeLevelsInClean: 0,
      sequenceGapsInClean: 0,
      negativeLevelsInFlagged: 1,
      sequenceGapsInFlagged: 1,
      agreement: 1,
      connections: 3,
      rowsOutOfPlace: 0,
      unreadableRows: 0,
      tornFiles: 0,
    });
    expect(seen.report.resyncs).toBe(2);
  });

  it('prices from bare spot, and stays out because the feeds it lacks fail honestly', () => {
    expect(seen.report.priced).toBeGreaterThan(50);
    expect(seen.report.verdicts).toMatchObject({ enter: 0, exit: 0, hold: 0 });
    const first = seen.decisions.filter((decision) => decision.ticker === FIRST).at(-1);
    const failed = first?.checks.filter((check) => check.outcome !== 'pass').map(({ id }) => id);
    expect(failed).toEqual(expect.arrayContaining(['index-fresh', 'spot-book-live']));
    expect(failed).not.toContain('trading-armed');
    expect(failed).not.toContain('reconciled');
  });

  it('never prices a market whose strike was not recorded', () => {
    const second = seen.decisions.filter((decision) => decision.ticker === SECOND);
    expect(second.length).toBeGreaterThan(0);
    expect(second.every((decision) => decision.candidate === null)).toBe(true);
  });

  it('never prices from bare spot where that is not allowed', async () => {
    const world = { ...TEST_WORLD, spotProxySdUsd: null };
    const strict = await seeReplay(importL2(written.folder), { world });
    expect(strict.report.priced).toBe(0);
    expect(strict.report.decisions).toBeGreaterThan(0);
  });

  it('keeps the whole rows of a file that was cut off, and says so', async () => {
    const path = mkdtempSync(join(tmpdir(), 'replay-torn-'));
    try {
      const torn = await seeReplay(importL2(writeRecording(path, { tear: true }).folder));
      expect(torn.report.audit).toMatchObject({ tornFiles: 1, unreadableRows: 0 });
      expect(torn.report.eventsByKind['contract-delta']).toBe(written.deltas - 1);
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });

  it('counts a line that is no row and goes on', async () => {
    const path = mkdtempSync(join(tmpdir(), 'replay-garbled-'));
    try {
      const garbled = await seeReplay(importL2(writeRecording(path, { garble: true }).folder));
      expect(garbled.report.audit).toMatchObject({ unreadableRows: 1 });
      expect(garbled.report.chain).toEqual(seen.report.chain);
    } finally {
      rmSync(path, { recursive: true, force: true });
    }
  });

  it('warms up before the wanted beginning and counts only from there', async () => {
    const fromUs = (T0 + 100_000) * 1000;
    const late = await seeReplay(importL2(written.folder), { fromUs, toUs: fromUs + 10_000_000 });
    expect(late.report.firstUs).toBeGreaterThanOrEqual(fromUs);
    expect(late.report.eventsByKind['contract-delta']).toBe(20);
    expect(late.report.priced).toBe(late.report.decisions);
  });
});

describe('a replay of market data', () => {
  function command(body: CommandBody) {
    const at = wallMs(T0 + 10_000_000);
    return {
      kind: 'command',
      command: { id: commandId('c-12345678'), by: 'test', issuedAt: at, expiresAt: at, body },
    } as const;
  }

  it('I2 takes a kill between two events, confirms it, and mints nothing after it', async () => {
    let asked = false;
    const killed = await seeReplay(importL2(written.folder), {
      models: NO_MODELS,
      incoming: () => {
        if (asked) return [];
        asked = true;
        return [command({ kind: 'kill', reason: 'drill' })];
      },
    });
    const steps = killed.events.flatMap((event) =>
      event.kind === 'report' && event.report.kind === 'kill-step' ? [event.report.step] : [],
    );
    expect(steps).toEqual(['gate-closed', 'cancel-all', 'first-read', 'second-read', 'confirmed']);
    expect(killed.effects.some((effect) => effect.kind === 'reply' && effect.reply.ok)).toBe(true);
    const failed = killed.decisions.at(-1)?.checks.find(({ id }) => id === 'not-killed');
    expect(failed?.outcome).toBe('fail');
  });
});
