// One write that may be repeated: the row's natural key makes the second time a no-op.
import type { Prisma } from './generated/client.ts';

export type Write = Prisma.PrismaPromise<unknown>;

interface Table<Row> {
  createMany(args: { data: Row[]; skipDuplicates: true }): Write;
}

/** An insert that does nothing when the row is there already. */
export function once<Row>(table: Table<Row>, row: Row): Write {
  return table.createMany({ data: [row], skipDuplicates: true });
}
