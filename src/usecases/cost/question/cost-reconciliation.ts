import { monthsOf } from '../../../core/cost/period.ts';
import { owingHospitals } from '../../../core/cost/places.ts';
import { type Reconciliation, reconciliationOf, tolerance } from '../../../core/cost/question/reconciliation.ts';
import type { Month } from '../../../core/time.ts';
import type { CostQuestion } from '../cost-answer.ts';
import { type CostScope, reachScope } from '../cost-context.ts';
import { namedUnit } from '../cost-units.ts';

export interface ReconciliationCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly from: Month;
  readonly until: Month;
}

export interface ReconciliationAnswer {
  readonly from: Month;
  readonly until: Month;
  readonly tolerance: string;
  readonly months: readonly (Reconciliation & { readonly hospitalName: string })[];
}

/**
 * What front pages and what finance call drug cost, for each hospital and month that owes figures.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export const reconciliationQuestion: CostQuestion<ReconciliationCommand, ReconciliationAnswer> = {
  name: 'reconciliation',
  reach: (context, { scope }) => reachScope(context, scope),
  answer: (context, live, { scope, from, until }) => {
    const regionId = scope.kind === 'county' ? scope.regionId : null;
    const months = monthsOf({ from, until }).flatMap((month) =>
      owingHospitals(context.places, month, { regionId, level: null })
        .filter(({ hospitalId }) => scope.kind !== 'hospital' || hospitalId === scope.hospitalId)
        .map(({ hospitalId }) => ({
          ...reconciliationOf(live, hospitalId, month),
          hospitalName: namedUnit(context, { kind: 'hospital', hospitalId }).hospitalName,
        })),
    );
    return { from, until, tolerance: tolerance.text, months };
  },
};
