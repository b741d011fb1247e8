import type { Entry } from '../../core/ledger/entry.ts';
import type { SqliteConnection } from '../open-sqlite.ts';

/** Everything the ledger holds about one doctor's record. */
export interface History {
  readonly doctorId: string;
  readonly entries: readonly Entry[];
}

/** Doctors by id, half-open; null: no bound. */
export interface DoctorRange {
  readonly from: string;
  readonly until: string | null;
}

export interface Histories {
  /** Whole streams of doctors in order of id: one range of the index, nothing is sorted and no entry is read twice. */
  within(range: DoctorRange): IterableIterator<History>;
  /** Entries of doctors' streams. */
  entries(): number;
  /** All doctors in so many ranges of about as many entries, one or two. */
  ranges(parts: 1 | 2): readonly DoctorRange[];
}

export function histories(connection: SqliteConnection): Histories {
  const entries = () =>
    connection.prepare<[], number>("select count(*) from entry_stream where kind = 'doctor'").pluck().get() ?? 0;
  return {
    within: function* ({ from, until }) {
      // One row and one text to parse for each doctor: crossing into JavaScript for each entry took half as long again.
      const streams = connection
        .prepare<[DoctorRange], [id: string, bodies: string]>(
          `select s.id, group_concat(b.body, ',') from entry_stream s join entry_body b on b.seq = s.seq
           where s.kind = 'doctor' and s.id >= @from and (@until is null or s.id < @until) group by s.id order by s.id`,
        )
        .raw();
      for (const [doctorId, bodies] of streams.iterate({ from, until })) {
        const entries = JSON.parse(`[${bodies}]`) as Entry[];
        // The index is read in this order anyway, but no rule of SQL says so.
        yield { doctorId, entries: entries.sort((a, b) => a.seq - b.seq) };
      }
    },
    entries,
    ranges: (parts) => {
      const middle = connection
        .prepare<[number], string>("select id from entry_stream where kind = 'doctor' order by id, n limit 1 offset ?")
        .pluck()
        .get(Math.floor(entries() / 2));
      if (parts === 1 || middle === undefined) return [{ from: '', until: null }];
      return [
        { from: '', until: middle },
        { from: middle, until: null },
      ];
    },
  };
}
