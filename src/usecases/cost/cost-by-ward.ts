import { isByWard, type Measure } from '../../core/cost/measure.ts';
import { DomainError } from '../../core/errors.ts';

/** @throws DomainError cost.measure-not-by-ward for a measure of returns, which hospitals do not send by ward. */
export function byWard(measure: Measure): Measure {
  if (!isByWard(measure)) throw new DomainError('invalid', 'cost.measure-not-by-ward', { measure: measure.id });
  return measure;
}
