import { z } from 'zod';
import { DomainError } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Deciding } from '../procedure/deciding.ts';
import type { Finding } from '../procedure/deduction.ts';
import { acknowledgeDeduction } from '../procedure/deduction-answer.ts';
import { confirmDeduction, dismissDeduction, withdrawDeduction } from '../procedure/deduction-decide.ts';
import { recordDeduction } from '../procedure/deduction-record.ts';
import type { WorkingCalendar } from '../register/calendar.ts';
import type { Dossier } from '../register/dossier.ts';
import { sanctionsOf } from '../sanction/due.ts';
import { standingOf } from '../standing.ts';
import { type Instant, type IsoDate, instantOf, isIsoDate, startOfShanghaiDay } from '../time.ts';
import { withAdoption } from './adoption.ts';
import { refusalMismatches, standingMismatches, triggerMismatches } from './cases-outcome.ts';
import { imposingSteps, openingSteps, processSteps } from './cases-process.ts';
import type { RulesRegister } from './register.ts';
import { rowsOf, type Scheme } from './scheme.ts';

/** The worked cases of one scheme version: findings in, points out. They are its tests, written for those who adopt it. */
export type SchemeCases = z.output<typeof casesFormat>;
export type WorkedCase = SchemeCases['cases'][number];

/** One thing that came out otherwise than the case says. */
export interface Mismatch {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** @throws DomainError `cases.invalid` with one row for each thing wrong. */
export function parseCases(data: unknown): SchemeCases {
  const read = casesFormat.safeParse(data);
  if (!read.success) throw new DomainError('invalid', 'cases.invalid', {}, rowsOf(read.error, data, 'cases'));
  return read.data;
}

/**
 * Plays a case through the same decisions that the service takes: recorded by one person, acknowledged by the doctor the
 * same day, confirmed or dismissed by another.
 *
 * @returns what came out otherwise; empty: the scheme does what the case says.
 */
export function runCase(scheme: Scheme, calendar: WorkingCalendar, worked: WorkedCase): Mismatch[] {
  const register = caseRegister(scheme, calendar);
  const entries: Entry[] = [];
  const refused = new Map<string, string>();
  const write = (event: DomainEvent, by: string, on: IsoDate) => {
    const at = laterOf(entries.at(-1)?.at, morningOf(on));
    entries.push({ seq: entries.length, at, by: signer(by), streams: [], event });
  };
  for (const grant of rightsOf(worked)) write(grant, medicalAffairs, caseBegin);
  for (const leave of leavesOf(worked)) write(leave, medicalAffairs, caseBegin);
  for (const step of stepsOf(scheme, worked)) {
    if (refused.has(step.findingId)) continue;
    const now = laterOf(entries.at(-1)?.at, morningOf(step.on));
    const dossier = { doctorIds: [doctor] as const, entries };
    try {
      write(step.decide({ register, dossier, by: signer(step.by), signerIds: [step.by], now }), step.by, step.on);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.set(step.findingId, error.code);
    }
  }
  const dossier: Dossier = { doctorIds: [doctor], entries };
  const standings = standingOf(register, dossier, worked.asOf);
  return [
    ...refusalMismatches(worked, refused),
    ...triggerMismatches(worked, sanctionsOf(register, dossier, worked.asOf)),
    ...standingMismatches(
      worked,
      standings.find((standing) => standing.schemeId === scheme.id),
    ),
  ];
}

const date = z.string().refine(isIsoDate, 'a date YYYY-MM-DD that exists');

const finding = z.strictObject({
  id: z.string().min(1),
  code: z.string().min(1),
  /** An antibacterial stands on the sheet. */
  antibacterial: z.boolean().default(false),
  act: z.string().min(1),
  hospital: z.string().default('hospital-1'),
  occurredOn: date,
  /** Default: the day of the act. */
  recordedOn: date.optional(),
  confirmedOn: date.optional(),
  dismissedOn: date.optional(),
  exculpation: z.string().nullable().default(null),
  withdrawnOn: date.optional(),
  /** On paper, of the confirmation. */
  deliveredOn: date.optional(),
  appealedOn: date.optional(),
  /** By the first instance that the scheme names; `points` only for reduced. */
  ruled: z
    .strictObject({ on: date, outcome: z.enum(['upheld', 'reduced', 'revoked']), points: z.int().optional() })
    .optional(),
  /** Proposed by one person and confirmed by another on this day. */
  reversedOn: date.optional(),
  points: z.int().nullable().default(null),
  /** Default: given where points are. */
  pointsReason: z.string().optional(),
  external: z.strictObject({ document: z.string().min(1), decidedOn: date }).optional(),
  /** The code with which one of its steps must be refused. */
  refused: z.string().optional(),
});

const casesFormat = z.strictObject({
  scheme: z.string().min(1),
  version: z.string().min(1),
  cases: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        findings: z.array(finding).default([]),
        /** Days on which an accepted activity was confirmed. */
        credits: z.array(date).default([]),
        /** Documented absences of the doctor. */
        leaves: z.array(z.strictObject({ from: date, until: date })).default([]),
        /** Balances carried over from paper, as `opening-1` and so on. */
        openings: z.array(z.strictObject({ points: z.int(), carriedOn: date, confirmedOn: date })).default([]),
        /** Measures by which the first hospital answered a statutory trigger. */
        imposed: z.array(z.strictObject({ trigger: z.string(), on: date, from: date })).default([]),
        asOf: date,
        expect: z.strictObject({
          left: z.int().min(0),
          /** Σ counted − Σ credits before floor and ceiling, where the case is about it. */
          uncapped: z.int().optional(),
          /** The part of what counts that is contested, where the case is about it; such items stand in `counted` too. */
          contested: z.int().optional(),
          /** Points by finding id; every counted finding of the cycle must be named. */
          counted: z.record(z.string(), z.int()).default({}),
          /** The last reason by finding id; every one of the cycle must be named. */
          notCounted: z.record(z.string(), z.string()).default({}),
          open: z.array(z.string()).default([]),
          /** Ids of the thresholds that have fallen due so far, in order. */
          due: z.array(z.string()).default([]),
          /** Ids of the statutory triggers that were reached so far, in order, where the case is about them. */
          triggers: z.array(z.string()).optional(),
        }),
      }),
    )
    .min(1),
});

