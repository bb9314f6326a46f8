// Crash points of stopping: the latch, the kill sequence, the release, a wanted end.
import { before, behind } from './place.ts';
import type { CrashPoint } from './points.ts';

const CONTROL = 'server/engine/kill-control.ts';
const SEQUENCE = 'server/engine/kill-sequence.ts';
const LATCH = 'server/adapters/latch-file/latch-file.ts';

export const STOP_POINTS: readonly CrashPoint[] = [
  {
    ...{ name: 'kill-heard', about: 'F71', scenario: 'kill' },
    edit: before(CONTROL, 'passedOn = null;\n      if (isStarted) return;'),
  },
  {
    ...{ name: 'latch-drafted', about: 'F73', scenario: 'kill' },
    edit: before(LATCH, 'renameSync(from, path);'),
  },
  {
    ...{ name: 'latch-written', about: 'F75 I5', scenario: 'kill' },
    edit: behind(LATCH, 'renameSync(from, path);'),
  },
  {
    ...{ name: 'group-triggered', about: 'F71', scenario: 'kill' },
    edit: before(SEQUENCE, 'const isGrouped = '),
  },
  {
    ...{ name: 'kill-cancelled-all', about: 'F71', scenario: 'kill' },
    edit: behind(SEQUENCE, 'const isStopped = await stopTheVenue(tools, notes, triggered);'),
  },
  {
    ...{ name: 'kill-read', about: 'F71', scenario: 'kill', passes: 2 },
    edit: before(SEQUENCE, 'if (read.value.length === 0) continue;'),
  },
  {
    ...{ name: 'kill-confirmed', about: 'F74', scenario: 'kill' },
    edit: before(SEQUENCE, "notes.note('confirmed'"),
  },
  {
    ...{ name: 'release-stored', about: 'F77', scenario: 'release' },
    edit: behind(CONTROL, 'await tools.writer.commit([]);'),
  },
  {
    ...{ name: 'release-group-reset', about: 'F77', scenario: 'release' },
    edit: before(CONTROL, 'latchFile.clear();'),
  },
  {
    ...{ name: 'release-done', about: 'F77 I4', scenario: 'release' },
    edit: behind(CONTROL, 'latchFile.clear();'),
  },
  {
    ...{ name: 'stop-cancelling', about: 'F50', scenario: 'stop' },
    edit: before('server/engine/cancel-working.ts', 'if (working.every('),
  },
];
