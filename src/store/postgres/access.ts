import type { AccessRecord, RightCheckCount } from '../../core/register/people/access-record.ts';
import type {
  AccessRecordFilter,
  AccessRecordPage,
  AccessRecordRow,
  AccessRecordStore,
  RightCheckFilter,
  RightCheckPage,
} from '../access/contract.ts';
import type { PostgresClient } from './connect.ts';
import type { PostgresSql } from './sql.ts';

/**
 * The access record of all processes in one table. Rows that are waiting together share a transaction; it holds the number
 * of the newest row while it adds, so that no number is missing whoever writes.
 */
export function postgresAccessRecords(sql: PostgresSql): AccessRecordStore {
  const write = groupedWrites(sql);
  return {
    add: (record, doctorIds) => write.add({ record, doctorIds }),
    addDoctors: async (recordId, doctorIds) => {
      await sql.transaction((client) =>
        addDoctors(
          client,
          doctorIds,
          doctorIds.map(() => recordId),
        ),
      );
    },
    addChecks: async (counts) => {
      if (counts.length > 0) await sql.transaction((client) => addChecks(client, counts));
    },
    search: (filter, page) => search(sql, filter, page),
    checks: (filter, page) => searchChecks(sql, filter, page),
    prune: (before) =>
      sql.transaction(async (client) => {
        await client.query('delete from right_check_count where hour < $1', [before.slice(0, 'YYYY-MM-DDTHH'.length)]);
        // A run without a gap, so that a row that is missing shows: see verify.
        const gone = await client.query(
          'delete from access_record where id < (select min(id) from access_record where at >= $1)',
          [before],
        );
        return gone.rowCount ?? 0;
      }),
    close: () => write.drained(),
  };
}

interface Adding {
  readonly record: AccessRecord;
  readonly doctorIds: readonly string[];
}

