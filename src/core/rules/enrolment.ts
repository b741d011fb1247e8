import type { Entry } from '../ledger/entry.ts';
import { type DateRange, type IsoDate, within } from '../time.ts';
import type { RulesRegister } from './register.ts';
import type { Scheme } from './scheme.ts';

/** One prescribing right as it was granted; a suspension or restriction does not end it. */
export interface GrantedRight extends DateRange {
  readonly grantId: string;
  readonly hospitalId: string;
}

/** The rights a doctor's entries grant, by grant id. */
export function foldGrants(entries: readonly Entry[]): ReadonlyMap<string, GrantedRight> {
  const grants = new Map<string, GrantedRight>();
  for (const { event } of entries) {
    if (event.kind === 'right.granted') {
      const { grantId, hospitalId, from } = event;
      grants.set(grantId, { grantId, hospitalId, from, until: null });
    } else if (event.kind === 'right.ended') {
      const grant = grants.get(event.grantId);
      if (grant !== undefined) grants.set(event.grantId, { ...grant, until: event.until });
    }
  }
  return grants;
}

/**
 * Whether a scheme manages the doctor on a date: a right granted and not ended at a hospital of the scheme's level or
 * above (bulletin of 2019-02-02). The person is enrolled, not the site, so a finding at any of the sites counts.
 */
export function isEnrolled(
  register: RulesRegister,
  rule: Scheme['enrolment'],
  grants: Iterable<GrantedRight>,
  date: IsoDate,
): boolean {
  for (const grant of grants) {
    const level = register.hospitalOn(grant.hospitalId, date)?.level;
    if (within(grant, date) && level !== undefined && level >= rule.hospitalLevelAtLeast) return true;
  }
  return false;
}
