import type { AccessRecord, RightCheckCount } from '../../core/register/people/access-record.ts';
import type { Instant } from '../../core/time.ts';
import { migrateSqlite } from '../migrate.ts';
import { openSqlite, type SqliteConnection } from '../open-sqlite.ts';
import type {
  AccessRecordFilter,
  AccessRecordPage,
  AccessRecordRow,
  AccessRecordStore,
  RightCheckFilter,
  RightCheckPage,
} from './contract.ts';

/** One thing to add or to forget; plain data, so that it can be said to another thread. */
export type AccessWrite =
  | { readonly kind: 'add'; readonly record: AccessRecord; readonly doctorIds: readonly string[] }
  | { readonly kind: 'doctors'; readonly recordId: number; readonly doctorIds: readonly string[] }
  | { readonly kind: 'checks'; readonly counts: readonly RightCheckCount[] }
  | { readonly kind: 'prune'; readonly before: Instant };

/** Opens the file of the access record, and makes it where there is none. */
export function openAccessFile(path: string): SqliteConnection {
  const connection = openSqlite(path);
  migrateSqlite(connection, 'access');
  return connection;
}

/**
 * Writes all or nothing in one IMMEDIATE transaction; what is returned is durable.
 *
 * @returns a number for each: of the row added, how many rows were forgotten, or 0.
 */
export function accessWriter(connection: SqliteConnection): (writes: readonly AccessWrite[]) => number[] {
  const add = rowWriter(connection);
  const addDoctor = connection.prepare(
    'insert into access_record_doctor (doctor_id, record_id) values (?, ?) on conflict do nothing',
  );
  const addChecks = connection.prepare(
    `insert into right_check_count (hour, account_id, doctor_id, checks) values (?, ?, ?, ?)
     on conflict do update set checks = checks + excluded.checks`,
  );
  const firstKept = connection
    .prepare<[string], number | null>('select min(id) from access_record where at >= ?')
    .pluck();
  const pruneRows = connection.prepare('delete from access_record where id < ?');
  const pruneChecks = connection.prepare('delete from right_check_count where hour < ?');
  const one = (write: AccessWrite): number => {
    switch (write.kind) {
      case 'add': {
        const recordId = add(write.record);
        for (const doctorId of write.doctorIds) addDoctor.run(doctorId, recordId);
        return recordId;
      }
      case 'doctors':
        for (const doctorId of write.doctorIds) addDoctor.run(doctorId, write.recordId);
        return 0;
      case 'checks':
        for (const { hour, accountId, doctorId, checks } of write.counts)
          addChecks.run(hour, accountId, doctorId, checks);
        return 0;
      case 'prune': {
        // A run without a gap, so that a row that is missing shows: see verify.
        const kept = firstKept.get(write.before);
        pruneChecks.run(write.before.slice(0, 'YYYY-MM-DDTHH'.length));
        return kept === null || kept === undefined ? 0 : pruneRows.run(kept).changes;
      }
    }
  };
  const all = connection.transaction((writes: readonly AccessWrite[]) => writes.map(one));
  return (writes) => all.immediate(writes);
}

/** What can be asked of the file; it sees what is durable. */
export function accessReader(connection: SqliteConnection): Pick<AccessRecordStore, 'search' | 'checks'> {
  return {
    search: async (filter, page) => search(connection, filter, page),
    checks: async (filter, page) => searchChecks(connection, filter, page),
  };
}

function rowWriter(connection: SqliteConnection): (record: AccessRecord) => number {
  const next = connection.prepare<[], number>('select coalesce(max(id) + 1, 1) from access_record').pluck();
  const insert = connection.prepare(
    `insert into access_record (id, at, act, operation, outcome, person_id, account_id, capacities, purpose,
       purpose_stated, object, request_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (record) => {
    const { at, act, operation, outcome, personId, accountId, capacities, purpose, object, requestId } = record;
    const recordId = next.get() ?? 1;
    const stated = record.purposeStated ? 1 : 0;
    const held = JSON.stringify(capacities);
    insert.run(recordId, at, act, operation, outcome, personId, accountId, held, purpose, stated, object, requestId);
    return recordId;
  };
}

const columns = `id as recordId, at, act, operation, outcome, person_id as personId, account_id as accountId, capacities,
  purpose, purpose_stated as purposeStated, object, request_id as requestId`;

type StoredRow = Omit<AccessRecordRow, 'capacities' | 'purposeStated' | 'doctorIds'> & {
  readonly capacities: string;
  readonly purposeStated: number;
};

function search(
  connection: SqliteConnection,
  filter: AccessRecordFilter,
  { limit, before }: AccessRecordPage,
): AccessRecordRow[] {
  const { text, values } = conditions([
    ['person_id = ?', filter.personId],
    ['act = ?', filter.act],
    ['outcome = ?', filter.outcome],
    ['at >= ?', filter.from],
    ['at < ?', filter.until],
    ['id < ?', before],
    [`id in (select record_id from access_record_doctor where ${among('doctor_id')})`, listOf(filter.doctorIds)],
  ]);
  const rows = connection
    .prepare<unknown[], StoredRow>(`select ${columns} from access_record where ${text} order by id desc limit ?`)
    .all(...values, limit);
  const doctors = connection
    .prepare<[number], string>('select doctor_id from access_record_doctor where record_id = ? order by doctor_id')
    .pluck();
  return rows.map((row) => ({
    ...row,
    capacities: JSON.parse(row.capacities) as AccessRecord['capacities'],
    purposeStated: row.purposeStated === 1,
    doctorIds: doctors.all(row.recordId),
  }));
}

function searchChecks(
  connection: SqliteConnection,
  filter: RightCheckFilter,
  { limit, after }: RightCheckPage,
): RightCheckCount[] {
  const { text, values } = conditions([
    ['account_id = ?', filter.accountId],
    ['hour >= ?', filter.from],
    ['hour < ?', filter.until],
    [among('doctor_id'), listOf(filter.doctorIds)],
    ['hour <= ?', after?.hour],
  ]);
  const place = after === undefined ? '' : 'and (hour < ? or (account_id, doctor_id) > (?, ?))';
  const more = after === undefined ? [] : [after.hour, after.accountId, after.doctorId];
  return connection
    .prepare<unknown[], RightCheckCount>(
      `select hour, account_id as accountId, doctor_id as doctorId, checks from right_check_count
       where ${text} ${place} order by hour desc, account_id, doctor_id limit ?`,
    )
    .all(...values, ...more, limit);
}

function among(column: string): string {
  return `${column} in (select value from json_each(?))`;
}

function listOf(values: readonly string[] | undefined): string | undefined {
  return values === undefined ? undefined : JSON.stringify(values);
}

/** Those that are asked for, joined; each has one value. */
function conditions(all: readonly (readonly [sql: string, value: string | number | undefined])[]) {
  const asked = all.filter(([, value]) => value !== undefined);
  return {
    text: asked.length === 0 ? 'true' : asked.map(([sql]) => sql).join(' and '),
    values: asked.map(([, value]) => value),
  };
}
