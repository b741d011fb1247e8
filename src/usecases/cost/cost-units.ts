import type { CostUnit } from '../../core/cost/live.ts';
import { regionPath } from '../../core/register/region.ts';
import type { CostContext, CostScope } from './cost-context.ts';

/** A unit as answers name it; `wardId` null with kind `ward` is what a hospital has under unmapped ward codes. */
export interface NamedUnit {
  readonly kind: CostUnit['kind'];
  readonly hospitalId: string;
  readonly hospitalName: string;
  readonly wardId: string | null;
  readonly wardName: string | null;
}

export function namedUnit({ places }: Pick<CostContext, 'places'>, unit: CostUnit): NamedUnit {
  const { hospitalId } = unit;
  const facts = places.hospitals.get(hospitalId)?.facts;
  const wardId = unit.kind === 'ward' ? unit.wardId : null;
  return {
    kind: unit.kind,
    hospitalId,
    hospitalName: facts?.[facts.length - 1]?.facts.name ?? '',
    wardId,
    wardName: wardId === null ? null : (places.wards.get(wardId)?.name ?? null),
  };
}

/** Whether a unit lies in a scope, as places are now. */
export function listedIn({ places }: Pick<CostContext, 'places'>, scope: CostScope, unit: CostUnit): boolean {
  switch (scope.kind) {
    case 'city':
      return true;
    case 'county': {
      const facts = places.hospitals.get(unit.hospitalId)?.facts;
      const regionId = facts?.[facts.length - 1]?.facts.regionId;
      return regionId !== undefined && regionPath(places.regions, regionId).includes(scope.regionId);
    }
    case 'hospital':
      return unit.hospitalId === scope.hospitalId;
    case 'ward':
      return unit.kind === 'ward' && unit.wardId === scope.wardId;
  }
}
