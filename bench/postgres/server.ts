import { existsSync, mkdirSync } from 'node:fs';
import pg from 'pg';
import { createPostgresLedger } from '../../src/store/postgres/store.ts';
import { findPostgres, startCluster, stopCluster } from '../../test/support/postgres/server.ts';
import { cacheFolder } from '../rig/processes.ts';

/** A fresh PostgreSQL server on the disk that the other figures use, fsync on, with a founded ledger. */
export interface BenchDatabase {
  readonly url: string;
  readonly ownerUrl: string;
  readonly sql: (text: string) => Promise<Readonly<Record<string, unknown>>[]>;
  stop(): void;
}

/** @param founded with a ledger of its own; else empty. */
export async function benchDatabase({ founded = true } = {}): Promise<BenchDatabase> {
  const found = findPostgres();
  if (found.kind !== 'binary')
    throw new Error('this figure needs the programs of PostgreSQL: apt-get install postgresql');
  if (!existsSync(cacheFolder)) mkdirSync(cacheFolder, { recursive: true });
  const cluster = await startCluster(found.folder, ['shared_buffers=512MB', 'max_wal_size=4GB'], '/var/tmp');
  const at = (role: string, database = 'rx12') => `postgresql://${role}@127.0.0.1:${cluster.port}/${database}`;
  const run = async (url: string, text: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  for (const text of [
    'create role rx12_owner login',
    'create role rx12 login',
    'create database rx12 owner rx12_owner',
  ]) {
    await run(at('postgres', 'postgres'), text);
  }
  const ownerUrl = at('rx12_owner');
  if (founded) await createPostgresLedger({ ownerUrl, writer: 'rx12' }, 'bench.example/pg', { now: Date.now });
  return { url: at('rx12'), ownerUrl, sql: (text) => run(at('postgres'), text), stop: () => stopCluster(cluster) };
}
