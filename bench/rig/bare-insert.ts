/** The baseline of recording: one bare insert per transaction with synchronous=FULL, by hand with better-sqlite3. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const [folder = '.', seconds = '3'] = process.argv.slice(2);
const scratch = mkdtempSync(join(folder, 'bare-'));
const connection = new Database(join(scratch, 'bare.db'));
connection.pragma('journal_mode = wal');
connection.pragma('synchronous = full');
connection.exec('create table deduction (id integer primary key, body text not null) strict');
const insert = connection.prepare('insert into deduction (body) values (?)');
const body = 'x'.repeat(600);
const until = performance.now() + Number(seconds) * 1_000;
const start = performance.now();
let count = 0;
while (performance.now() < until) {
  insert.run(body);
  count += 1;
}
const perSecond = count / ((performance.now() - start) / 1_000);
connection.close();
rmSync(scratch, { recursive: true });
process.stdout.write(`inserts/s ${perSecond.toFixed(1)}\n`);
