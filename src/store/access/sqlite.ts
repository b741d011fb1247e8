import type { AccessRecord, RightCheckCount } from '../../core/register/people/access-record.ts';
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

/** Opens the file of the access record, and makes it where there is none. */
export function openAccessRecords(path: string): AccessRecordStore {
  const connection = openSqlite(path);
  migrateSqlite(connection, 'access');
  const write = groupedWrites(connection);
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
  return {
    add: (record, doctorIds) =>
      write.queued(() => {
        const recordId = add(record);
        for (const doctorId of doctorIds) addDoctor.run(doctorId, recordId);
        return recordId;
      }),
    addDoctors: (recordId, doctorIds) =>
      write.queued(() => {
        for (const doctorId of doctorIds) addDoctor.run(doctorId, recordId);
      }),
    addChecks: (counts) =>
      write.queued(() => {
        for (const { hour, accountId, doctorId, checks } of counts) addChecks.run(hour, accountId, doctorId, checks);
      }),
    search: async (filter, page) => search(connection, filter, page),
    checks: async (filter, page) => searchChecks(connection, filter, page),
    prune: (before) =>
      write.queued(() => {
        // A run without a gap, so that a row that is missing shows: see verify.
        const kept = firstKept.get(before);
        pruneChecks.run(before.slice(0, 'YYYY-MM-DDTHH'.length));
        return kept === null || kept === undefined ? 0 : pruneRows.run(kept).changes;
      }),
    close: async () => {
      await write.drained();
      connection.close();
    },
  };
}

/** Requests whose rows share one transaction and one fsync: as many as come in while the event loop has a turn. */
const jobsPerCommit = 256;

interface Job {
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** Takes what is waiting into one IMMEDIATE transaction; a promise resolves only after its commit's fsync. */
function groupedWrites(connection: SqliteConnection) {
  const queue: Job[] = [];
  let scheduled = false;
  let idle: (() => void)[] = [];
  const flush = () => {
    scheduled = false;
    const jobs = queue.splice(0, jobsPerCommit);
    try {
      const settled = connection.transaction(() => jobs.map(({ run }) => run())).immediate();
      for (const resolve of settled) resolve();
    } catch (error) {
      for (const { reject } of jobs) reject(error);
    }
    if (queue.length > 0) return schedule();
    for (const wake of idle) wake();
    idle = [];
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };
  return {
    queued: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        const run = () => {
          const result = work();
          return () => resolve(result);
        };
        queue.push({ run, reject });
        schedule();
      }),
    drained: () => (scheduled ? new Promise<void>((resolve) => idle.push(resolve)) : Promise.resolve()),
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
