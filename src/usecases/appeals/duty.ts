import { type Duty, type DutyTask, dutiesOf } from '../../core/duty.ts';
import { foldDeductions } from '../../core/procedure/deduction.ts';
import { clockCuts } from '../../core/procedure/deduction-cut.ts';
import { factsNear } from '../../core/register/dated.ts';
import { bodyOf } from '../../core/register/people/appeal-seat.ts';
import { grantsFor, type Operation } from '../../core/register/people/permission.ts';
import type { Register } from '../../core/register/register.ts';
import { addDays, type IsoDate } from '../../core/time.ts';
import { type Context, grantsHeld, todayOf } from '../context.ts';
import { coversFinding } from '../deductions/deduction-reach.ts';
import { reachPart } from '../deductions/finding-reach.ts';
import { pausedStates } from '../deductions/paused-records.ts';
import { recordNow } from '../doctor-memo.ts';
import { nameOfHospital } from '../register/hospital-name.ts';
import { registerOf } from '../register.ts';

export interface ListedDuty extends Duty {
  readonly doctorId: string;
  readonly doctorName: string;
  readonly hospitalId: string;
  readonly hospitalName: string;
  /** The caller holds the role for it here and is not kept from it. */
  readonly mine: boolean;
}

export interface DutyPage {
  readonly items: readonly ListedDuty[];
  /** Where the next page begins; null on the last. */
  readonly after: number | null;
}

/**
 * What is due in the caller's scope, whoever must do it: the oldest records first. Computed when it is asked for; nothing
 * has to have run before.
 */
export async function duties(
  context: Context,
  filter: {
    readonly hospitalId?: string | undefined;
    readonly task?: DutyTask | undefined;
    readonly mine?: boolean | undefined;
  },
  { limit, after }: { readonly limit: number; readonly after?: number | undefined },
): Promise<DutyPage> {
  const grants = grantsHeld(context, 'duty.read');
  const register = await registerOf(context);
  const today = todayOf(context);
  const rows = await context.store.dueProcess.mayHaveDuties({
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
  const page = rows.slice(0, limit);
  const items: ListedDuty[] = [];
  for (const row of page) items.push(...(await dutiesAbout(context, register, row, today)));
  const wanted = items.filter(
    ({ task, mine }) => (filter.task === undefined || task === filter.task) && (filter.mine !== true || mine),
  );
  return { items: wanted, after: rows.length > limit ? (page.at(-1)?.recordedSeq ?? null) : null };
}

async function dutiesAbout(
  context: Context,
  register: Register,
  row: { readonly deductionId: string; readonly doctorId: string },
  today: IsoDate,
): Promise<ListedDuty[]> {
  const record = await recordNow(context, row.doctorId);
  const deduction = record && foldDeductions(record.dossier.entries).get(row.deductionId);
  if (record === undefined || deduction === undefined) return [];
  const { finding } = deduction;
  const { doctorIds } = record.dossier;
  const holds = ({ task, of }: Duty) =>
    grantsFor(operations[task], context.actor.grants, today).some(
      (grant) => coversFinding(grant, register, finding, doctorIds, today) && (task !== 'rule' || bodyOf(grant) === of),
    );
  return dutiesOf(register, record.dossier, deduction, today).map((duty) => ({
    ...duty,
    doctorId: record.doctor.doctorId,
    doctorName: factsNear(record.doctor.facts, today).name,
    hospitalId: finding.hospitalId,
    hospitalName: nameOfHospital(register, finding.hospitalId, today),
    mine: holds(duty) && !duty.notBy.includes(context.actor.personId),
  }));
}

const operations: Readonly<Record<DutyTask, Operation>> = {
  answer: 'deduction.answer',
  confirm: 'deduction.confirm',
  deliver: 'deduction.deliver',
  appeal: 'appeal.file',
  rule: 'appeal.rule',
  'confirm-reversal': 'reversal.confirm',
};

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
