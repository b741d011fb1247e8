import type { Entry } from '../../core/ledger/entry.ts';
import type { History } from '../queries/history.ts';
import type { PostgresClient } from './connect.ts';
import type { PostgresSql } from './sql.ts';

export interface PostgresHistories {
  readonly register: readonly Entry[];
  /** Whole streams of doctors in order of id, some hundred at a time. */
  readonly pages: () => AsyncGenerator<readonly History[]>;
}

/** Doctors of one answer: parsing them holds the event loop for some ten milliseconds. */
const doctorsAtOnce = 100;

/** Reads everything as it was at one moment, and lets go of that moment when `use` has ended. */
export async function withHistories<T>(
  sql: PostgresSql,
  use: (histories: PostgresHistories) => Promise<T>,
): Promise<T> {
  return sql.transaction(async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    const { rows } = await client.query<{ body: string }>(
      `select b.body from entry_stream s join entry_body b on b.seq = s.seq
       where s.kind = 'register' and s.id = 'main' order by s.n`,
    );
    const register = rows.map(({ body }) => JSON.parse(body) as Entry);
    return use({ register, pages: () => pagesOf(client) });
  });
}

async function* pagesOf(client: PostgresClient): AsyncGenerator<readonly History[]> {
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ id: string; bodies: string }>({
      name: 'histories',
      text: `select s.id, string_agg(b.body, ',' order by s.n) as bodies
        from entry_stream s join entry_body b on b.seq = s.seq
        where s.kind = 'doctor' and s.id in (
          select id from stream_head where kind = 'doctor' and id > $1 order by id limit ${doctorsAtOnce})
        group by s.id order by s.id`,
      values: [after],
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ id, bodies }) => ({ doctorId: id, entries: JSON.parse(`[${bodies}]`) as Entry[] }));
    after = last.id;
  }
}
