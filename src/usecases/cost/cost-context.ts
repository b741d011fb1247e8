import type { DueDay } from '../../core/cost/due-day.ts';
import type { CoIntervention } from '../../core/cost/effect/co-intervention.ts';
import type { ImportJob, ImportSource } from '../../core/cost/import-job.ts';
import { type Measure, type MeasureVersion, type MonthRange, oneVersion } from '../../core/cost/measure.ts';
import type { Places } from '../../core/cost/places.ts';
import type { PriceIndex } from '../../core/cost/price-index.ts';
import type { Reference } from '../../core/cost/reference.ts';
import type { RerolledImport, RerollJob } from '../../core/cost/reroll.ts';
import type { ImportSummary, SliceKey } from '../../core/cost/slice.ts';
import type { SliceEvent } from '../../core/cost/switch.ts';
import { DomainError } from '../../core/errors.ts';
import type { Place } from '../../core/register/people/permission.ts';
import { regionPath } from '../../core/register/region.ts';
import type { Instant } from '../../core/time.ts';
import type { CostReads, CostWrites } from '../../store/cost-contract.ts';
import type { LiveCostReader } from './cost-live.ts';

/** What the cost use cases work with. compose/ makes the ports; a door adds the actor through `reach`. */
export interface CostContext {
  readonly cost: CostReads & Pick<CostWrites, 'pointTo' | 'keepJob'>;
  /** The live figures in memory; the ground of every question. */
  readonly live: LiveCostReader;
  /** A copy that may lag, for questions that may be answered from one; undefined: there is none. */
  readonly copy?: CostCopy | undefined;
  readonly intake: CostIntake;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly references: readonly Reference[];
  readonly coInterventions: readonly CoIntervention[];
  readonly prices: readonly PriceIndex[];
  readonly dueDay: DueDay;
  readonly places: Places;
  readonly answers: AnswerCache;
  readonly jobs: RunningJobs;
  /**
   * Appends entries to the ledger, all or none; resolves with their positions once they are durable. `decidedOn` are the
   * lengths of the slices' histories that the decision read, in the order of the entries.
   *
   * @throws DomainError `ledger.stream-moved` (moved) when somebody switched one of them since.
   */
  readonly switchSlice: (
    drafts: readonly SliceEvent[],
    decidedOn?: readonly number[],
  ) => Promise<{ readonly positions: readonly number[] }>;
  /** How many entries switched each slice so far. */
  readonly switchesOf: (slices: readonly SliceKey[]) => Promise<readonly number[]>;
  /** Every import that was ever the live one of a slice, by the ledger. */
  readonly everLive: (slice: SliceKey) => Promise<ReadonlySet<string>>;
  /** @throws DomainError `access.forbidden` or `absent` when the actor may not do this there. */
  readonly reach: (
    operation: 'cost.read' | 'cost.drugs-by-ward' | 'cost.import' | 'cost.point',
    places: readonly Place[],
  ) => void;
  readonly newId: (prefix: string) => string;
  readonly now: () => Instant;
}

/** A copy of drug cost elsewhere, which takes reading off the database that everything is written to. */
export interface CostCopy {
  /**
   * Whatever was committed before this instant is in what is read from now on; undefined: it cannot be had, or lags too
   * far to be of use.
   */
  asOf(): Promise<Instant | undefined>;
  readonly reads: CostReads;
  readonly live: LiveCostReader;
}

/** Reads files off the main thread (worker-client.ts) or, in tests and one-off commands, on it (file-import.ts). */
export interface CostIntake {
  importFile(job: ImportJob, source: ImportSource, onProgress?: (bytesRead: number) => void): Promise<ImportSummary>;
  /** Counts kept rows anew under a ward map; nothing goes live by it. */
  reroll(job: RerollJob): Promise<readonly RerolledImport[]>;
}

/** The imports that run now. What became of those that have ended is in the store. */
export interface RunningJobs {
  readonly running: Map<string, { bytesRead: number; readonly settled: Promise<unknown> }>;
  /** How long an answer waits for an import to end after its upload has; then it says that the import goes on. */
  readonly answerAfterMs: number;
  /** Told of an error that no request waits for any more and that is no refusal. */
  readonly onBug: (error: unknown) => void;
}

export type CostScope =
  | { readonly kind: 'city' }
  | { readonly kind: 'county'; readonly regionId: string }
  | { readonly kind: 'hospital'; readonly hospitalId: string }
  | { readonly kind: 'ward'; readonly wardId: string };

