import type { LiveSlice, SliceState } from '../../core/cost/slice.ts';
import type { Dataset } from '../../core/cost/sums.ts';
import type { Db } from '../db.ts';
import { slice } from '../tables.ts';

/** What the ledger says is live: the cost file keeps a copy of it, and is brought in line with it at start. */
export interface SliceQueries {
  live(): Promise<readonly LiveSlice[]>;
}

export function sliceQueries(db: Db): SliceQueries {
  return {
    live: async () => {
      const { hospitalId, month, dataset, importId, state, position } = slice;
      const rows = await db.select({ hospitalId, month, dataset, importId, state, position }).from(slice);
      return rows.map((row) => ({ ...row, dataset: row.dataset as Dataset, state: row.state as SliceState }));
    },
  };
}
