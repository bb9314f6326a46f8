// The migration runner as a process of its own, so that it can be killed. In: an owner's address. Out: one line.
import { migrateDatabase } from '#server/adapters/postgres/migrate.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

const { applied } = await migrateDatabase({ url: process.argv[2] ?? '', mode: 'sim', log: QUIET });
process.stdout.write(`${JSON.stringify({ ready: true, applied })}\n`);
