// Where the Prisma tools find the schema and its migrations. The server itself never runs them (see adapters/postgres).
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
