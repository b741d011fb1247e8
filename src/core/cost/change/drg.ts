import { DomainError } from '../../errors.ts';
import type { DrgTotal } from '../drugs/drug-sums.ts';
import type { LiveCost } from '../live.ts';
import { type Figures, type Measure, type MeasureVersion, termsOf } from '../measure.ts';
import { untoldGrouper } from '../period.ts';
import { type SumName, sumsOf } from '../sums.ts';
import type { ComparedHospital } from './compared.ts';

/** What is known of the discharges of one DRG. */
const drgSums = [
  'discharges',
  'bedDays',
  'totalFen',
  'drugFen',
  'weightedDischarges',
  'weightE4',
] as const satisfies readonly SumName[];

/** The sums of a DRG, for a measure's formula. */
export function drgFigures(total: DrgTotal): Figures {
  return { inpatient: sumsOf(Object.fromEntries(drgSums.map((name) => [name, total[name]]))) };
}

/** @throws DomainError cost.measure-not-by-drg where the formula needs what is not known by DRG. */
export function refuseUnlessByDrg(measure: Measure, { numerator, denominator }: MeasureVersion): void {
  const known = new Set<string>(drgSums.map((name) => `inpatient.${name}`));
  if ([numerator, denominator].flatMap(termsOf).every((term) => known.has(term))) return;
  throw new DomainError('invalid', 'cost.measure-not-by-drg', { measure: measure.id });
}

/**
 * Groups of one name are one only under one grouper.
 *
 * @throws DomainError cost.groupers-differ naming them.
 */
export function oneGrouper(measure: Measure, live: LiveCost, compared: readonly ComparedHospital[]): void {
  const groupers = new Set(
    compared.flatMap(({ hospitalId, before, after }) =>
      [...before, ...after].map(
        (month) => live.hospitals.get(hospitalId)?.get(month)?.get('inpatientRows')?.grouper ?? untoldGrouper,
      ),
    ),
  );
  refuseGroupers(measure, [...groupers]);
}

/** @throws DomainError cost.groupers-differ where there is more than one. */
export function refuseGroupers(measure: Pick<Measure, 'id'>, groupers: readonly string[]): void {
  if (groupers.length < 2) return;
  throw new DomainError('invalid', 'cost.groupers-differ', { measure: measure.id, groupers: [...groupers].sort() });
}
