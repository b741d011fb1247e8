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
  // One row and one text to parse for each doctor: crossing into JavaScript for each entry took half as long again.
  const streams = connection
    .prepare<[string], [id: string, bodies: string]>(
      `select s.id, group_concat(b.body, ',') from entry_stream s join entry_body b on b.seq = s.seq
       where s.kind = 'doctor' and s.id > ? group by s.id order by s.id`,
    )
    .raw();
  return {
    after: async (doctorId, entriesAtLeast) => {
      const page: History[] = [];
      let read = 0;
      for (const [id, bodies] of streams.iterate(doctorId)) {
        const entries = JSON.parse(`[${bodies}]`) as Entry[];
        // The index is read in this order anyway, but no rule of SQL says so.
        page.push({ doctorId: id, entries: entries.sort((a, b) => a.seq - b.seq) });
        read += entries.length;
        if (read >= entriesAtLeast) break;
      }
      return page;
    },
  };
}
