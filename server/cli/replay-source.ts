// What a path holds: a recorded L2 folder, a journal, or Kraken frames. In: a path. Out: the recording and its world.
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { wallMs } from '#lib/domain/instant.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { unwrap } from '#lib/result.ts';
import { MAGIC } from '#server/adapters/journal-file/block.ts';
import { readJournal } from '#server/adapters/journal-file/read-journal.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import type { WorldOptions } from '#server/core/world.ts';
import { signalModels } from '#server/engine/engine-model.ts';
import type { ModelRunner } from '#server/ports/model-runner.ts';
import {
  type FrameFile,
  importKrakenFrames,
} from '#server/replay/import-kraken/frame-recording.ts';
import { readBytes } from '#server/replay/import-l2/csv-file.ts';
import { importL2, isL2Folder } from '#server/replay/import-l2/import-l2.ts';
import { journalledRun } from '#server/replay/journal-recording.ts';
import type { Recording } from '#server/replay/recorded-event.ts';
import { filesBelow } from './book-recording.ts';
import { UsageError } from './command.ts';
import { createKrakenReader } from './kraken-reader.ts';

/** Crypto markets live on this shard (kalshi-api §1.6). */
const SHARD = 2;
/** Spot against the index at bar resolution, measured over the recordings. */
const SPOT_PROXY_SD_USD = 15;
const JSON_LINES = /\.(jsonl|ndjson)(\.gz)?$/;

export interface ReplaySource {
  readonly recording: Recording;
  readonly world: WorldOptions;
}

function startsWithMagic(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(MAGIC.length);
    readSync(file, head, 0, head.length, 0);
    return head.equals(MAGIC);
  } finally {
    closeSync(file);
  }
}

/** True for a journal segment, or for a folder of them. */
export function isJournal(path: string): boolean {
  if (!statSync(path).isDirectory()) return startsWithMagic(path);
  return readdirSync(path).some((name) => name.endsWith('.journal'));
}

/** The world of a replay that has no past of its own: paper cash, armed as soon as it is reconciled. */
function freshWorld(limits: Limits, models: ModelRunner): WorldOptions {
  const signal = unwrap(loadSignal());
  return {
    boot: 'replay',
    mode: 'replay',
    shard: SHARD,
    account: 'replay',
    limits,
    models: signalModels(models.models(), signal).models,
    signal,
    minReleaseSeconds: 0,
    armWhenReady: true,
    spotProxySdUsd: SPOT_PROXY_SD_USD,
  };
}

function frameFiles(path: string): readonly FrameFile[] {
  return filesBelow(path)
    .filter((file) => JSON_LINES.test(file))
    .map((file) => ({
      name: file,
      lines: readBytes(file).toString('utf8').split('\n'),
      reader: createKrakenReader,
    }));
}

async function journalSource(path: string, bootId: string | null): Promise<ReplaySource> {
  const run = await journalledRun(readJournal(path), bootId);
  if (run === null)
    throw new UsageError(
      bootId === null ? `${path} holds no start of the engine` : `${path} holds no boot ${bootId}`,
    );
  return {
    recording: {
      name: `${path} (boot ${run.boot.bootId}, mode ${run.boot.mode}, build ${run.boot.build})`,
      source: { kind: 'journal', events: run.events },
      absentChecks: new Set(),
      audit: null,
    },
    world: run.boot.world,
  };
}

/** Opens whatever `path` is; throws UsageError when it is nothing we can replay. */
export async function openReplaySource(
  path: string,
  options: {
    readonly limits: Limits;
    readonly models: ModelRunner;
    readonly bootId: string | null;
  },
): Promise<ReplaySource> {
  if (!existsSync(path)) throw new UsageError(`${path} does not exist`);
  const { limits, models } = options;
  const isFolder = statSync(path).isDirectory();
  if (isFolder && isL2Folder(path))
    return { recording: importL2(path), world: freshWorld(limits, models) };
  if (isJournal(path)) return journalSource(path, options.bootId);
  const files = frameFiles(path);
  if (files.length === 0)
    throw new UsageError(
      `${path} is not a recorded L2 folder, a journal or a .jsonl file of Kraken frames`,
    );
  return {
    recording: importKrakenFrames(path, files),
    world: freshWorld(limits, models),
  };
}

/** Unix µs of an ISO time; throws UsageError naming the flag. */
export function timeFlag(text: string | null, flag: string): number | null {
  if (text === null) return null;
  const ms = Date.parse(text);
  if (!Number.isFinite(ms))
    throw new UsageError(`--${flag} "${text}" is not a time such as 2026-05-11T12:17:00Z`);
  return wallMs(ms) * 1000;
}
