import type { InferSelectModel } from 'drizzle-orm';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { rightGrant, rightHolder, rightMeasure } from '../tables.ts';

const grants = projection<InferSelectModel<typeof rightGrant>>({
  table: rightGrant,
  kinds: ['right.granted', 'right.ended'],
  idsOf: ({ event }) => (event.kind === 'right.granted' || event.kind === 'right.ended' ? [event.grantId] : []),
  project: (row, { event }, id) => {
    if (event.kind === 'right.granted') {
      const { doctorId, hospitalId, rightKind, from } = event;
      return { id, doctorId, hospitalId, rightKind, fromDate: from, untilDate: null };
    }
    return row && event.kind === 'right.ended' ? { ...row, untilDate: event.until } : row;
  },
});

const measures = projection<InferSelectModel<typeof rightMeasure>>({
  table: rightMeasure,
  kinds: ['right.measured', 'right.lifted'],
  idsOf: ({ event }) => ('measureId' in event ? [event.measureId] : []),
  project: (row, { event }, id) => {
    if (event.kind === 'right.measured') {
      const { doctorId, hospitalId, measure, from, until } = event;
      return { id, doctorId, hospitalId, measure, fromDate: from, untilDate: until };
    }
    if (row === undefined || event.kind !== 'right.lifted') return row;
    const sooner = row.untilDate === null || event.from < row.untilDate;
    return sooner ? { ...row, untilDate: event.from } : row;
  },
});

const holders = projection<InferSelectModel<typeof rightHolder>>({
  table: rightHolder,
  kinds: ['doctor.post-started', 'doctor.post-ended', 'right.granted', 'right.ended', 'right.measured', 'right.lifted'],
  idsOf: ({ event }) => ('doctorId' in event && 'hospitalId' in event ? [`${event.doctorId}/${event.hospitalId}`] : []),
  project: (row, { event, seq }, id) => {
    if (!('doctorId' in event && 'hospitalId' in event) || event.doctorId === null) return row;
    return { id, doctorId: event.doctorId, hospitalId: event.hospitalId, changedSeq: seq };
  },
});

export const rightProjections: readonly Projection[] = [grants, measures, holders];
