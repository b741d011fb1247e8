import { ownerOf } from '../compose/postgres.ts';
import type { Config } from '../config.ts';
import { migratePostgresDatabase } from '../store/postgres/store.ts';

/** Makes what a newer release needs, and gives the role that serves its rights. The service must not be running. */
export async function migrate({ database }: Config, print: (line: string) => void): Promise<void> {
  if (database === undefined)
    throw new Error('DATABASE_URL is not set; files are brought up to a release when it starts');
  const ran = await migratePostgresDatabase(ownerOf(database));
  print(ran.length === 0 ? 'Nothing to do.' : `Done: ${ran.join(', ')}`);
}