interface Waiting extends Adding {
  readonly resolve: (recordId: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests whose rows share one commit. */
const rowsPerCommit = 256;

function groupedWrites(sql: PostgresSql) {
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  const run = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const batch = queue.splice(0, rowsPerCommit);
      try {
        const first = await sql.transaction((client) => addRows(client, batch));
        for (const [at, { resolve }] of batch.entries()) resolve(first + at);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = undefined;
  };
  return {
    add: (adding: Adding) =>
      new Promise<number>((resolve, reject) => {
        queue.push({ ...adding, resolve, reject });
        running ??= run();
      }),
    drained: async () => running,
  };
}

/** @returns the number of the first row. */
async function addRows(client: PostgresClient, batch: readonly Adding[]): Promise<number> {
  const tail = await client.query<{ newest: number }>({
    name: 'hold the newest access',
    text: 'update access_tail set newest = newest + $1 where id = 1 returning newest',
    values: [batch.length],
  });
  const first = (tail.rows[0]?.newest ?? 0) - batch.length + 1;
  const column = (read: (record: AccessRecord) => string | number | null) => batch.map(({ record }) => read(record));
  const doctors = batch.flatMap(({ doctorIds }, at) =>
    doctorIds.map((doctorId) => ({ doctorId, recordId: first + at })),
  );
  await Promise.all([
    client.query({
      name: 'add accesses',
      text: `insert into access_record (id, at, act, operation, outcome, person_id, account_id, capacities, purpose,
          purpose_stated, object, request_id)
        select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
          $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[])`,
      values: [
        batch.map((_, at) => first + at),
        column(({ at }) => at),
        column(({ act }) => act),
        column(({ operation }) => operation),
        column(({ outcome }) => outcome),
        column(({ personId }) => personId),
        column(({ accountId }) => accountId),
        column(({ capacities }) => JSON.stringify(capacities)),
        column(({ purpose }) => purpose),
        column(({ purposeStated }) => (purposeStated ? 1 : 0)),
        column(({ object }) => object),
        column(({ requestId }) => requestId),
      ],
    }),
    addDoctors(
      client,
      doctors.map(({ doctorId }) => doctorId),
      doctors.map(({ recordId }) => recordId),
    ),
  ]);
  return first;
}

async function addDoctors(
  client: PostgresClient,
  doctorIds: readonly string[],
  recordIds: readonly number[],
): Promise<void> {
  if (doctorIds.length === 0) return;
  await client.query({
    name: 'add doctors of accesses',
    text: `insert into access_record_doctor (doctor_id, record_id)
      select * from unnest($1::text[], $2::bigint[]) on conflict do nothing`,
    values: [doctorIds, recordIds],
  });
}

async function addChecks(client: PostgresClient, counts: readonly RightCheckCount[]): Promise<void> {
  // In one order for every process, or two could wait for each other.
  const ordered = [...counts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await client.query(
    `insert into right_check_count as c (hour, account_id, doctor_id, checks)
     select hour, account_id, doctor_id, sum(checks) from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
       u(hour, account_id, doctor_id, checks)
     group by hour, account_id, doctor_id order by 1, 2, 3
     on conflict (hour, account_id, doctor_id) do update set checks = c.checks + excluded.checks`,
    [
      ordered.map(({ hour }) => hour),
      ordered.map(({ accountId }) => accountId),
      ordered.map(({ doctorId }) => doctorId),
      ordered.map(({ checks }) => checks),
    ],
  );
}

function keyOf({ hour, accountId, doctorId }: RightCheckCount): string {
  return `${hour} ${accountId} ${doctorId}`;
}

const columns = `id as "recordId", at, act, operation, outcome, person_id as "personId", account_id as "accountId",
  capacities, purpose, purpose_stated as "purposeStated", object, request_id as "requestId"`;

type StoredRow = Omit<AccessRecordRow, 'capacities' | 'purposeStated' | 'doctorIds'> & {
  readonly capacities: string;
  readonly purposeStated: number;
};

async function search(
  sql: PostgresSql,
  filter: AccessRecordFilter,
  { limit, before }: AccessRecordPage,
): Promise<AccessRecordRow[]> {
  const { text, values } = conditions([
    ['person_id = ?', filter.personId],
    ['act = ?', filter.act],
    ['outcome = ?', filter.outcome],
    ['at >= ?', filter.from],
    ['at < ?', filter.until],
    ['id < ?', before],
    ['id in (select record_id from access_record_doctor where doctor_id = any (?::text[]))', filter.doctorIds],
  ]);
  const rows = await sql.select<StoredRow>(
    `select ${columns} from access_record where ${text} order by id desc limit ?`,
    [...values, limit],
  );
  const doctors = await sql.select<{ id: number; doctorId: string }>(
    `select record_id as id, doctor_id as "doctorId" from access_record_doctor
     where record_id = any (?::bigint[]) order by doctor_id`,
    [rows.map(({ recordId }) => recordId)],
  );
  const byRecord = Map.groupBy(doctors, ({ id }) => id);
  return rows.map((row) => ({
    ...row,
    capacities: JSON.parse(row.capacities) as AccessRecord['capacities'],
    purposeStated: row.purposeStated === 1,
    doctorIds: (byRecord.get(row.recordId) ?? []).map(({ doctorId }) => doctorId),
  }));
}

async function searchChecks(
  sql: PostgresSql,
  filter: RightCheckFilter,
  { limit, after }: RightCheckPage,
): Promise<RightCheckCount[]> {
  const { text, values } = conditions([
    ['account_id = ?', filter.accountId],
    ['hour >= ?', filter.from],
    ['hour < ?', filter.until],
    ['doctor_id = any (?::text[])', filter.doctorIds],
    ['hour <= ?', after?.hour],
  ]);
  const place = after === undefined ? '' : 'and (hour < ? or (account_id, doctor_id) > (?, ?))';
  const more = after === undefined ? [] : [after.hour, after.accountId, after.doctorId];
  return sql.select<RightCheckCount>(
    `select hour, account_id as "accountId", doctor_id as "doctorId", checks from right_check_count
     where ${text} ${place} order by hour desc, account_id, doctor_id limit ?`,
    [...values, ...more, limit],
  );
}

/** Those that are asked for, joined; each has one value. */
function conditions(all: readonly (readonly [sql: string, value: string | number | readonly string[] | undefined])[]) {
  const asked = all.filter(([, value]) => value !== undefined);
  return {
    text: asked.length === 0 ? 'true' : asked.map(([condition]) => condition).join(' and '),
    values: asked.map(([, value]) => value),
  };
}
