// Crash points of stopping: the latch, the kill sequence, the release, a wanted end.

import type { CrashPoint } from './crash-point.ts';
import { before, behind } from './place.ts';

const CONTROL = 'server/engine/kill-control.ts';
const SEQUENCE = 'server/kill/kill-sequence.ts';
const RELEASE = 'server/engine/finish-release.ts';
const LATCH = 'server/adapters/latch-file/latch-file.ts';

export const STOP_POINTS: readonly CrashPoint[] = [
  {
    ...{ name: 'kill-heard', seldom: true, about: 'F71', scenario: 'kill' },
    edit: before(CONTROL, 'state.passedOn = null;'),
  },
  {
    ...{ name: 'latch-drafted', seldom: true, about: 'F73', scenario: 'kill' },
    edit: before(LATCH, 'renameSync(from, path);'),
  },
  {
    ...{ name: 'latch-written', about: 'F75 I5', scenario: 'kill' },
    edit: behind(LATCH, 'renameSync(from, path);'),
  },
  {
    ...{ name: 'group-triggered', about: 'F71', scenario: 'kill' },
    edit: behind('server/kill/group-stop.ts', 'shutAt.set(group.id, before);'),
  },
  {
    ...{ name: 'kill-cancelled-all', about: 'F71', scenario: 'kill' },
    edit: before(SEQUENCE, '// From here: whatever is read has to be newer', 'isStopped'),
  },
  {
    ...{ name: 'kill-read', seldom: true, about: 'F71', scenario: 'kill', passes: 2 },
    edit: before(SEQUENCE, 'if (read.ok && read.value.resting.length === 0) {'),
  },
  {
    ...{ name: 'kill-confirmed', seldom: true, about: 'F74', scenario: 'kill' },
    edit: before(SEQUENCE, "notes.note('confirmed'"),
  },
  {
    ...{ name: 'release-stored', seldom: true, about: 'F77', scenario: 'release' },
    edit: behind(RELEASE, 'await tools.writer.commit([]);'),
  },
  {
    ...{ name: 'release-group-reset', seldom: true, about: 'F77', scenario: 'release' },
    edit: before(RELEASE, 'latchFile.clear();'),
  },
  {
    ...{ name: 'release-done', about: 'F77 I4', scenario: 'release' },
    edit: behind(RELEASE, 'latchFile.clear();'),
  },
  {
    ...{ name: 'stop-cancelling', about: 'F50', scenario: 'stop' },
    edit: before('server/engine/cancel-working.ts', 'if (working.every('),
  },
];
