import type { InferSelectModel } from 'drizzle-orm';
import { canonicalJson } from '../../core/ledger/canonical.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { worksheetMapping } from '../tables.ts';

const mappings = projection<InferSelectModel<typeof worksheetMapping>>({
  table: worksheetMapping,
  kinds: ['mapping.saved'],
  idsOf: ({ event }) => (event.kind === 'mapping.saved' ? [event.mappingId] : []),
  project: (row, { event, at, seq }, id) => {
    if (event.kind !== 'mapping.saved') return row;
    const { hospitalId, name } = event;
    // Canonical, so that a rebuild from stored bodies spells it as the writer did.
    const columns = canonicalJson(event.columns);
    const codes = canonicalJson(event.codes);
    return { id, hospitalId, name, columns, codes, savedOn: shanghaiDateOf(at), savedSeq: seq };
  },
});

export const mappingProjections: readonly Projection[] = [mappings];
