import { DomainError, type ProblemRow } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { Draft, DraftStream, Entry, Signer } from '../../core/ledger/entry.ts';
import { factsOn } from '../../core/register/dated.ts';
import { type Doctor, type DoctorFacts, foldDoctor, type Post, postsAt } from '../../core/register/doctor.ts';
import { changeDoctor, type Decider, endPost, registerDoctor, startPost } from '../../core/register/doctor-change.ts';
import { columnName, type DoctorColumn, type DoctorRow } from '../../core/register/doctor-rows.ts';
import { type Dossier, dossierOf } from '../../core/register/dossier.ts';
import { type Register, wardByCode } from '../../core/register/register.ts';
import { foldRights, type Site } from '../../core/register/right.ts';
import { grantRight } from '../../core/register/right-change.ts';
import type { IsoDate } from '../../core/time.ts';
import { type Context, todayOf } from '../context.ts';
import { recordOf, streamOf } from '../dossier.ts';
import { identityClaim, licenceStream, staffStream } from './doctor-numbers.ts';
import { namePinyin } from './name-pinyin.ts';

export interface RowContext {
  readonly context: Context;
  readonly register: Register;
  readonly hospitalId: string;
  readonly by: Signer;
}

/** What one row asks for, decided step by step, each on what the steps before it would make of the doctor. */
export async function rowSteps(
  at: RowContext,
  row: DoctorRow,
): Promise<{ doctorId: string; drafts: readonly Draft[] }> {
  const { context, register, hospitalId, by } = at;
  const today = todayOf(context);
  const decider: Decider = { personId: by.personId, today };
  const from = row.from ?? today;
  const held = await holderOf(at, row);
  const doctorId = held?.dossier.doctorIds[0] ?? context.newId('doc');
  const stream = { ...streamOf(doctorId), decidedOn: held?.length ?? 0 };
  const drafts: Draft[] = [];
  let dossier = held?.dossier ?? dossierOf([doctorId], []);
  const add = (event: DomainEvent, streams: readonly DraftStream[]) => {
    drafts.push({ event, by, streams: [stream, ...streams] });
    dossier = { ...dossier, entries: [...dossier.entries, provisional(event, by)] };
  };

  if (held === undefined) {
    const facts = newFacts(row);
    const licence = await licenceStream(context, facts.licenceNo);
    const { identityHash, streams, holder } = await identityClaim(context, row.idNumber ?? null);
    // A person without a doctor's record keeps its id only when registered one by one, where somebody looks at it.
    const taken = { licenceHolder: licence.holder, identityHolder: holder?.id };
    add(registerDoctor(taken, { ...facts, doctorId, identityHash, from }, today), [licence.stream, ...streams]);
  } else if (doctorIn(dossier).posts.some((post) => post.hospitalId === hospitalId)) {
    // Only where the doctor already works: a hospital that gives a first post does not rewrite another's record.
    const set = givenFacts(row);
    const doctor = doctorIn(dossier);
    const now = factsOn(doctor.facts, from);
    const differs = (Object.keys(set) as (keyof DoctorFacts)[]).some((key) => now?.[key] !== set[key]);
    if (differs) {
      const licence = set.licenceNo === undefined ? undefined : await licenceStream(context, set.licenceNo);
      const event = changeDoctor(doctor, { licenceHolder: licence?.holder }, { from, set }, decider);
      add(event, licence === undefined ? [] : [licence.stream]);
    }
  }

  const doctor = doctorIn(dossier);
  const post = postsAt(doctor, hospitalId, from)[0];
  const wanted = wantedPost(at, row, post, from);
  if (wanted !== undefined) {
    const staff = await staffStream(context, hospitalId, wanted.staffNo);
    if (post !== undefined) add(endPost(doctor, post, { until: from, reason: importReason }, decider), []);
    const started = { ...wanted, postId: context.newId('pst'), from };
    add(startPost(register, doctor, staff.uses, started, decider), [staff.stream]);
  }

  const site: Site = { hospitalId, until: register.hospitals.get(hospitalId)?.until ?? null };
  for (const rightKind of row.rights ?? []) {
    const holder = { doctor: doctorIn(dossier), rights: foldRights(dossier.entries) };
    const granted = holder.rights.grants.some(
      (grant) => grant.hospitalId === hospitalId && grant.rightKind === rightKind && grant.until === null,
    );
    if (granted) continue;
    const grantId = context.newId('rgt');
    add(grantRight(holder, site, { grantId, rightKind, from, document: null }, decider), []);
  }
  return { doctorId, drafts };
}

const importReason = '医师名单导入:岗位变动';

interface Holder {
  readonly dossier: Dossier;
  readonly length: number;
}

/** Whom a row speaks of: by licence number, else by staff number, else by a name that only one doctor here bears. */
async function holderOf({ context, hospitalId }: RowContext, row: DoctorRow): Promise<Holder | undefined> {
  const { doctors } = context.store;
  const today = todayOf(context);
  const byLicence = row.licenceNo && (await doctors.byLicence(row.licenceNo)).find(({ until }) => until === null);
  const posts = row.staffNo === undefined ? [] : await doctors.postsByStaffNo(hospitalId, row.staffNo);
  const byStaffNo = posts.find(({ until }) => until === null || until > today);
  if (row.licenceNo === undefined && byStaffNo === undefined) return byName(context, hospitalId, row);
  if (byLicence && byStaffNo !== undefined && byLicence.doctorId !== byStaffNo.doctorId) {
    throw new RowProblem('staffNo', 'import.numbers-disagree');
  }
  // Another licence number under a known staff number is a correction only where the name is still the same.
  const doctorId = byLicence ? byLicence.doctorId : byStaffNo?.doctorId;
  if (doctorId === undefined) return undefined;
  const found = await load(context, doctorId);
  const name = factsOn(doctorIn(found.dossier).facts, today)?.name;
  if (row.name !== undefined && row.name !== name) throw new RowProblem('name', 'import.name-differs');
  return found;
}

