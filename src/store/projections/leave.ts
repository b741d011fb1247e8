import type { InferSelectModel } from 'drizzle-orm';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { doctorLeave } from '../tables.ts';

const leaves = projection<InferSelectModel<typeof doctorLeave>>({
  table: doctorLeave,
  kinds: ['leave.recorded', 'leave.ended'],
  idsOf: ({ event }) => ('leaveId' in event ? [event.leaveId] : []),
  project: (row, { event }, id) => {
    if (event.kind === 'leave.recorded') return { id, doctorId: event.doctorId, untilDate: event.until };
    return row && event.kind === 'leave.ended' ? { ...row, untilDate: event.until } : row;
  },
});

export const leaveProjections: readonly Projection[] = [leaves];
