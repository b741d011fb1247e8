import pg from 'pg';
import { describe, inject } from 'vitest';
import { openPool } from '../../../src/store/postgres/connect.ts';
import { postgresSql } from '../../../src/store/postgres/sql.ts';
import { createPostgresLedger } from '../../../src/store/postgres/store.ts';
import { verifyPostgres } from '../../../src/store/postgres/verify.ts';
import { testClock } from '../clock.ts';
import { findPostgres, roles, sharedServer, type TestServer } from './server.ts';

/** A database of a test's own with a founded ledger, as `rx12 init` makes it. */
export interface TestDatabase {
  readonly name: string;
  /** Of the role that serves. */
  readonly url: string;
  readonly ownerUrl: string;
  /** Runs SQL as somebody who owns the server. */
  admin(sql: string): Promise<pg.QueryResult>;
  drop(): Promise<void>;
}

export const testOrigin = 'test.example/rx12';

/** Whether PostgreSQL can be had here. In CI it must be. */
export const postgresFound = findPostgres().kind !== 'none';

/**
 * A suite that needs PostgreSQL. Where there is none it says so, and in CI that is a failure.
 */
export function describePostgres(name: string, suite: () => void): void {
  if (!postgresFound && process.env.CI !== undefined) throw new Error('CI has no PostgreSQL: see .ci/run');
  if (!postgresFound) process.stderr.write(`NOT TESTED, for want of PostgreSQL (see CONTRIBUTING.md): ${name}\n`);
  describe.skipIf(!postgresFound)(name, suite);
}

/** A suite that starts and ends servers of its own, which takes the programs and not an address. */
export function describeOwnServer(name: string, suite: (binaries: string) => void): void {
  const found = findPostgres();
  const binaries = found.kind === 'binary' ? found.folder : undefined;
  if (binaries === undefined && process.env.CI !== undefined)
    throw new Error(`CI has no PostgreSQL programs for: ${name}`);
  if (binaries === undefined)
    process.stderr.write(`NOT TESTED, for want of PostgreSQL's programs (see CONTRIBUTING.md): ${name}\n`);
  describe.skipIf(binaries === undefined)(name, () => suite(binaries ?? ''));
}

export async function testDatabase(): Promise<TestDatabase> {
  const server = await sharedServer(inject('runFolder'));
  await template(server);
  return made(server, 'test', templateName());
}

/** An empty database of the owner's. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return made(await sharedServer(inject('runFolder')), 'empty');
}

/** A copy of a database that nobody is connected to. */
export async function copyOf({ name }: TestDatabase): Promise<TestDatabase> {
  return made(await sharedServer(inject('runFolder')), 'copy', name);
}

async function made(server: TestServer, kind: string, of?: string): Promise<TestDatabase> {
  count += 1;
  const name = `rx12_${kind}_${process.pid}_${count}`;
  await onServer(server, `create database ${name} ${of === undefined ? '' : `template ${of}`} owner ${roles.owner}`);
  const adminUrl = new URL(server.adminUrl);
  adminUrl.pathname = `/${name}`;
  return {
    name,
    url: server.databaseUrl('writer', name),
    ownerUrl: server.databaseUrl('owner', name),
    admin: (sql) => on(adminUrl.href, sql),
    drop: async () => void (await onServer(server, `drop database if exists ${name} with (force)`)),
  };
}

let count = 0;

/** Migrated and founded once a process; copying it takes some tens of milliseconds. */
function template(server: TestServer): Promise<void> {
  templateMade ??= (async () => {
    await onServer(server, `create database ${templateName()} owner ${roles.owner}`);
    const owner = { ownerUrl: server.databaseUrl('owner', templateName()), writer: roles.writer };
    await createPostgresLedger(owner, testOrigin, testClock());
  })();
  return templateMade;
}

let templateMade: Promise<void> | undefined;
const templateName = () => `rx12_template_${process.pid}`;

function onServer(server: TestServer, sql: string) {
  return on(server.adminUrl, sql);
}

async function on(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** What a check from the entries alone finds in a database. */
export async function wrongIn(url: string): Promise<readonly unknown[]> {
  const pool = openPool({ url, name: 'rx12 test', connections: 1 });
  try {
    return (await verifyPostgres(postgresSql(pool), undefined)).findings;
  } finally {
    await pool.end();
  }
}
