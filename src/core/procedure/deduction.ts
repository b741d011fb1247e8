import type { Entry, Signer } from '../ledger/entry.ts';
import { foldLeaves, type Leave } from '../register/leave.ts';
import { type Instant, type IsoDate, shanghaiDateOf } from '../time.ts';
import {
  afterStep,
  type DueProcess,
  type DueProcessEvent,
  type Minutes,
  openAppeal,
  untouched,
} from './appeal/due-process.ts';

/** 门诊 / 急诊 / 住院. */
export type Setting = 'outpatient' | 'emergency' | 'inpatient';

/** What was found, one per scheme: a violation code, and points only where that scheme gives a range. */
export interface FoundItem {
  readonly scheme: string;
  readonly code: string;
  /** Chosen inside the violation's range, with the reason; null where the scheme states the points itself. */
  readonly points: number | null;
  readonly pointsReason: string | null;
}

export interface DrugOnSheet {
  readonly name: string;
  readonly code: string | null;
  /** 非限制 / 限制 / 特殊使用级, for antibacterials. */
  readonly grade: 'unrestricted' | 'restricted' | 'special' | null;
}

export interface Evidence {
  /** A reference into the hospital's own system; never a patient's name or number. */
  readonly ref: string;
  readonly note: string | null;
  readonly sha256: string | null;
}

/** A decision of an authority that rx12 did not take and never computes: its document number makes it a fact. */
export interface ExternalDecision {
  readonly document: string;
  readonly authority: string;
  readonly decidedOn: IsoDate;
}

export type Responsibility = 'general' | 'important' | 'main';

export interface Circumstances {
  /** 一般 / 重要 / 主要责任. */
  readonly responsibility: Responsibility | null;
  readonly mitigating: readonly string[];
  readonly aggravating: readonly string[];
}

export type Capacity = 'prescriber' | 'countersigner' | 'supervisor' | 'other';

/** One finding (认定) about one act of one doctor. Several persons responsible for one act share `findingId`. */
export interface Finding {
  readonly deductionId: string;
  readonly findingId: string;
  readonly doctorId: string;
  /** What this person was to the act. */
  readonly capacity: Capacity;
  readonly hospitalId: string;
  readonly occurredOn: IsoDate;
  readonly setting: Setting;
  readonly department: string;
  readonly wardId: string | null;
  readonly drugs: readonly DrugOnSheet[];
  /** The prescription or order, as the hospital's own system numbers it. */
  readonly actRef: string;
  /** The batch or inspection the act was found in: default hospital + month of occurredOn + source. */
  readonly reviewRef: string;
  readonly sheets: number;
  readonly circumstances: Circumstances;
  readonly evidence: readonly Evidence[];
  readonly remarks: string;
  readonly source: string;
  /** Where an authority decided and this only records it; its date is then the day of the finding. */
  readonly externalDecision: ExternalDecision | null;
  readonly items: readonly FoundItem[];
  readonly leadId: string | null;
}

/**
 * What has been signed so far. What only time has done (confirmable, lapsed) is `deductionStatus`, for a given day; how
 * far delivery and appeal of a confirmed one have come is `appealStatus`. Revoked and reversed ones once were confirmed.
 */
export type DeductionState =
  | 'recorded'
  | 'stated'
  | 'acknowledged'
  | 'confirmed'
  | 'dismissed'
  | 'withdrawn'
  | 'revoked'
  | 'reversed';

/** A finding and everything signed about it since. */
export interface Deduction {
  readonly finding: Finding;
  readonly state: DeductionState;
  readonly recorded: Signature;
  readonly statements: readonly Statement[];
  readonly acknowledged: Signature | null;
  /** The step that ended the open state; null while it is open. */
  readonly decided: Decision | null;
  /** The day of the finding (认定): that of the confirming entry, or of the authority's decision; null until confirmed. */
  readonly foundOn: IsoDate | null;
  /** Since when the points are contested; null: they are not. */
  readonly contestedOn: IsoDate | null;
  /** Delivery, appeals and rulings, outcomes from outside, reversal. */
  readonly process: DueProcess;
  /** The documented absences of the doctor, which pause clocks. */
  readonly leaves: readonly Leave[];
}

/** Who signed an entry, where it stands in the ledger, and its Shanghai date. */
export interface Signature {
  readonly by: Signer;
  readonly seq: number;
  readonly at: Instant;
  readonly on: IsoDate;
}

export interface Statement extends Signature {
  readonly text: string;
  readonly attachments: readonly Evidence[];
}

