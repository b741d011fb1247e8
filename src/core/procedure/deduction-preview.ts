import { DomainError } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import type { Explanation } from '../explanation.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Dossier } from '../register/dossier.ts';
import { type SanctionDue, type Standing, type StandingItem, standingOf } from '../standing.ts';
import { type Deciding, deductionIn, stillOpen, todayOf } from './deciding.ts';
import type { Finding } from './deduction.ts';
import { confirmDeduction } from './deduction-decide.ts';
import { recordDeduction } from './deduction-record.ts';
import { deductionStatus } from './deduction-status.ts';

/** What confirming a deduction now would do; nothing is written. */
export interface ConfirmPreview {
  readonly deductionId: string;
  /** Why this signer cannot confirm it now; null: they can. */
  readonly refusedBecause: Explanation | null;
  readonly underSchemes: readonly SchemePreview[];
  /** Clocks that reach a year without a calendar. */
  readonly warnings: readonly Explanation[];
}

export interface SchemePreview {
  readonly schemeId: string;
  readonly leftBefore: number;
  readonly leftAfter: number;
  /** The item as it would stand, with what each rule made of its points. */
  readonly item: StandingItem;
  readonly sanctionsDue: readonly SanctionDue[];
}

/**
 * Confirms on paper and compares the two standings, so that a preview can never say anything else than confirming does.
 *
 * @throws DomainError where there is nothing to preview: `deduction.absent`, or it has been decided or has lapsed.
 */
export function previewConfirmation(
  context: Deciding,
  { deductionId }: { readonly deductionId: string },
): ConfirmPreview {
  const deduction = deductionIn(context, deductionId);
  stillOpen(context, deduction);
  const { doctorId } = deduction.finding;
  const today = todayOf(context);
  const before = standingOf(context.register, context.dossier, today);
  const confirmed = withEvent(context, { kind: 'deduction.confirmed', v: 1, deductionId, doctorId, note: '' });
  const { statement, confirmation } = deductionStatus(context.register, deduction, today);
  return {
    deductionId,
    refusedBecause: refusalOf(() => confirmDeduction(context, { deductionId, note: '' })),
    underSchemes: standingOf(context.register, confirmed, today).flatMap((after) =>
      comparison(deductionId, before, after),
    ),
    warnings: [statement, confirmation].flatMap(({ missingYear, notBefore }) =>
      missingYear === null ? [] : [{ code: 'clock.year-missing', parameters: { year: missingYear, notBefore } }],
    ),
  };
}

/** What confirming would do to a doctor, before anything is recorded. */
export type FindingPreview = Pick<ConfirmPreview, 'underSchemes' | 'warnings'>;

/**
 * Records and confirms on paper, as if both happened now.
 *
 * @throws DomainError what `recordDeduction` refuses.
 */
export function previewFinding(context: Deciding, finding: Finding): FindingPreview {
  const { deductionId } = finding;
  const dossier = withEvent(context, recordDeduction(context, finding));
  const { underSchemes, warnings } = previewConfirmation({ ...context, dossier }, { deductionId });
  return { underSchemes, warnings };
}

function comparison(deductionId: string, before: readonly Standing[], after: Standing): SchemePreview[] {
  const item = [...after.countedItems, ...after.contestedItems, ...after.notCountedItems].find(
    (each) => each.deductionId === deductionId,
  );
  if (item === undefined) return [];
  const then = before.find((standing) => standing.schemeId === after.schemeId);
  const known = new Set(then?.sanctionsDue.map(({ id }) => id));
  return [
    {
      schemeId: after.schemeId,
      leftBefore: then?.left ?? after.total,
      leftAfter: after.left,
      item,
      sanctionsDue: after.sanctionsDue.filter(({ id }) => !known.has(id)),
    },
  ];
}

/** The dossier as it would be with one more entry by this signer now. */
function withEvent({ dossier, by, now }: Deciding, event: DomainEvent): Dossier {
  const last = dossier.entries.at(-1);
  const entry: Entry = { seq: (last?.seq ?? -1) + 1, at: now, by, streams: [], event };
  return { ...dossier, entries: [...dossier.entries, entry] };
}

function refusalOf(decide: () => unknown): Explanation | null {
  try {
    decide();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, parameters: error.parameters };
  }
}
