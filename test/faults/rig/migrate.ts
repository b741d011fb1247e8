/** Brings one ledger's file to the newest schema, in a process of its own; `bare`: without the transaction around a step. */

import Database from 'better-sqlite3';
import { migrateSqlite } from '../../../src/store/migrate.ts';
import { openSqlite } from '../../../src/store/open-sqlite.ts';

const [path = '', how] = process.argv.slice(2);
if (how === 'bare') {
  const plain = (run: () => unknown) => Object.assign(run, { immediate: run });
  Database.prototype.transaction = plain as unknown as typeof Database.prototype.transaction;
}
const connection = openSqlite(path);
migrateSqlite(connection, 'ledger');
connection.close();
