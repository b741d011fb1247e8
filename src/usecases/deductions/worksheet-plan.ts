import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError, type ProblemRow } from '../../core/errors.ts';
import type { EventOf } from '../../core/events.ts';
import type { Entry, Signer } from '../../core/ledger/entry.ts';
import type { Setting } from '../../core/procedure/deduction.ts';
import { refusalsOf } from '../../core/procedure/deduction-record.ts';
import { schemeOfItem } from '../../core/procedure/deduction-status.ts';
import {
  cellRefusal,
  type WorksheetLine,
  worksheetDate,
  worksheetFields,
  worksheetSetting,
} from '../../core/procedure/worksheet.ts';
import { plainCode, readCodes } from '../../core/procedure/worksheet-code.ts';
import type { Dossier } from '../../core/register/dossier.ts';
import type { Mapping } from '../../core/register/mapping.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { type Register, wardByCode } from '../../core/register/register.ts';
import { type Instant, type IsoDate, instantOf } from '../../core/time.ts';
import { type Context, signerIn } from '../context.ts';
import { idsOfPerson } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { type DoctorRef, doctorAt, findingOf } from './deduction-finding.ts';
import { admitsCategories } from './deduction-reach.ts';

export interface WorksheetCommand {
  readonly hospitalId: string;
  readonly mapping: Mapping;
  readonly scheme: string;
  readonly setting: Setting;
  readonly fileHash: string;
  /** The actor's grants that reach the hospital. */
  readonly grants: readonly AccessGrant[];
}

export interface WorksheetPlan {
  readonly planned: readonly PlannedCode[];
  readonly alreadyRecorded: readonly { readonly line: number; readonly code: string; readonly deductionId: string }[];
  readonly skipped: readonly SkippedLine[];
  readonly problems: readonly ProblemRow[];
}

/** One code of one row, decided and not yet written. */
export interface PlannedCode {
  readonly line: number;
  readonly code: string;
  readonly event: EventOf<'deduction.recorded'>;
  readonly by: Signer;
  readonly stream: DoctorRecord['stream'];
}

/** no-code: nothing was found in that row. left-out: the mapping leaves this code out. */
export interface SkippedLine {
  readonly line: number;
  readonly reason: 'no-code' | 'left-out';
  readonly code: string | null;
}

/** Decides every row on the ledger as it is and on the rows above it; collects what is wrong instead of stopping. */
export async function planWorksheet(
  context: Context,
  command: WorksheetCommand,
  lines: readonly WorksheetLine[],
): Promise<WorksheetPlan> {
  const register = await registerOf(context);
  const now = instantOf(context.clock.now());
  const signerIds = await idsOfPerson(context, context.actor.personId);
  const work: Work = { context, command, register, now, signerIds, dossiers: new Map() };
  const plan = { planned: [], alreadyRecorded: [], skipped: [], problems: [] };
  for (const [index, line] of lines.entries()) {
    if (index % rowsPerTurn === 0) await nextTurn();
    await planLine(work, line, plan);
  }
  return plan;
}

/** Rows between two turns of the event loop. */
const rowsPerTurn = 50;

interface Work {
  readonly context: Context;
  readonly command: WorksheetCommand;
  readonly register: Register;
  readonly now: Instant;
  /** Every id of the actor. */
  readonly signerIds: readonly string[];
  /** By doctor: the record with what the rows above would add to it. */
  readonly dossiers: Map<string, Dossier>;
}

interface GrowingPlan {
  readonly planned: PlannedCode[];
  readonly alreadyRecorded: { line: number; code: string; deductionId: string }[];
  readonly skipped: SkippedLine[];
  readonly problems: ProblemRow[];
}

async function planLine(work: Work, { line, cells }: WorksheetLine, plan: GrowingPlan): Promise<void> {
  if (cells.codes === '') {
    plan.skipped.push({ line, reason: 'no-code', code: null });
    return;
  }
  const problem = (at: string, value: string | undefined, code: string, parameters: ProblemRow['parameters'] = {}) => {
    plan.problems.push({ line, at: work.command.mapping.columns[at] ?? at, value, code, parameters });
  };
  const refused = worksheetFields.filter((field) => {
    const why = cellRefusal(field, cells[field]);
    if (why !== undefined) problem(field, undefined, why);
    return why !== undefined;
  });
  if (refused.length > 0) return;
  const occurredOn = worksheetDate(cells.occurredOn);
  if (occurredOn === undefined) problem('occurredOn', cells.occurredOn, 'worksheet.bad-date');
  if (cells.actRef === '') problem('actRef', undefined, 'worksheet.no-act');
  const setting = cells.setting === '' ? work.command.setting : worksheetSetting(cells.setting);
  if (setting === undefined) problem('setting', cells.setting, 'worksheet.bad-setting');
  const doctor = doctorRef(cells);
  if (doctor === undefined) problem('staffNo', undefined, 'worksheet.no-doctor');
  if (occurredOn === undefined || cells.actRef === '' || setting === undefined || doctor === undefined) return;

  const codes = codesIn(work, cells.codes, occurredOn);
  if (codes.kind !== 'codes') {
    problem('codes', codes.part, `worksheet.code-${codes.kind}`, { scheme: work.command.scheme });
    return;
  }
  const wardId = wardOf(work, cells.ward, occurredOn);
  if (wardId === undefined) {
    problem('ward', cells.ward, 'worksheet.ward-unknown', { occurredOn });
    return;
  }
  const record = await recordOrProblem(work, doctor, occurredOn, (code, parameters) =>
    problem('staffNo' in doctor ? 'staffNo' : 'licenceNo', undefined, code, parameters),
  );
  if (record === undefined) return;
  for (const local of codes.codes) {
    const code = ourCode(work.command.mapping, local);
    if (code === null) {
      plan.skipped.push({ line, reason: 'left-out', code: local });
      continue;
    }
    planCode(work, { line, cells }, { record, occurredOn, setting, wardId, code }, plan);
  }
}

