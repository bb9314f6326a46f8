// Crash points of starting and keeping: migration, lease, recovery, reconciliation, order group, arming, journal.

import type { CrashPoint } from './crash-point.ts';
import { before, behind } from './place.ts';

const MIGRATE = 'server/adapters/postgres/migrate.ts';
const ENGINE = 'server/engine/engine.ts';
const GROUP = 'server/engine/order-group.ts';
const PROOF = 'server/engine/prove-group.ts';
const ACCOUNT = 'server/core/journeys/on-account.ts';
const SEGMENT = 'server/adapters/journal-file/segment-writer.ts';
const BLOCK = 'await writeAll(current.handle, block, current.offset);';
const HEAD = 'await writeAll(handle, start, 0);';

export const START_POINTS: readonly CrashPoint[] = [
  {
    ...{ name: 'database-made', seldom: true, about: 'F52', scenario: 'migrate' },
    edit: before(MIGRATE, 'await assertDurable(client, false);'),
  },
  {
    ...{ name: 'migration-half', about: 'F52', scenario: 'migrate', passes: 3 },
    edit: before(MIGRATE, "await client.query('COMMIT');"),
  },
  {
    ...{ name: 'migration-applied', seldom: true, about: 'F52', scenario: 'migrate', passes: 3 },
    edit: behind(MIGRATE, "await client.query('COMMIT');"),
  },
  {
    ...{ name: 'migrations-done', seldom: true, about: 'F52', scenario: 'migrate' },
    edit: before(MIGRATE, 'await mark(client, options.mode, all);'),
  },
  {
    ...{ name: 'lease-taken', about: 'F90 I26', scenario: 'recover' },
    edit: before('server/engine/main.ts', 'const signal = unwrap(loadSignal());'),
  },
  {
    ...{ name: 'state-loaded', about: 'F51', scenario: 'recover' },
    edit: before(ENGINE, 'const latch = options.latchFile.read() ?? stored.latch;'),
  },
  {
    ...{ name: 'state-restored', seldom: true, about: 'F51', scenario: 'recover' },
    edit: before('server/core/journeys/on-recovered.ts', 'persist(records, out);'),
  },
  {
    ...{
      name: 'recovery-in-transaction',
      seldom: true,
      about: 'F51',
      scenario: 'recover',
      laterMs: 12,
    },
    edit: behind('server/engine/store-writer.ts', 'busySince = options.nowMs();'),
  },
  {
    ...{ name: 'account-read', seldom: true, about: 'F51', scenario: 'recover' },
    edit: before('server/engine/account-reader.ts', 'options.report(account);'),
  },
  {
    ...{ name: 'account-reconciled', about: 'F51 I27', scenario: 'recover' },
    edit: before(ACCOUNT, 'persist(records, out);'),
  },
  {
    ...{ name: 'group-made', about: 'F116', scenario: 'boot' },
    edit: before(GROUP, 'if (created.ok) file.write(created.value);'),
  },
  {
    ...{ name: 'group-noted', seldom: true, about: 'F116', scenario: 'boot' },
    edit: before(GROUP, 'renameSync(draft, path);'),
  },
  {
    ...{ name: 'proof-triggered', about: 'F116 F70', scenario: 'arm' },
    edit: behind(PROOF, 'const done = await step();', "name === 'trigger'"),
  },
  {
    ...{ name: 'proof-refused', seldom: true, about: 'F116 F70', scenario: 'arm' },
    edit: behind(PROOF, 'const done = await step();', "name.startsWith('refusal')"),
  },
  {
    ...{ name: 'arming', about: 'F75', scenario: 'trade' },
    edit: behind('server/core/journeys/prove-group.ts', 'world.armedOnce = true;'),
  },
  {
    ...{ name: 'journal-head-torn', seldom: true, about: 'F51', scenario: 'recover' },
    edit: {
      file: SEGMENT,
      find: HEAD,
      put: `await writeAll(handle, start.subarray(0, start.length >> 1), 0); CRASH(); ${HEAD}`,
    },
  },
  {
    ...{ name: 'journal-block-torn', about: 'F99', scenario: 'trade', passes: 6 },
    edit: {
      file: SEGMENT,
      find: BLOCK,
      put: `await writeAll(current.handle, block.subarray(0, block.length >> 1), current.offset); CRASH(); ${BLOCK}`,
    },
  },
  {
    ...{ name: 'journal-block-written', seldom: true, about: 'F99', scenario: 'trade', passes: 6 },
    edit: behind(SEGMENT, BLOCK),
  },
];
