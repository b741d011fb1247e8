import { paperOf } from '../../core/paper/deduction-paper.ts';
import { interviewPaper } from '../../core/paper/interview-paper.ts';
import type { DeductionPaper, Paper, PaperHead } from '../../core/paper/paper.ts';
import { factsNear } from '../../core/register/dated.ts';
import { postsAt } from '../../core/register/doctor.ts';
import type { Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, todayOf } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { sanctionsOfDoctor } from '../rights/sanction-list.ts';
import { loadDeduction } from './deduction-load.ts';

/** One paper of a deduction. @throws DomainError `absent`; `paper.not-yet`. */
export async function deductionPaper(
  context: Context,
  { deductionId, paper }: { readonly deductionId: string; readonly paper: DeductionPaper },
): Promise<Paper> {
  const { register, record, deduction } = await loadDeduction(context, 'deduction.read', deductionId);
  const { recorded, decided, finding, process } = deduction;
  const rulings = process.appeals.flatMap(({ ruling }) => ruling ?? []);
  const signed = [recorded, ...(decided === null ? [] : [decided]), ...process.deliveries, ...rulings];
  const witnesses = process.deliveries.flatMap(({ witnessId }) => witnessId ?? []);
  const members = rulings.flatMap(({ memberIds }) => memberIds);
  const nameOf = await namesOf(context, [...signed.map(({ by }) => by.personId), ...witnesses, ...members]);
  const named = namedAt(register, record, finding.hospitalId, finding.department);
  return paperOf({ register, deduction, today: todayOf(context), nameOf, named }, paper);
}

/** The record of a talk, to be filled in or as it was held. @throws DomainError `absent`; `sanction.not-a-talk`. */
export async function talkPaper(
  context: Context,
  wanted: { readonly doctorId: string; readonly sanctionDueId: string; readonly hospitalId: string },
): Promise<Paper> {
  const { doctorId, hospitalId } = wanted;
  const { sanctions } = await sanctionsOfDoctor(context, { doctorId });
  const sanction = sanctions.find(({ id }) => id === wanted.sanctionDueId);
  const duty = sanction?.duties.find((each) => each.hospitalId === hospitalId);
  const record = await recordNow(context, doctorId);
  if (sanction === undefined || duty === undefined || record === undefined) throw absent();
  const register = await registerOf(context);
  const { talk } = duty.steps;
  const nameOf = await namesOf(context, talk === null ? [] : [talk.by.personId]);
  return interviewPaper({ register, nameOf, named: namedAt(register, record, hospitalId, null) }, sanction, duty);
}

/** How hospital and doctor were called on the day of the paper; an old paper is not renamed. */
function namedAt(
  register: Register,
  { doctor }: DoctorRecord,
  hospitalId: string,
  department: string | null,
): (on: IsoDate) => Pick<PaperHead, 'hospitalName' | 'doctor'> {
  return (on) => {
    const [post] = postsAt(doctor, hospitalId, on);
    const { name } = factsNear(doctor.facts, on);
    return {
      hospitalName: register.hospitalName(hospitalId, on),
      doctor: { name, staffNo: post?.staffNo ?? null, department: department ?? post?.department ?? '' },
    };
  };
}

async function namesOf(context: Context, personIds: readonly string[]): Promise<(personId: string) => string> {
  const names = await context.store.people.namesOf([...new Set(personIds)]);
  return (personId) => names.get(personId) ?? '';
}