async function byName(context: Context, hospitalId: string, row: DoctorRow): Promise<Holder> {
  if (row.name === undefined) throw new RowProblem('name', 'import.unidentified');
  const namesakes = await context.store.doctors.byName(row.name);
  const posts = await context.store.doctors.postsOf(namesakes.map(({ doctorId }) => doctorId));
  const here = posts.filter((post) => post.hospitalId === hospitalId);
  const ids = [...new Set(here.map(({ doctorId }) => doctorId))];
  const [only, ...others] = ids;
  if (only === undefined) throw new RowProblem('licenceNo', 'import.unidentified');
  if (others.length > 0) {
    const candidates = here.map(({ staffNo, department }) => `${staffNo} ${department}`).sort();
    throw new RowProblem('name', 'import.name-ambiguous', { candidates });
  }
  return load(context, only);
}

async function load(context: Context, doctorId: string): Promise<Holder> {
  const record = await recordOf(context, doctorId);
  if (record === undefined) throw new Error('a doctor in the tables is not in the ledger; run: rx12 verify');
  return { dossier: record.dossier, length: record.stream.decidedOn };
}

const required = ['name', 'licenceNo', 'title', 'antibacterialGrade', 'licensedOn', 'practiceScope'] as const;

function newFacts(row: DoctorRow): DoctorFacts {
  const missing = [...required, 'staffNo' as const, 'department' as const].filter(
    (column) => row[column] === undefined,
  );
  if (missing.length > 0) throw new RowsProblem(missing.map((column) => new RowProblem(column, 'import.missing')));
  const {
    name = '',
    licenceNo = '',
    title = '',
    antibacterialGrade = 'none',
    licensedOn = '',
    practiceScope = '',
  } = row;
  const pinyin = row.pinyin ?? namePinyin(name);
  return { name, pinyin, licenceNo, title, antibacterialGrade, licensedOn, practiceScope };
}

function givenFacts(row: DoctorRow): Partial<DoctorFacts> {
  const { pinyin, licenceNo, title, antibacterialGrade, licensedOn, practiceScope } = row;
  const given = { pinyin, licenceNo, title, antibacterialGrade, licensedOn, practiceScope };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The post that the row asks for, or undefined where the one held is as the row says. */
function wantedPost({ register, hospitalId }: RowContext, row: DoctorRow, post: Post | undefined, from: IsoDate) {
  const staffNo = row.staffNo ?? post?.staffNo;
  const department = row.department ?? post?.department;
  if (staffNo === undefined) throw new RowProblem('staffNo', 'import.missing');
  if (department === undefined) throw new RowProblem('department', 'import.missing');
  const ward = row.ward === undefined ? undefined : wardByCode(register, hospitalId, row.ward, from);
  if (row.ward !== undefined && ward === undefined) {
    throw new RowProblem('ward', 'import.unknown-ward', { from }, row.ward);
  }
  const wardId = ward?.ward.wardId ?? post?.wardId ?? null;
  const same = post?.staffNo === staffNo && post.department === department && post.wardId === wardId;
  return same ? undefined : { hospitalId, staffNo, department, wardId };
}

function doctorIn(dossier: Dossier): Doctor {
  const doctor = foldDoctor(dossier);
  if (doctor === undefined) throw new Error('a dossier that registers nobody');
  return doctor;
}

/** An entry that is not written yet, for deciding the next step of the same row. */
function provisional(event: DomainEvent, by: Signer): Entry {
  return { seq: Number.MAX_SAFE_INTEGER, at: '', by, streams: [], event };
}

/** A refusal of one cell; never leaves the import. */
export class RowProblem extends Error {
  readonly row: Omit<ProblemRow, 'line'>;

  constructor(column: DoctorColumn, code: string, parameters: ProblemRow['parameters'] = {}, value?: string) {
    super(code);
    this.row = { at: columnName(column), code, parameters, ...(value === undefined ? {} : { value }) };
  }
}

class RowsProblem extends Error {
  readonly problems: readonly RowProblem[];

  constructor(problems: readonly RowProblem[]) {
    super('several cells');
    this.problems = problems;
  }
}

/** What went wrong with a row, by column: the register's own refusals too. Anything else is a bug and goes on. */
export function problemsOf(error: unknown, { line }: DoctorRow): readonly ProblemRow[] {
  if (error instanceof RowProblem) return [{ line, ...error.row }];
  if (error instanceof RowsProblem) return error.problems.map(({ row }) => ({ line, ...row }));
  if (!(error instanceof DomainError) || error.kind === 'moved') throw error;
  const { code, parameters } = error;
  return [{ line, at: columnName(columnOf(code, parameters)), code, parameters }];
}

function columnOf(code: string, parameters: DomainError['parameters']): DoctorColumn {
  if (code.startsWith('doctor.licence')) return 'licenceNo';
  if (code === 'doctor.identity-taken') return 'idNumber';
  if (code === 'post.staff-number-taken') return 'staffNo';
  if (code.startsWith('post.ward')) return 'ward';
  if (code.startsWith('right.')) return 'rights';
  if (code === 'doctor.in-future' && parameters.field === 'licensedOn') return 'licensedOn';
  return 'from';
}
