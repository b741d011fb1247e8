import { z } from 'zod';
import { DomainError, type ProblemRow } from '../errors.ts';
import { isIsoDate } from '../time.ts';
import { appeal, leave } from './scheme-appeal.ts';
import { contradictionsOf } from './scheme-check.ts';
import { ownProvenance, provenance } from './scheme-provenance.ts';
import { trigger } from './scheme-trigger.ts';
import { code, identifier, legalBasis, lengthInMonths, requirement, rightKind } from './scheme-words.ts';

/**
 * A scheme (记分办法) as a file carries it and as an adopting entry repeats it, text and all. Rules are data: nothing in
 * the code knows a code, a number of points or a threshold. Unknown fields are refused, because a misspelt rule that is
 * silently ignored would score people by a rule nobody wrote.
 */
export type Scheme = Frozen<z.output<typeof schemeFormat>>;
/** The name that entries use for the same thing. */
export type SchemeFile = Scheme;

export type Provenance = Scheme['provenance'];
export type Violation = Scheme['violations'][number];
export type CountingRule = Scheme['counting'][number];
export type Threshold = Scheme['thresholds'][number];
export type CreditRule = NonNullable<Scheme['credits']>;
export type CycleRule = Scheme['cycle'];
export type Clock = Scheme['clocks'][ClockName];
type ClockName = keyof Scheme['clocks'];

/**
 * Reads a scheme from plain data (parsed YAML or JSON) and fills in what a file may leave out.
 *
 * @throws DomainError `scheme.invalid` with one row for each thing wrong: its path, the value found and a code.
 */
export function parseScheme(data: unknown): Scheme {
  const read = schemeFormat.safeParse(data);
  if (!read.success) throw new DomainError('invalid', 'scheme.invalid', {}, rowsOf(read.error, data, 'scheme'));
  const rows = contradictionsOf(read.data);
  if (rows.length > 0) throw new DomainError('invalid', 'scheme.invalid', { scheme: read.data.id }, rows);
  return read.data;
}

/** One row for each complaint of zod, with the value that stands there; `prefix` is the noun the codes begin with. */
export function rowsOf(error: z.ZodError, data: unknown, prefix: string): ProblemRow[] {
  return error.issues.flatMap((issue): ProblemRow[] => {
    const value = shown(valueAt(data, issue.path));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        at: pathText([...issue.path, key]),
        value: shown(valueAt(data, [...issue.path, key])),
        code: `${prefix}.unknown-field`,
        parameters: { field: key },
      }));
    }
    const at = pathText(issue.path);
    if (value === undefined) return [{ at, code: `${prefix}.missing-field`, parameters: { field: at } }];
    return [{ at, value, code: `${prefix}.bad-value`, parameters: { value, expected: issue.message } }];
  });
}

type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

// Points and days have ceilings only so that a slip of the keyboard (120 for 12) is caught here and not in a hearing.
const maxPoints = 100;
const maxDays = 3_660;
/** A hold without a hearing is short whatever a scheme says; one may say less. */
const maxHoldWorkingDays = 10;

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const date = z.string().refine(isIsoDate, 'a date YYYY-MM-DD that exists');
const points = z.int().min(0).max(maxPoints);

/**
 * natural-year: 1 January to 31 December. anniversary: `months` from the anchor's day and again. rolling: the `months`
 * that end with the day asked about.
 */
const cycle = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('natural-year') }),
  z.strictObject({
    kind: z.literal('anniversary'),
    months: z.int().min(1).max(120),
    anchor: z.enum(['licensed-on', 'first-right']),
  }),
  z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(120) }),
]);

const violation = z.strictObject({
  code,
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Stated by the scheme, or a range inside which a person chooses with a reason. 0: linked, never scored. */
  points: z.union([points, z.strictObject({ min: points, max: points })]),
  category: identifier,
  /** Who can be held to it. A pharmacist's failing is never recorded on a prescriber. */
  subject: z.enum(['prescriber', 'pharmacist']).default('prescriber'),
  legalBasis: legalBasis.default('internal-points'),
  /** The article that names the violation; null: none does. */
  source: z.string().nullable().default(null),
  provenance: ownProvenance,
  exculpations: z.array(identifier).default([]),
  /** 移送: the authority must also hear of it, whatever the points. */
  referral: z.boolean().default(false),
});

/** A documented reason that makes the finding fall; the confirmer dismisses and names it. */
const exculpation = z.strictObject({
  id: identifier,
  zh: z.string().min(1),
  en: z.string().min(1),
  source: z.string().nullable().default(null),
});

/** Run in the order listed here, whatever the file's order is, for every finding by foundOn and then ledger position. */
const countingRule = z.discriminatedUnion('kind', [
  /** From the second finding of `code` in a cycle on (about another act) it weighs `points`. */
  z.strictObject({ kind: z.literal('repeated'), code, points, provenance: ownProvenance }),
  /** One prescription or order scores its highest item only; different acts are summed. */
  z.strictObject({ kind: z.literal('highest-per-act'), provenance: ownProvenance }),
  /** The first of these codes in a cycle is a reminder with 0 points, and never later becomes a deduction. */
  z.strictObject({
    kind: z.literal('first-is-reminder'),
    codes: z.array(code).min(1),
    /** Whether the reminder uses up the points of the monthly cap that it would have been; a reminder itself has none. */
    usesMonthlyCap: z.boolean().default(false),
    /** Whether an equal item about the prescription that was a reminder counts after all, instead of being no higher. */
    freesAct: z.boolean().default(false),
    provenance: ownProvenance,
  }),
  /** At most `points` of these codes per doctor, hospital and month of occurredOn. */
  z.strictObject({
    kind: z.literal('monthly-cap'),
    codes: z.array(code).min(1),
    points: points.min(1),
    provenance: ownProvenance,
  }),
]);