const antibacterial = { name: 'worked case', code: null, grade: 'unrestricted' } as const;
const doctor = 'doctor';
const recorder = 'recorder';
const confirmer = 'confirmer';
const medicalAffairs = 'medical-affairs';
const city = 'city';
/** Rights in worked cases are older than every act in them. */
const caseBegin = '2000-01-01';

export interface Step {
  readonly findingId: string;
  readonly on: IsoDate;
  readonly by: string;
  readonly decide: (context: Deciding) => DomainEvent;
}

/** All steps of all findings and credits by day; within a day in the order the case lists them. */
function stepsOf(scheme: Scheme, worked: WorkedCase): Step[] {
  const steps = [
    ...worked.findings.flatMap((each) => [...findingSteps(scheme, each), ...processSteps(scheme, each)]),
    ...openingSteps(scheme, worked.openings),
    ...imposingSteps(worked.imposed),
    ...worked.credits.flatMap((on, index) => creditSteps(scheme, `credit-${index + 1}`, on)),
  ];
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function findingSteps(scheme: Scheme, given: WorkedCase['findings'][number]): Step[] {
  const { id: deductionId, exculpation } = given;
  const recordedOn = given.recordedOn ?? given.occurredOn;
  const step = (on: IsoDate | undefined, by: string, decide: Step['decide']): Step[] =>
    on === undefined ? [] : [{ findingId: deductionId, on, by, decide }];
  return [
    ...step(recordedOn, recorder, (context) => recordDeduction(context, findingOf(scheme, given))),
    ...step(recordedOn, doctor, (context) => acknowledgeDeduction(context, { deductionId })),
    ...step(given.confirmedOn, confirmer, (context) => confirmDeduction(context, { deductionId, note: '' })),
    ...step(given.dismissedOn, confirmer, (context) =>
      dismissDeduction(context, { deductionId, reason: '', exculpation }),
    ),
    ...step(given.withdrawnOn, recorder, (context) => withdrawDeduction(context, { deductionId, reason: '' })),
  ];
}

function creditSteps(scheme: Scheme, creditId: string, on: IsoDate): Step[] {
  const recorded: DomainEvent = {
    kind: 'credit.recorded',
    v: 1,
    creditId,
    doctorId: doctor,
    hospitalId: 'hospital-1',
    scheme: scheme.id,
    activity: creditId,
    doneOn: on,
    evidence: [],
  };
  const confirmed: DomainEvent = { kind: 'credit.confirmed', v: 1, creditId, doctorId: doctor, note: '' };
  return [
    { findingId: creditId, on, by: recorder, decide: () => recorded },
    { findingId: creditId, on, by: confirmer, decide: () => confirmed },
  ];
}

function findingOf(scheme: Scheme, given: WorkedCase['findings'][number]): Finding {
  const { id, code, act, hospital, occurredOn, points, external } = given;
  const pointsReason = given.pointsReason ?? (points === null ? null : 'worked case');
  return {
    deductionId: id,
    findingId: id,
    doctorId: doctor,
    capacity: 'prescriber',
    hospitalId: hospital,
    occurredOn,
    setting: 'outpatient',
    department: '',
    wardId: null,
    drugs: given.antibacterial ? [antibacterial] : [],
    actRef: act,
    reviewRef: '',
    sheets: 1,
    circumstances: { responsibility: null, mitigating: [], aggravating: [] },
    evidence: [],
    remarks: '',
    source: 'worked-case',
    externalDecision: external === undefined ? null : { ...external, authority: 'worked case' },
    items: [{ scheme: scheme.id, code, points, pointsReason }],
    leadId: null,
  };
}

/** A city that has adopted just this scheme; every hospital in it is of level 3. */
function caseRegister(scheme: Scheme, calendar: WorkingCalendar): RulesRegister {
  const adoptions = withAdoption([], {
    kind: 'scheme.adopted',
    v: 1,
    schemeId: scheme.id,
    hash: '',
    from: scheme.inForce.from,
    jurisdictionId: city,
    document: null,
    scheme,
  });
  return {
    adoptions,
    calendar,
    hospitalOn: (hospitalId) => ({ level: 3, jurisdictionIds: [hospitalId, city] }),
    hospitalName: (hospitalId) => hospitalId,
    hospitalOfWard: () => undefined,
  };
}

function rightsOf({ findings }: WorkedCase): DomainEvent[] {
  const hospitalIds = new Set(['hospital-1', ...findings.map((each) => each.hospital)]);
  return [...hospitalIds].map((hospitalId) => ({
    kind: 'right.granted',
    v: 1,
    doctorId: doctor,
    hospitalId,
    grantId: `right-${hospitalId}`,
    rightKind: 'general',
    from: caseBegin,
    document: null,
  }));
}

function leavesOf({ leaves }: WorkedCase): DomainEvent[] {
  return leaves.map(({ from, until }) => {
    const leave = { leaveId: `leave-${from}`, doctorId: doctor, hospitalId: 'hospital-1', from, until };
    return { kind: 'leave.recorded', v: 1, ...leave, document: 'worked case' };
  });
}

function signer(personId: string): Entry['by'] {
  return { personId, accountId: personId, role: personId };
}

/** Ten in the morning in Shanghai: no case depends on the time of day. */
function morningOf(on: IsoDate): Instant {
  return instantOf(Date.parse(startOfShanghaiDay(on)) + 10 * 3_600_000);
}

/** The ledger's clock never goes back. */
function laterOf(before: Instant | undefined, now: Instant): Instant {
  return before !== undefined && before > now ? before : now;
}
