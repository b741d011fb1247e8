import type { InferSelectModel } from 'drizzle-orm';
import type { Entry } from '../../core/ledger/entry.ts';
import type { Evidence } from '../../core/procedure/deduction.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { deduction, deductionItem } from '../tables.sqlite.ts';

type Row = InferSelectModel<typeof deduction>;

const deductions = projection<Row>({
  table: deduction,
  kinds: [
    'deduction.recorded',
    'deduction.stated',
    'deduction.acknowledged',
    'deduction.confirmed',
    'deduction.dismissed',
    'deduction.withdrawn',
  ],
  idsOf: ({ event }) =>
    event.kind.startsWith('deduction.') && 'deductionId' in event && event.deductionId !== null
      ? [event.deductionId]
      : [],
  project: (row, entry, id) => {
    const { event, by, at } = entry;
    const on = shanghaiDateOf(at);
    switch (event.kind) {
      case 'deduction.recorded':
        return recorded(entry, id);
      case 'deduction.stated':
        return row && { ...row, state: 'stated', answeredOn: row.answeredOn ?? on };
      case 'deduction.acknowledged':
        return row && { ...row, state: 'acknowledged', answeredOn: row.answeredOn ?? on };
      case 'deduction.confirmed': {
        const foundOn = row?.externalDecidedOn ?? on;
        return row && { ...row, state: 'confirmed', decidedOn: on, decidedBy: by.personId, foundOn };
      }
      case 'deduction.dismissed':
        return row && { ...row, state: 'dismissed', decidedOn: on, decidedBy: by.personId };
      case 'deduction.withdrawn':
        return row && { ...row, state: 'withdrawn', decidedOn: on, decidedBy: by.personId };
      default:
        return row;
    }
  },
});

function recorded({ event, by, at, seq }: Entry, id: string): Row | undefined {
  if (event.kind !== 'deduction.recorded') return undefined;
  const { findingId, doctorId, capacity, hospitalId, department, wardId, setting, occurredOn } = event;
  const { actRef, reviewRef, source, leadId, externalDecision } = event;
  const sheet = worksheetRow(event.evidence);
  return {
    id,
    findingId,
    doctorId,
    capacity,
    hospitalId,
    department,
    wardId,
    setting,
    occurredOn,
    actRef,
    reviewRef,
    source,
    externalDecidedOn: externalDecision?.decidedOn ?? null,
    leadId,
    recordedOn: shanghaiDateOf(at),
    recordedSeq: seq,
    recordedBy: by.personId,
    state: 'recorded',
    answeredOn: null,
    decidedOn: null,
    decidedBy: null,
    foundOn: null,
    worksheetSha256: sheet?.sha256 ?? null,
    worksheetLine: sheet?.line ?? null,
  };
}

/** The evidence that worksheet recording adds: `worksheet:<line>` with the hash of the file. */
function worksheetRow(evidence: readonly Evidence[]): { sha256: string; line: number } | undefined {
  for (const { ref, sha256 } of evidence) {
    const line = /^worksheet:(\d+)$/.exec(ref)?.[1];
    if (line !== undefined && sha256 !== null) return { sha256, line: Number(line) };
  }
  return undefined;
}

const items = projection<InferSelectModel<typeof deductionItem>>({
  table: deductionItem,
  kinds: ['deduction.recorded'],
  idsOf: ({ event }) =>
    event.kind === 'deduction.recorded' ? event.items.map(({ scheme }) => `${event.deductionId}/${scheme}`) : [],
  project: (row, { event, seq }, id) => {
    if (event.kind !== 'deduction.recorded') return row;
    const item = event.items.find(({ scheme }) => `${event.deductionId}/${scheme}` === id);
    if (item === undefined) return row;
    const { scheme, code, points } = item;
    return { id, deductionId: event.deductionId, scheme, code, points, recordedSeq: seq };
  },
});

export const deductionProjections: readonly Projection[] = [deductions, items];
