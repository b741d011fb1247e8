import { creditDuties, type Duty, type DutyTask, dutiesOf, openingDuties, sanctionDuties } from '../../core/duty.ts';
import { foldCredits } from '../../core/procedure/credit.ts';
import { foldDeductions } from '../../core/procedure/deduction.ts';
import { clockCuts } from '../../core/procedure/deduction-cut.ts';
import { foldOpenings } from '../../core/procedure/opening.ts';
import { factsNear } from '../../core/register/dated.ts';
import type { AccessGrant } from '../../core/register/people/access.ts';
import { bodyOf } from '../../core/register/people/appeal-seat.ts';
import { covers, grantsFor, type Operation, rolesOf } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { sanctionsOf } from '../../core/sanction/due.ts';
import { addDays, type IsoDate } from '../../core/time.ts';
import type { BalanceRow, DutyRow } from '../../store/queries/due-process.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { coversFinding } from '../deductions/deduction-reach.ts';
import { reachPart, recordIdsOf } from '../deductions/finding-reach.ts';
import { pausedStates } from '../deductions/paused-records.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { placesAt } from '../register/doctor-sign.ts';
import { doctorReach, hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';

export interface ListedDuty extends Duty {
  readonly doctorId: string;
  readonly doctorName: string;
  readonly hospitalId: string;
  readonly hospitalName: string;
  /** The caller holds the role for it here and is not kept from it. */
  readonly mine: boolean;
}

/** Records come first, by position; then sanctions, by doctor. */
export type DutyPlace = { readonly record: number } | { readonly sanctionsOf: string };

export interface DutyPage {
  readonly items: readonly ListedDuty[];
  /** Where the next page begins; null on the last. */
  readonly after: DutyPlace | null;
}

interface DutyFilter {
  readonly hospitalId?: string | undefined;
  readonly task?: DutyTask | undefined;
  readonly mine?: boolean | undefined;
}

/**
 * What is due in the caller's scope, whoever must do it: the oldest records first, then the sanctions that a hospital may
 * act on. Computed when it is asked for; nothing has to have run before.
 */
export async function duties(
  context: Context,
  filter: DutyFilter,
  { limit, after }: { readonly limit: number; readonly after?: DutyPlace | undefined },
): Promise<DutyPage> {
  const records =
    after !== undefined && 'sanctionsOf' in after
      ? { items: [], read: 0, after: null }
      : await recordDuties(context, filter, { limit, after: after?.record });
  const wanted = ({ task, mine }: ListedDuty) =>
    (filter.task === undefined || task === filter.task) && (filter.mine !== true || mine);
  if (records.after !== null || records.read >= limit) {
    const next = records.after === null ? { sanctionsOf: '' } : { record: records.after };
    return { items: records.items.filter(wanted), after: next };
  }
  const from = after !== undefined && 'sanctionsOf' in after ? after.sanctionsOf : '';
  const sanctions = await sanctionDutiesPage(context, filter, { limit: limit - records.read, after: from });
  return {
    items: [...records.items, ...sanctions.items].filter(wanted),
    after: sanctions.after === null ? null : { sanctionsOf: sanctions.after },
  };
}

async function recordDuties(
  context: Context,
  filter: DutyFilter,
  { limit, after }: { readonly limit: number; readonly after?: number | undefined },
): Promise<{ readonly items: readonly ListedDuty[]; readonly read: number; readonly after: number | null }> {
  const grants = grantsHeld(context, 'duty.read');
  const register = await registerOf(context);
  const today = todayOf(context);
  const balances = await balancesWaiting(context, register, grants, filter.hospitalId, { limit: limit + 1, after });
  const deductions = await context.store.dueProcess.mayHaveDuties({
    reach: await Promise.all(
      grants.map(async (grant) => ({
        ...(await reachPart(context, register, grant, today)),
        contestedOnly: grant.role === 'appeal-panellist',
      })),
    ),
    cuts: clockCuts(register, today),
    paused: await pausedStates(context, register, today),
    hospitalId: filter.hospitalId,
    deliveredFrom: addDays(today, -longestWindowDays(register)),
    after,
    limit: limit + 1,
  });
  const rows = [...deductions, ...balances].sort((a, b) => a.recordedSeq - b.recordedSeq);
  const page = rows.slice(0, limit);
  const items: ListedDuty[] = [];
  for (const row of page) items.push(...(await dutiesAbout(context, register, row, today)));
  return { items, read: page.length, after: rows.length > limit ? (page.at(-1)?.recordedSeq ?? null) : null };
}

/** Doctor by doctor: the own ones of who asks as a doctor, else those of the hospitals and departments that are reached. */
async function sanctionDutiesPage(
  context: Context,
  { hospitalId }: DutyFilter,
  { limit, after }: { readonly limit: number; readonly after: string },
): Promise<{ readonly items: readonly ListedDuty[]; readonly after: string | null }> {
  const today = todayOf(context);
  const register = await registerOf(context);
  const grants = grantsFor('sanction.read', context.actor.grants, today);
  const own = grants.flatMap(({ scope }) => (scope.kind === 'self' ? [scope.doctorId] : []));
  const others = grants.filter(({ scope }) => scope.kind !== 'self');
  const reached = doctorReach(register, others, today, hospitalId);
  const { hospitalIds } = reached;
  const found = await context.store.sanctions.candidates({ hospitalIds, after, limit: limit + 1 });
  const doctorIds = found.slice(0, limit);
  const items: ListedDuty[] = [];
  for (const doctorId of after === '' ? new Set([...own, ...doctorIds]) : doctorIds) {
    const record = await recordNow(context, doctorId);
    if (record === undefined) continue;
    const seen = reached.of(record.doctor);
    const shown = (at: string) =>
      own.includes(doctorId) ? hospitalId === undefined || hospitalId === at : seen === null || seen.has(at);
    for (const sanction of sanctionsOf(register, record.dossier, today)) {
      for (const due of sanction.duties.filter((each) => shown(each.hospitalId))) {
        const places = placesAt(register, record, due.hospitalId, today);
        const holds = ({ task }: Duty) =>
          grantsFor(operations[task], context.actor.grants, today).some((grant) =>
            places.some((place) => covers(grant, place)),
          );
        items.push(
          ...sanctionDuties(record.dossier, sanction, due).map((duty) => ({
            ...duty,
            doctorId: record.doctor.doctorId,
            doctorName: factsNear(record.doctor.facts, today).name,
            hospitalId: due.hospitalId,
            hospitalName: register.hospitalName(due.hospitalId, today),
            mine: holds(duty) && !duty.notBy.includes(context.actor.personId),
          })),
        );
      }
    }
  }
  return { items, after: found.length > limit ? (doctorIds.at(-1) ?? null) : null };
}

type Row = DutyRow | BalanceRow;

async function dutiesAbout(context: Context, register: Register, row: Row, today: IsoDate): Promise<ListedDuty[]> {
  const record = await recordNow(context, row.doctorId);
  if (record === undefined) return [];
  const { hospitalId, duties: found, holds } = dutiesIn(context, register, record, row, today) ?? nothing;
  return found.map((duty) => ({
    ...duty,
    doctorId: record.doctor.doctorId,
    doctorName: factsNear(record.doctor.facts, today).name,
    hospitalId,
    hospitalName: register.hospitalName(hospitalId, today),
    mine: holds(duty) && !duty.notBy.includes(context.actor.personId),
  }));
}

interface FoundDuties {
  readonly hospitalId: string;
  readonly duties: readonly Duty[];
  /** Whether one of the actor's grants is for the task, here. */
  readonly holds: (duty: Duty) => boolean;
}

const nothing: FoundDuties = { hospitalId: '', duties: [], holds: () => false };

function dutiesIn(
  context: Context,
  register: Register,
  record: DoctorRecord,
  row: Row,
  today: IsoDate,
): FoundDuties | undefined {
  const { dossier } = record;
  const grantsOf = ({ task }: Duty) => grantsFor(operations[task], context.actor.grants, today);
  if (!('kind' in row)) {
    const deduction = foldDeductions(dossier.entries).get(row.deductionId);
    if (deduction === undefined) return undefined;
    const { finding } = deduction;
    const holds = (duty: Duty) =>
      grantsOf(duty).some(
        (grant) =>
          coversFinding(grant, register, finding, dossier.doctorIds, today) &&
          (duty.task !== 'rule' || bodyOf(grant) === duty.of),
      );
    return { hospitalId: finding.hospitalId, duties: dutiesOf(register, dossier, deduction, today), holds };
  }
  const at = (hospitalId: string, duties: readonly Duty[]): FoundDuties => {
    const places = placesAt(register, record, hospitalId, today);
    const holds = (duty: Duty) => grantsOf(duty).some((grant) => places.some((place) => covers(grant, place)));
    return { hospitalId, duties, holds };
  };
  if (row.kind === 'opening') {
    const opening = foldOpenings(dossier.entries).get(row.id);
    return opening && at(opening.balance.hospitalId, openingDuties(dossier, opening));
  }
  const credit = foldCredits(dossier.entries).get(row.id);
  return credit && at(credit.activity.hospitalId, creditDuties(dossier, credit));
}

const operations: Readonly<Record<DutyTask, Operation>> = {
  answer: 'deduction.answer',
  confirm: 'deduction.confirm',
  deliver: 'deduction.deliver',
  appeal: 'appeal.file',
  rule: 'appeal.rule',
  'confirm-reversal': 'reversal.confirm',
  'confirm-opening': 'opening.confirm',
  'confirm-opening-reversal': 'opening.confirm',
  'confirm-credit': 'credit.confirm',
  talk: 'sanction.record',
  impose: 'sanction.impose',
};

/** Balances from paper and credits, for whoever reads the doctor's file: no panellist, and no head of a department. */
async function balancesWaiting(
  context: Context,
  register: Register,
  grants: readonly AccessGrant[],
  hospitalId: string | undefined,
  page: { readonly limit: number; readonly after: number | undefined },
): Promise<readonly BalanceRow[]> {
  const today = todayOf(context);
  const reading = grants.filter(({ role }) => rolesOf('process.read').includes(role));
  const ofDoctor = reading.flatMap(({ scope }) => (scope.kind === 'self' ? [scope.doctorId] : []));
  const doctorIds = await Promise.all(ofDoctor.map((doctorId) => recordIdsOf(context, doctorId)));
  const hospitalIds = hospitalsReached(register, reading, today, undefined);
  return context.store.dueProcess.balancesWaiting({ hospitalIds, doctorIds: doctorIds.flat(), hospitalId, ...page });
}

/** Calendar days after which a window to appeal has run under every adopted version: weekends, holidays and leave counted in. */
function longestWindowDays({ adoptions }: Register): number {
  return adoptions.reduce((longest, { scheme }) => {
    const { days, unit } = scheme.clocks.appeal;
    const atMost = (unit === 'working' ? days * 2 + longestHolidays : days) + (scheme.leave?.atMostDays ?? 0);
    return Math.max(longest, atMost);
  }, 0);
}

/** National Day and the Spring Festival together, with the weekends around them. */
const longestHolidays = 30;
