import type { Entry } from '../../core/ledger/entry.ts';
import type { SqliteConnection } from '../open-sqlite.ts';

/** Everything the ledger holds about one doctor's record. */
export interface History {
  readonly doctorId: string;
  readonly entries: readonly Entry[];
}

export interface HistoryQueries {
  /**
   * Whole streams of doctors in order of id, from the one after `doctorId` on, until so many entries have been read; an
   * empty page is the end. One range of the index: nothing is sorted and no entry is read twice.
   */
  after(doctorId: string, entriesAtLeast: number): Promise<readonly History[]>;
}

export function historyQueries(connection: SqliteConnection): HistoryQueries {
  const streams = connection.prepare<[string], { id: string; body: string }>(
    `select s.id, b.body from entry_stream s join entry_body b on b.seq = s.seq
     where s.kind = 'doctor' and s.id > ? order by s.id, s.n`,
  );
  return {
    after: async (doctorId, entriesAtLeast) => {
      const page: History[] = [];
      let entries: Entry[] = [];
      let current = '';
      let read = 0;
      for (const { id, body } of streams.iterate(doctorId)) {
        if (id !== current) {
          if (current !== '') page.push({ doctorId: current, entries });
          if (read >= entriesAtLeast) return page;
          current = id;
          entries = [];
        }
        entries.push(JSON.parse(body) as Entry);
        read += 1;
      }
      if (current !== '') page.push({ doctorId: current, entries });
      return page;
    },
  };
}
