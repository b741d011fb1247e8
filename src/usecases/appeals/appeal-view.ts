import type { Text } from '../../core/explanation.ts';
import { appealStatus } from '../../core/procedure/appeal/appeal-status.ts';
import type { DueProcess } from '../../core/procedure/appeal/due-process.ts';
import type { Deduction, Signature } from '../../core/procedure/deduction.ts';
import type { DeductionStep } from '../../core/procedure/open-steps.ts';
import { foldOpenings, type Opening } from '../../core/procedure/opening.ts';
import { foldLeaves, type Leave } from '../../core/register/leave.ts';
import { foldInterests, type Interest } from '../../core/register/people/interest.ts';
import { placesOf } from '../../core/register/register.ts';
import { titleOf } from '../../core/rules/adoption.ts';
import { absent, type Context, grantsHeld, reach, todayOf } from '../context.ts';
import { loadDeduction } from '../deductions/deduction-load.ts';
import { stepsOpen } from '../deductions/open-steps.ts';
import { idsOfPerson, recordNow } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';

/** The first and the second decision side by side, with everything signed between and since. */
export interface AppealView {
  readonly deduction: Deduction;
  readonly process: DueProcess;
  readonly status: ReturnType<typeof appealStatus>;
  readonly names: ReadonlyMap<string, string>;
  /** What the actor could do now. */
  readonly can: readonly DeductionStep[];
  /** Length of the doctor's stream. */
  readonly length: number;
}

/** A panellist reads what has been appealed and nothing else. @throws DomainError `absent`. */
export async function appealOf(context: Context, deductionId: string): Promise<AppealView> {
  const { register, record, deduction, by } = await loadDeduction(context, 'appeal.read', deductionId);
  const { process, recorded, decided, statements } = deduction;
  if (by.role === 'appeal-panellist' && process.appeals.length === 0) throw absent();
  const signatures: (Signature | null)[] = [
    recorded,
    decided,
    ...statements,
    ...process.deliveries,
    ...process.appeals,
    ...process.appeals.map(({ ruling }) => ruling),
    ...process.waived,
    ...process.outcomes,
    process.reversalProposed,
    process.fallen,
  ];
  const members = process.appeals.flatMap(({ ruling }) => ruling?.memberIds ?? []);
  const persons = [...signatures.flatMap((signature) => signature?.by.personId ?? []), ...members];
  const names = await context.store.people.namesOf([...new Set(persons)]);
  const status = appealStatus(register, deduction, todayOf(context));
  const signerIds = await idsOfPerson(context, context.actor.personId);
  const can = stepsOpen({ ...context, signerIds }, register, record, deduction);
  return { deduction, process, status, names, can, length: record.stream.decidedOn };
}

export interface ProcessFile {
  readonly doctorId: string;
  readonly leaves: readonly Leave[];
  readonly interests: readonly (Interest & { readonly name: string })[];
  readonly openings: readonly (Opening & { readonly schemeTitle: Text })[];
  readonly length: number;
}

/** What bears on every procedure of a doctor: leaves, declared interests, balances carried over. @throws DomainError `absent`. */
export async function processFileOf(context: Context, doctorId: string): Promise<ProcessFile> {
  grantsHeld(context, 'process.read');
  const record = await recordNow(context, doctorId);
  if (record === undefined) throw absent();
  const register = await registerOf(context);
  reach(context, 'process.read', placesOf(register, record.doctor, todayOf(context)));
  const { entries } = record.dossier;
  const interests = foldInterests(entries);
  const names = await context.store.people.namesOf(interests.map(({ personId }) => personId));
  return {
    doctorId: record.doctor.doctorId,
    leaves: foldLeaves(entries),
    interests: interests.map((interest) => ({ ...interest, name: names.get(interest.personId) ?? '' })),
    openings: [...foldOpenings(entries).values()].map((opening) => {
      const { scheme } = opening.balance;
      const schemeTitle = titleOf(register.adoptions, scheme) ?? { zh: scheme, en: scheme };
      return { ...opening, schemeTitle };
    }),
    length: record.stream.decidedOn,
  };
}
