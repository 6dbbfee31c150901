import { defineConfig } from 'prisma/config';

/** For the command line only; the server opens its database in server/store/database.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: 'file:./data/kubecrew.db' },
});