export interface Decision extends Signature {
  readonly outcome: 'confirmed' | 'dismissed' | 'withdrawn';
  readonly reason: string;
  /** The reason listed by the scheme for which the finding fell. */
  readonly exculpation: string | null;
  /** Where many were confirmed in one act, what that act rests on. */
  readonly minutes?: Minutes;
}

/** The deductions of a doctor's entries by deduction id, in the order they were recorded. */
export function foldDeductions(entries: readonly Entry[]): ReadonlyMap<string, Deduction> {
  const deductions = new Map<string, Deduction>();
  for (const entry of entries) {
    const { event } = entry;
    if (event.kind === 'deduction.recorded') {
      deductions.set(event.deductionId, recordedBy(event, signatureOf(entry)));
    } else if (isDeductionStep(event)) {
      const before = deductions.get(event.deductionId);
      // A step about a deduction of another stream: the other records of a merge are read only where they are given.
      if (before !== undefined) deductions.set(event.deductionId, after(before, event, signatureOf(entry)));
    }
  }
  const leaves = foldLeaves(entries);
  if (leaves.length > 0) {
    for (const [deductionId, deduction] of deductions) deductions.set(deductionId, { ...deduction, leaves });
  }
  return deductions;
}

function recordedBy(finding: Finding, recorded: Signature): Deduction {
  return {
    finding,
    state: 'recorded',
    recorded,
    statements: [],
    acknowledged: null,
    decided: null,
    foundOn: null,
    contestedOn: null,
    process: untouched,
    leaves: [],
  };
}

function after(before: Deduction, event: DeductionStep, signature: Signature): Deduction {
  switch (event.kind) {
    case 'deduction.stated': {
      const statement = { ...signature, text: event.text, attachments: event.attachments };
      return { ...before, state: 'stated', statements: [...before.statements, statement] };
    }
    case 'deduction.acknowledged':
      return { ...before, state: 'acknowledged', acknowledged: signature };
    case 'deduction.confirmed': {
      const { note: reason, minutes } = event;
      const cited = minutes === undefined ? {} : { minutes };
      const decided = { ...signature, outcome: 'confirmed', reason, exculpation: null, ...cited } as const;
      const foundOn = before.finding.externalDecision?.decidedOn ?? signature.on;
      return { ...before, state: 'confirmed', decided, foundOn };
    }
    case 'deduction.dismissed': {
      const { reason, exculpation } = event;
      return { ...before, state: 'dismissed', decided: { ...signature, outcome: 'dismissed', reason, exculpation } };
    }
    case 'deduction.withdrawn': {
      const decided = { ...signature, outcome: 'withdrawn', reason: event.reason, exculpation: null } as const;
      return { ...before, state: 'withdrawn', decided };
    }
    default:
      return afterDueProcess(before, event, signature);
  }
}

/** A step that acts back may be read without the confirmation it is about: then there is nothing for it to act on. */
function afterDueProcess(before: Deduction, event: DueProcessEvent, signature: Signature): Deduction {
  if (before.decided?.outcome !== 'confirmed') return before;
  const process = afterStep(before.process, before.decided, event, signature);
  const contestedOn = openAppeal(process)?.on ?? null;
  return { ...before, state: process.fallen?.how ?? before.state, process, contestedOn };
}

type DeductionStep = Exclude<DeductionEvent, { readonly kind: 'deduction.recorded' }>;

function isDeductionStep(event: Entry['event']): event is DeductionStep {
  return event.kind.startsWith('deduction.') && event.kind !== 'deduction.recorded';
}

export function signatureOf({ by, seq, at }: Entry): Signature {
  return { by, seq, at, on: shanghaiDateOf(at) };
}

export type DeductionEvent =
  | DueProcessEvent
  | ({ readonly kind: 'deduction.recorded'; readonly v: 1 } & Finding)
  | {
      readonly kind: 'deduction.stated';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly text: string;
      readonly attachments: readonly Evidence[];
    }
  | { readonly kind: 'deduction.acknowledged'; readonly v: 1; readonly deductionId: string; readonly doctorId: string }
  | {
      readonly kind: 'deduction.confirmed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly note: string;
      /** Where many were confirmed in one act: the committee's minutes. */
      readonly minutes?: Minutes;
    }
  | {
      readonly kind: 'deduction.dismissed';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly reason: string;
      readonly exculpation: string | null;
    }
  | {
      readonly kind: 'deduction.withdrawn';
      readonly v: 1;
      readonly deductionId: string;
      readonly doctorId: string;
      readonly reason: string;
    };
