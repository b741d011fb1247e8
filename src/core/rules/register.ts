import type { WorkingCalendar } from '../register/calendar.ts';
import type { HospitalLevel } from '../register/hospital.ts';
import type { IsoDate } from '../time.ts';
import type { Adoptions } from './adoption.ts';

/** What the rules need to know about the jurisdiction; the registry's fold implements it. */
export interface RulesRegister {
  readonly adoptions: Adoptions;
  readonly calendar: WorkingCalendar;
  /** undefined where there was no such hospital on that day. */
  hospitalOn(hospitalId: string, date: IsoDate): HospitalOn | undefined;
  /** What a hospital is called on that day, or was called last; its id where there never was such a hospital. */
  hospitalName(hospitalId: string, date: IsoDate): string;
  /** The hospital a ward belonged to on that day; undefined where there was no such ward. */
  hospitalOfWard(wardId: string, date: IsoDate): string | undefined;
}

export interface HospitalOn {
  readonly level: HospitalLevel;
  /** Whose adoptions bind it, nearest first: the hospital's own id, then its region and that region's parents. */
  readonly jurisdictionIds: readonly string[];
}
