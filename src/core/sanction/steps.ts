import type { Entry } from '../ledger/entry.ts';
import type { Evidence, Signature } from '../procedure/deduction.ts';
import type { Requirement } from '../rules/scheme-words.ts';
import { type IsoDate, shanghaiDateOf } from '../time.ts';

/**
 * What is signed about a sanction due beside the measure on a right that answers it (`right.measured`): the commission's
 * order, the talk held (谈话、约谈) with its minutes, what the doctor has done since, and a proposal set aside.
 * `sanctionDueId` names the threshold or trigger reached, for good; see SanctionDue and TriggerReached.
 */
export type SanctionEvent =
  | (About & { readonly kind: 'sanction.ordered'; readonly v: 1; readonly document: string; readonly reason: string })
  | (About & {
      readonly kind: 'sanction.talk-held';
      readonly v: 1;
      readonly heldOn: IsoDate;
      /** 约谈记录: where they are kept, with their hash. */
      readonly minutes: Evidence;
    })
  | (About & {
      readonly kind: 'sanction.requirement-met';
      readonly v: 1;
      readonly requirement: Requirement;
      readonly doneOn: IsoDate;
      readonly passed: boolean;
      readonly evidence: readonly Evidence[];
    })
  | (About & { readonly kind: 'sanction.set-aside'; readonly v: 1; readonly reason: string });

interface About {
  readonly sanctionDueId: string;
  readonly doctorId: string;
  /** The hospital whose duty it is. */
  readonly hospitalId: string;
}

export type SanctionOrder = Signature & { readonly document: string; readonly reason: string };
export type TalkHeld = Signature & { readonly heldOn: IsoDate; readonly minutes: Evidence };
export type RequirementResult = Signature & {
  readonly requirement: Requirement;
  readonly doneOn: IsoDate;
  readonly passed: boolean;
  readonly evidence: readonly Evidence[];
};
export type SetAside = Signature & { readonly reason: string };

/** Everything signed about one sanction due at one hospital. */
export interface SanctionSteps {
  readonly order: SanctionOrder | null;
  readonly talk: TalkHeld | null;
  /** In the order they were recorded; a failed exam may be followed by a passed one. */
  readonly results: readonly RequirementResult[];
  readonly setAside: SetAside | null;
}

export const noSteps: SanctionSteps = { order: null, talk: null, results: [], setAside: null };

/** By sanction due and hospital; see `stepsAt`. */
export type Sanctions = ReadonlyMap<string, SanctionSteps>;

export function foldSanctions(entries: readonly Entry[]): Sanctions {
  const sanctions = new Map<string, SanctionSteps>();
  for (const { event, by, seq, at } of entries) {
    switch (event.kind) {
      case 'sanction.ordered':
      case 'sanction.talk-held':
      case 'sanction.requirement-met':
      case 'sanction.set-aside': {
        const key = keyOf(event.sanctionDueId, event.hospitalId);
        const before = sanctions.get(key) ?? noSteps;
        sanctions.set(key, after(before, event, { by, seq, at, on: shanghaiDateOf(at) }));
        break;
      }
    }
  }
  return sanctions;
}

export function stepsAt(sanctions: Sanctions, sanctionDueId: string, hospitalId: string): SanctionSteps {
  return sanctions.get(keyOf(sanctionDueId, hospitalId)) ?? noSteps;
}

/** What a doctor still has to do: everything required that has not been passed on or after a day. */
export function requirementsOpen(
  requires: readonly Requirement[],
  results: readonly RequirementResult[],
  since: IsoDate,
): Requirement[] {
  return requires.filter(
    (requirement) =>
      !results.some((result) => result.requirement === requirement && result.passed && result.doneOn >= since),
  );
}

function after(before: SanctionSteps, event: SanctionEvent, signature: Signature): SanctionSteps {
  switch (event.kind) {
    case 'sanction.ordered':
      return { ...before, order: { ...signature, document: event.document, reason: event.reason } };
    case 'sanction.talk-held':
      return { ...before, talk: { ...signature, heldOn: event.heldOn, minutes: event.minutes } };
    case 'sanction.requirement-met': {
      const { requirement, doneOn, passed, evidence } = event;
      return { ...before, results: [...before.results, { ...signature, requirement, doneOn, passed, evidence }] };
    }
    case 'sanction.set-aside':
      return { ...before, setAside: { ...signature, reason: event.reason } };
  }
}

function keyOf(sanctionDueId: string, hospitalId: string): string {
  return `${hospitalId} ${sanctionDueId}`;
}