/**
 * Checks that the actor may read there and returns the place's present name.
 *
 * @throws DomainError absent (also for a place that is not), access.forbidden.
 */
export function reachScope(context: CostContext, scope: CostScope): string {
  const { name, place } = placeOf(context.places, scope);
  context.reach('cost.read', [place]);
  return name;
}

/** The place's present name. @throws DomainError absent. */
export function scopeName(context: CostContext, scope: CostScope): string {
  return placeOf(context.places, scope).name;
}

/** @throws DomainError cost.measure-unknown, cost.version-unknown. */
export function measureNamed(context: CostContext, id: string, version: number | null): Measure {
  const measure = context.measures.get(id);
  if (measure === undefined) {
    throw new DomainError('invalid', 'cost.measure-unknown', { measure: id, known: [...context.measures.keys()] });
  }
  if (version !== null && !measure.versions.some((one) => one.version === version)) {
    throw new DomainError('invalid', 'cost.version-unknown', { measure: id, version, newest: measure.versions.length });
  }
  return measure;
}

/** What stands beside every number of a measure. */
export interface MeasureHeading {
  readonly measure: Pick<
    Measure,
    'id' | 'name' | 'unit' | 'directionOfGood' | 'smallNumber' | 'why' | 'caveats' | 'source' | 'balancing'
  >;
  /** Ward figures are those of the ward the patient left from, whichever wards came before. */
  readonly attribution: 'discharge-ward';
}

export function headingOf(measure: Measure): MeasureHeading {
  const { id, name, unit, directionOfGood, smallNumber, why, caveats, source, balancing } = measure;
  return {
    measure: { id, name, unit, directionOfGood, smallNumber, why, caveats, source, balancing },
    attribution: 'discharge-ward',
  };
}

/** With the one definition that every figure of the answer was made by. */
export interface DefinedHeading extends MeasureHeading {
  readonly definition: Pick<MeasureVersion, 'version' | 'numerator' | 'denominator'>;
}

/** @throws DomainError cost.versions-differ where the range lies under two definitions and none was asked for. */
export function definedHeadingOf(measure: Measure, range: MonthRange, asked: number | null): DefinedHeading {
  const { version, numerator, denominator } = oneVersion(measure, range, asked);
  return { ...headingOf(measure), definition: { version, numerator, denominator } };
}

/** @throws DomainError absent for a region, hospital or ward that is not registered. */
export function placeOf(places: Places, scope: CostScope): { readonly name: string; readonly place: Place } {
  switch (scope.kind) {
    case 'city': {
      const city = [...places.regions.values()].find((region) => region.level === 'city');
      return { name: city?.name ?? '', place: { regionIds: city === undefined ? [] : [city.regionId] } };
    }
    case 'county': {
      const region = places.regions.get(scope.regionId);
      if (region === undefined) throw absent();
      return { name: region.name, place: { regionIds: regionPath(places.regions, scope.regionId) } };
    }
    case 'hospital': {
      const hospital = places.hospitals.get(scope.hospitalId);
      const facts = hospital?.facts[hospital.facts.length - 1]?.facts;
      if (facts === undefined) throw absent();
      const regionIds = regionPath(places.regions, facts.regionId);
      return { name: facts.name, place: { hospitalId: scope.hospitalId, regionIds } };
    }
    case 'ward': {
      const ward = places.wards.get(scope.wardId);
      if (ward === undefined) throw absent();
      const { place } = placeOf(places, { kind: 'hospital', hospitalId: ward.hospitalId });
      return { name: ward.name, place: { ...place, department: ward.department } };
    }
  }
}

function absent(): DomainError {
  return new DomainError('absent', 'absent');
}

/** Finished answers as bytes, keyed by question and by what they depend on. */
export interface AnswerCache {
  get(key: string): Uint8Array | undefined;
  set(key: string, answer: Uint8Array): void;
}

/** Keeps the newest answers within a number of bytes; one that is asked again moves to the front. */
export function answerCache(maxBytes = maxCachedBytes): AnswerCache {
  const answers = new Map<string, Uint8Array>();
  let held = 0;
  return {
    get(key) {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    },
    set(key, answer) {
      held += answer.length - (answers.get(key)?.length ?? 0);
      answers.delete(key);
      answers.set(key, answer);
      for (const [oldest, bytes] of answers) {
        if (held <= maxBytes) break;
        answers.delete(oldest);
        held -= bytes.length;
      }
    },
  };
}

/** About a thousand city trends of three years. */
const maxCachedBytes = 32 * 1024 * 1024;
