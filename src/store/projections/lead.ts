import type { InferSelectModel } from 'drizzle-orm';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { lead } from '../tables.ts';

const leads = projection<InferSelectModel<typeof lead>>({
  table: lead,
  kinds: ['lead.posted', 'lead.closed'],
  idsOf: ({ event }) => (event.kind === 'lead.posted' || event.kind === 'lead.closed' ? [event.leadId] : []),
  project: (row, { event, at, seq }, id) => {
    if (event.kind === 'lead.posted') {
      const { hospitalId, doctorId, source, occurredOn, actRef, code, text } = event;
      const posted = { id, hospitalId, doctorId, source, occurredOn, actRef, code, text };
      const open = { state: 'open', deductionId: null, reason: null, closedOn: null };
      return { ...posted, postedOn: shanghaiDateOf(at), postedSeq: seq, ...open };
    }
    if (row === undefined || event.kind !== 'lead.closed') return row;
    const { outcome, deductionId, reason } = event;
    return { ...row, state: outcome, deductionId, reason, closedOn: shanghaiDateOf(at) };
  },
});

export const leadProjections: readonly Projection[] = [leads];