interface FoundInLine {
  readonly record: DoctorRecord;
  readonly occurredOn: IsoDate;
  readonly setting: Setting;
  readonly wardId: string | null;
  readonly code: string;
}

function planCode(work: Work, { line, cells }: WorksheetLine, found: FoundInLine, plan: GrowingPlan): void {
  const { context, command, register, now, signerIds } = work;
  const { record, code, occurredOn } = found;
  const { doctorId } = record.doctor;
  const finding = findingOf(
    {
      hospitalId: command.hospitalId,
      occurredOn,
      setting: found.setting,
      department: cells.department === '' ? null : cells.department,
      wardId: found.wardId,
      drugs: cells.drug === '' ? [] : [{ name: cells.drug, code: null, grade: null }],
      actRef: cells.actRef,
      reviewRef: null,
      sheets: 1,
      circumstances: { responsibility: null, mitigating: [], aggravating: [] },
      evidence: [{ ref: `worksheet:${line}`, note: null, sha256: command.fileHash }],
      remarks: cells.remarks,
      source: 'prescription-review',
      externalDecision: null,
      items: [{ scheme: command.scheme, code, points: null, pointsReason: null }],
      leadId: null,
    },
    context.newId('fnd'),
    { record, capacity: 'prescriber', deductionId: context.newId('ded') },
  );
  const category = schemeOfItem(register, finding, command.scheme)?.violations.get(code)?.category;
  const grant = command.grants.find((held) => admitsCategories(held, category === undefined ? [] : [category]));
  const column = command.mapping.columns.codes ?? 'codes';
  if (grant === undefined) {
    const parameters = { categories: category ?? '' };
    plan.problems.push({ line, at: column, value: code, code: 'deduction.category-outside-grant', parameters });
    return;
  }
  const by = signerIn(context, grant);
  const dossier = work.dossiers.get(doctorId) ?? record.dossier;
  const refusals = refusalsOf({ register, dossier, by, signerIds, now }, finding);
  const before = refusals.find((refusal) => refusal.code === 'deduction.act-already-recorded');
  if (refusals.length === 1 && before !== undefined) {
    plan.alreadyRecorded.push({ line, code, deductionId: String(before.parameters?.deductionId ?? '') });
    return;
  }
  if (refusals.length > 0) {
    plan.problems.push(...refusals.map((refusal) => ({ ...refusal, line })));
    return;
  }
  const event = { kind: 'deduction.recorded' as const, v: 1 as const, ...finding };
  const entry: Entry = { seq: (dossier.entries.at(-1)?.seq ?? -1) + 1, at: now, by, streams: [], event };
  work.dossiers.set(doctorId, { ...dossier, entries: [...dossier.entries, entry] });
  plan.planned.push({ line, code, event, by, stream: record.stream });
}

function doctorRef({ staffNo, licenceNo }: WorksheetLine['cells']): DoctorRef | undefined {
  if (staffNo !== '') return { staffNo };
  return licenceNo === '' ? undefined : { licenceNo };
}

async function recordOrProblem(
  { context, command }: Work,
  doctor: DoctorRef,
  occurredOn: IsoDate,
  problem: (code: string, parameters: DomainError['parameters']) => void,
): Promise<DoctorRecord | undefined> {
  try {
    return await doctorAt(context, command.hospitalId, doctor, occurredOn);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    problem(error.code, error.parameters);
    return undefined;
  }
}

/** null: none is named. */
function wardOf({ command, register }: Work, ward: string, on: IsoDate): string | null | undefined {
  return ward === '' ? null : wardByCode(register, command.hospitalId, ward, on)?.ward.wardId;
}

function codesIn({ command, register }: Work, cell: string, occurredOn: IsoDate) {
  const { hospitalId, scheme, mapping } = command;
  const adopted = schemeOfItem(register, { hospitalId, occurredOn }, scheme);
  return readCodes(
    cell,
    new Set([...(adopted?.violations.keys() ?? []), ...Object.keys(mapping.codes).map(plainCode)]),
  );
}

/** The scheme's code for one that this hospital writes; null: the mapping leaves it out. */
function ourCode({ codes }: Mapping, local: string): string | null {
  const mapped = Object.entries(codes).find(([own]) => plainCode(own) === local);
  if (mapped === undefined) return local;
  return mapped[1] === null ? null : plainCode(mapped[1]);
}
