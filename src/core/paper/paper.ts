import type { Text } from '../explanation.ts';
import type { AppealBody, DeliveryHow, Minutes, RulingOutcome } from '../procedure/appeal/due-process.ts';
import type { Finding, Signature } from '../procedure/deduction.ts';
import type { ClockDue } from '../register/calendar.ts';
import type { LegalBasis } from '../register/right.ts';
import type { Clock, Provenance, Threshold } from '../rules/scheme.ts';
import type { Requirement } from '../rules/scheme-words.ts';
import type { IsoDate } from '../time.ts';

/**
 * The papers (文书) that can be printed, sealed and signed by hand: what each says, without its words. None holds more than
 * the entries do, and none names a patient: the act is the hospital's own number of it.
 */
export type Paper = NoticePaper | DecisionPaper | DeliveryPaper | RulingPaper | InterviewPaper;

/** 告知书、认定书、送达回证、复核书. */
export const deductionPapers = ['notice', 'decision', 'delivery', 'ruling'] as const;
export type DeductionPaper = (typeof deductionPapers)[number];

export interface PaperHead {
  /** null: what the paper is about has not been signed yet, and gets its number with its entry. */
  readonly number: string | null;
  readonly hospitalName: string;
  readonly doctor: { readonly name: string; readonly staffNo: string | null; readonly department: string };
  readonly issuedOn: IsoDate | null;
}

/** Where a rule stands, and how well founded it is: a proposal must not look like a regulation on paper. */
export interface PaperRule {
  readonly scheme: Text;
  readonly schemeVersion: string;
  /** Number of the document by which the scheme binds; null: none is known. */
  readonly document: string | null;
  readonly legalBasis: LegalBasis;
  readonly source: string | null;
  readonly provenance: Provenance;
}

export interface PaperItem extends PaperRule {
  readonly code: string;
  readonly text: Text;
  /** As the scheme states them or as chosen inside its range, before any rule of counting. */
  readonly points: number;
}

export type PaperFacts = Pick<
  Finding,
  'occurredOn' | 'setting' | 'department' | 'actRef' | 'reviewRef' | 'sheets' | 'remarks' | 'externalDecision'
> & { readonly drugs: readonly string[]; readonly evidence: number };

export interface NoticePaper {
  readonly kind: 'notice';
  readonly head: PaperHead;
  readonly facts: PaperFacts;
  readonly items: readonly PaperItem[];
  /** Until when the doctor may state (陈述申辩). */
  readonly statement: ClockDue;
  readonly recordedBy: string;
}

export interface DecisionPaper {
  readonly kind: 'decision';
  readonly head: PaperHead;
  readonly facts: PaperFacts;
  readonly items: readonly PaperItem[];
  readonly statements: readonly { readonly on: IsoDate; readonly text: string }[];
  readonly acknowledgedOn: IsoDate | null;
  readonly foundOn: IsoDate;
  readonly note: string;
  readonly recordedBy: string;
  readonly confirmedBy: string;
  readonly minutes: Minutes | null;
  /** How the doctor can appeal; null: the scheme names nobody who would rule. */
  readonly appeal: { readonly body: AppealBody; readonly clock: Pick<Clock, 'days' | 'unit'> } | null;
}

export interface DeliveryPaper {
  readonly kind: 'delivery';
  readonly head: PaperHead;
  /** Which paper is served, by its number. */
  readonly served: { readonly kind: 'decision' | 'ruling'; readonly number: string; readonly on: IsoDate };
  /** Until when it is to be delivered; null once it has been. */
  readonly deliverBy: ClockDue | null;
  /** null: not yet; the lines are left blank, to be signed. */
  readonly delivered: {
    readonly how: DeliveryHow;
    readonly receivedOn: IsoDate;
    readonly recordedOn: IsoDate;
    readonly document: string | null;
    readonly witness: string | null;
    readonly recordedBy: string;
  } | null;
}

export interface RulingPaper {
  readonly kind: 'ruling';
  readonly head: PaperHead;
  readonly level: number;
  readonly body: AppealBody;
  readonly appealedOn: IsoDate;
  readonly grounds: string;
  readonly outcome: RulingOutcome;
  readonly reason: string;
  readonly ruledBy: readonly string[];
  readonly minutes: Minutes;
  /** The decision appealed against. */
  readonly first: {
    readonly number: string;
    readonly on: IsoDate;
    readonly by: string;
    readonly outcome: 'confirmed' | RulingOutcome;
    readonly reason: string;
  };
  /** What each item weighs by the one and by the other decision. */
  readonly items: readonly (PaperItem & { readonly before: number; readonly after: number })[];
}

export interface InterviewPaper {
  readonly kind: 'interview';
  readonly head: PaperHead;
  readonly rule: PaperRule;
  readonly text: Text;
  readonly due: Threshold['due'];
  readonly dueOn: IsoDate;
  /** Points reached, or acts counted. */
  readonly reached: { readonly of: 'points' | 'acts'; readonly at: number; readonly count: number };
  readonly requires: readonly Requirement[];
  /** null: the talk has not been held; the lines are left blank, to be filled in there. */
  readonly held: {
    readonly on: IsoDate;
    readonly minutes: string;
    readonly sha256: string | null;
    readonly recordedBy: string;
  } | null;
}

/**
 * The number of a paper: its word (字), the Shanghai year and the ledger position of the entry it is about, and the last
 * six characters of the hospital's id, as in 认〔2026〕8XK4TW-1024号. The position alone makes it unique in the ledger; it
 * is the same whenever the paper is printed, and whoever holds the paper finds the entry and its receipt by it.
 */
export function documentNumber(
  kind: Paper['kind'],
  hospitalId: string,
  { seq, on }: Pick<Signature, 'seq' | 'on'>,
): string {
  return `${words[kind]}〔${on.slice(0, 4)}〕${hospitalId.slice(-6).toUpperCase()}-${seq}号`;
}

const words: Readonly<Record<Paper['kind'], string>> = {
  notice: '告',
  decision: '认',
  delivery: '达',
  ruling: '复',
  interview: '谈',
};
