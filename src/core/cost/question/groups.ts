import type { Month } from '../../time.ts';
import { derived } from '../derived.ts';
import { type CostUnit, type LiveCost, unitRatio } from '../live.ts';
import type { Measure, MeasureVersion } from '../measure.ts';
import type { PeriodQuestion, UnitFigure } from '../period.ts';
import { hospitalIn, owingHospitals, type Places, type PlaceWard, wardIn, wardsIn } from '../places.ts';

/** Hospitals of a level, or wards of a specialty in hospitals of a level: units that are set beside each other. */
export interface PeerGroup {
  /** Null: levels 2 and 3 together, which only stands where somebody asked for it. */
  readonly level: 2 | 3 | null;
  /** Null: hospitals. */
  readonly specialty: string | null;
  readonly units: readonly CostUnit[];
}

export interface Grouping {
  readonly of: 'hospitals' | 'wards';
  /** Levels 2 and 3 are apart unless this is set: a level-2 discharge costs less than half of a level-3 one. */
  readonly acrossLevels: boolean;
}

/** The groups of a month: monitored hospitals by level, or their wards by specialty and level, as they were then. */
export function peerGroups(places: Places, month: Month, { of, acrossLevels }: Grouping): readonly PeerGroup[] {
  return keptGroups(places, `${month} ${of} ${acrossLevels}`, () => groupsMade(places, month, { of, acrossLevels }));
}

/** Two kinds of groups over twenty years. */
const keptGroups = derived<Places, readonly PeerGroup[]>(1_000);

function groupsMade(places: Places, month: Month, { of, acrossLevels }: Grouping): PeerGroup[] {
  const groups = new Map<string, { level: 2 | 3 | null; specialty: string | null; units: CostUnit[] }>();
  const add = (unit: CostUnit, level: number, specialty: string | null) => {
    const apart = acrossLevels ? null : levelOf(level);
    const key = `${apart} ${specialty}`;
    const group = groups.get(key) ?? { level: apart, specialty, units: [] };
    groups.set(key, group);
    group.units.push(unit);
  };
  const levels = new Map<string, number>();
  for (const hospital of owingHospitals(places, month, { regionId: null, level: null })) {
    const { hospitalId } = hospital;
    const level = hospitalIn(hospital, month)?.level ?? 0;
    levels.set(hospitalId, level);
    if (of === 'hospitals') add({ kind: 'hospital', hospitalId }, level, null);
  }
  if (of === 'wards') {
    for (const ward of wardsIn(places, null, month)) {
      const level = levels.get(ward.hospitalId);
      if (level === undefined) continue;
      const { wardId, hospitalId } = ward;
      add({ kind: 'ward', wardId, hospitalId }, level, specialtyIn(ward, month));
    }
  }
  return [...groups.values()];
}

/** The group that holds a unit in a month; undefined where the unit was not there or is not monitored. */
export function groupOf(places: Places, unit: CostUnit, month: Month, acrossLevels: boolean): PeerGroup | undefined {
  const of = unit.kind === 'hospital' ? 'hospitals' : 'wards';
  const id = unitId(unit);
  return peerGroups(places, month, { of, acrossLevels }).find((group) => group.units.some((one) => unitId(one) === id));
}

/** A unit's own id; what a hospital has under unmapped ward codes is told by the hospital's with a mark. */
export function unitId(unit: CostUnit): string {
  if (unit.kind === 'hospital') return unit.hospitalId;
  return unit.wardId ?? `${unit.hospitalId}/unmapped`;
}

/** What each of some units said of one month, in their order. */
export function figuresIn(
  live: LiveCost,
  measure: Measure,
  version: MeasureVersion,
  units: readonly CostUnit[],
  month: Month,
): readonly (UnitFigure | null)[] {
  return units.map((unit) => unitRatio(live, measure, version, unit, month));
}

/** Those whose cases the same grouper grouped as the unit's own: with others nothing can be compared. */
export function alikeGrouped(own: UnitFigure, figures: readonly (UnitFigure | null)[]): readonly (UnitFigure | null)[] {
  const [grouper] = own.groupers;
  if (grouper === undefined) return figures;
  return figures.map((one) => (one?.groupers[0] === grouper ? one : null));
}

/** The question of what some units said, month by month. */
export function unitsQuestion(
  live: LiveCost,
  measure: Measure,
  version: number | null,
  unitsIn: (month: Month) => readonly CostUnit[],
): PeriodQuestion {
  const known = new Map<string, CostUnit>();
  return {
    measure,
    version,
    expected: (month) =>
      unitsIn(month).map((unit) => {
        const id = unitId(unit);
        known.set(id, unit);
        return id;
      }),
    ratio: (id, month, of) => {
      const unit = known.get(id);
      return unit === undefined ? null : unitRatio(live, measure, of, unit, month);
    },
  };
}

/** The specialty a ward was compared by in a month. */
export function specialtyIn(ward: PlaceWard, month: Month): string {
  return wardIn(ward, month)?.specialty ?? ward.specialty;
}

function levelOf(level: number): 2 | 3 | null {
  return level === 2 || level === 3 ? level : null;
}
