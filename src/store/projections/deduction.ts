import type { InferSelectModel } from 'drizzle-orm';
import type { Entry } from '../../core/ledger/entry.ts';
import type { RulingOutcome } from '../../core/procedure/appeal/due-process.ts';
import type { Evidence } from '../../core/procedure/deduction.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { deduction, deductionItem } from '../tables.ts';

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
    'deduction.delivered',
    'deduction.appeal-waived',
    'deduction.appealed',
    'deduction.appeal-withdrawn',
    'deduction.ruled',
    'deduction.outcome-recorded',
    'deduction.reversal-proposed',
    'deduction.reversal-dropped',
    'deduction.reversed',
  ],
  idsOf: ({ event }) =>
    event.kind.startsWith('deduction.') && 'deductionId' in event && event.deductionId !== null
      ? [event.deductionId]
      : [],
  project: (row, entry, id) => {
    if (entry.event.kind === 'deduction.recorded') return recorded(entry, id);
    return row && { ...row, ...changeOf(row, entry), changedSeq: entry.seq };
  },
});

function changeOf(row: Row, { event, by, at }: Entry): Partial<Row> {
  const on = shanghaiDateOf(at);
  const decided = { decidedOn: on, decidedBy: by.personId };
  switch (event.kind) {
    case 'deduction.stated':
      return { state: 'stated', answeredOn: row.answeredOn ?? on };
    case 'deduction.acknowledged':
      return { state: 'acknowledged', answeredOn: row.answeredOn ?? on };
    case 'deduction.confirmed':
      return { state: 'confirmed', ...decided, foundOn: row.externalDecidedOn ?? on, process: 'undelivered' };
    case 'deduction.dismissed':
      return { state: 'dismissed', ...decided };
    case 'deduction.withdrawn':
      return { state: 'withdrawn', ...decided };
    case 'deduction.delivered':
      return { process: row.process === 'contested' ? 'contested' : 'delivered', deliveredOn: on };
    case 'deduction.appealed':
      return { process: 'contested' };
    case 'deduction.appeal-withdrawn':
      return { process: row.deliveredOn === null ? 'undelivered' : 'delivered' };
    case 'deduction.ruled':
      return { process: 'undelivered', deliveredOn: null, ...fall(row, event.outcome) };
    case 'deduction.outcome-recorded':
      return fall(row, event.outcome);
    case 'deduction.reversal-proposed':
      return { reversalProposed: 1 };
    case 'deduction.reversal-dropped':
      return { reversalProposed: 0 };
    case 'deduction.reversed':
      return { reversalProposed: 0, fallen: row.fallen ?? 'reversed' };
    default:
      return {};
  }
}

function fall({ fallen }: Row, outcome: RulingOutcome): Partial<Row> {
  return outcome === 'revoked' ? { fallen: fallen ?? 'revoked' } : {};
}

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
    process: null,
    deliveredOn: null,
    fallen: null,
    reversalProposed: 0,
    changedSeq: seq,
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