/** What falls due when the points of a cycle reach `at`. It proposes to a person; it never changes a right by itself. */
const threshold = z.strictObject({
  id: identifier,
  at: points.min(1),
  /** cycle: the sum of a cycle. single-event: the points of one event (one external decision, or one act). */
  measured: z.enum(['cycle', 'single-event']).default('cycle'),
  /** Thresholds that do not fall due when this one does: 12 at once replaces 12 accumulated. */
  insteadOf: z.array(identifier).default([]),
  due: z.enum(['reminder', 'interview', 'restriction', 'suspension', 'termination']),
  zh: z.string().min(1),
  en: z.string().min(1),
  by: z.enum(['department', 'hospital', 'commission', 'insurance-agency']),
  /** What the doctor must do before it ends, e.g. study, training, exam. */
  requires: z.array(requirement).default([]),
  /** Which rights a restriction or suspension takes; empty where it takes none. */
  rightKinds: z.array(rightKind).default([]),
  /** How long it holds, in months; null: no length, or until what it requires is done. */
  months: lengthInMonths.nullable().default(null),
  legalBasis: legalBasis.default('internal-points'),
  source: z.string().nullable().default(null),
  provenance: ownProvenance,
});

const credits = z.strictObject({
  pointsEach: points.min(1),
  capPerCycle: points.min(1),
  /** Items of at least this many points cannot be earned back; null: all can. */
  notForItemsOf: points.nullable().default(null),
  zh: z.string().min(1),
  en: z.string().min(1),
  provenance: ownProvenance,
});

/** The day a clock starts from is not counted; its last day is `due` and belongs to the window to its last moment. */
const clock = <From extends string, Missed extends string>(from: From, onMissed: Missed) =>
  z.strictObject({
    days: z.int().min(1).max(maxDays),
    unit: z.enum(['working', 'calendar']),
    from: z.literal(from).default(from as never),
    onMissed: z.literal(onMissed).default(onMissed as never),
    source: z.string().nullable().default(null),
    provenance: ownProvenance,
  });

/** Silence never works against the doctor: each clock says what a missed one leads to, and nothing else happens. */
const clocks = z.strictObject({
  record: clock('occurred', 'refused'),
  statement: clock('recorded', 'confirmable'),
  confirmation: clock('recorded', 'lapsed'),
  delivery: clock('confirmed', 'overdue'),
  appeal: clock('delivered', 'final'),
  ruling: clock('appealed', 'stay-continues'),
});

const schemeFormat = z.strictObject({
  id: identifier,
  version: z.string().min(1).max(40),
  title: text,
  /** Half-open: `until` is the first day it no longer holds; null: open. */
  inForce: z.strictObject({ from: date, until: date.nullable().default(null) }),
  source: z.strictObject({
    document: z.string().nullable().default(null),
    publishedOn: date.nullable().default(null),
    note: text,
  }),
  provenance,
  /** Only presentation: points are added up either way. */
  direction: z.enum(['deduct', 'accumulate']),
  total: points.min(1),
  cycle,
  /** Which day chooses the cycle: that of the finding (认定) or that of the act. */
  chargedBy: z.enum(['finding', 'act']).default('finding'),
  /** findings: recorded here. external-decisions: only an authority's decision with its document number scores. */
  factsFrom: z.enum(['findings', 'external-decisions']).default('findings'),
  enrolment: z.strictObject({
    kind: z.literal('right-granted'),
    hospitalLevelAtLeast: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  }),
  categories: z.array(z.strictObject({ id: identifier, zh: z.string().min(1), en: z.string().min(1) })).min(1),
  violations: z.array(violation).min(1),
  exculpations: z.array(exculpation).default([]),
  counting: z.array(countingRule),
  /** Where one finding crosses several thresholds: only the highest falls due, or each. */
  crossing: z.enum(['highest', 'each']).default('highest'),
  thresholds: z.array(threshold).min(1),
  /** What the law ties to findings whatever the balance is. */
  triggers: z.array(trigger).default([]),
  credits: credits.nullable().default(null),
  clocks,
  appeal: appeal.default({ levels: [], source: null, provenance: null }),
  leave: leave.nullable().default(null),
  /** Whether what a threshold makes due waits while an appeal is open. */
  stay: z.strictObject({
    whileAppealOpen: z.boolean(),
    /** Whether a safety hold may be put on a right at once, and for how long until a second person renews it. */
    exceptSafetyHold: z.boolean(),
    safetyHoldWorkingDays: z.int().min(1).max(maxHoldWorkingDays).default(maxHoldWorkingDays),
    provenance: ownProvenance,
  }),
  retention: z.strictObject({ yearsAfterCycle: z.int().min(1).max(100), provenance: ownProvenance }),
});

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    data,
  );
}

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.length > maxShownCharacters ? `${words.slice(0, maxShownCharacters)}…` : words;
}

const maxShownCharacters = 80;

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (before, key) =>
      typeof key === 'number' ? `${before}[${key}]` : before === '' ? String(key) : `${before}.${String(key)}`,
    '',
  );
}
