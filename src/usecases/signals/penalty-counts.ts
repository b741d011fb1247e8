import { setImmediate } from 'node:timers/promises';
import { reviewedSheets } from '../../core/cost/live.ts';
import { periodsOf } from '../../core/cost/period.ts';
import { hospitalIn, owingHospitalIds, type PlaceHospital } from '../../core/cost/places.ts';
import { regionPath } from '../../core/register/region.ts';
import type { Register } from '../../core/register/register.ts';
import { addCounts, countSanctions, type SanctionCount } from '../../core/sanction/count.ts';
import { sanctionsOf } from '../../core/sanction/due.ts';
import type { IsoDate, Month } from '../../core/time.ts';
import type { Store } from '../../store/contract.ts';
import { type Context, todayOf } from '../context.ts';
import { type CostContext, type CostScope, reachScope } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';
import { recordNow } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';

export interface PenaltyCountsCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' | 'hospital' };
  readonly from: Month;
  readonly until: Month;
}

export interface PenaltyCountsAnswer {
  readonly scope: CostScope & { readonly name: string };
  readonly from: Month;
  readonly until: Month;
  readonly asOf: IsoDate;
  readonly hospitals: readonly {
    readonly hospitalId: string;
    readonly name: string;
    readonly level: number;
    readonly months: readonly PenaltyMonth[];
  }[];
}

export interface PenaltyMonth {
  readonly month: Month;
  /** Whether the hospital owes a review return for it. */
  readonly owed: boolean;
  /** Sheets looked at; null: no return of the month is in. */
  readonly reviewed: number | null;
  /** Findings about acts of the month that stand; null: nothing was reviewed and nothing found, which is not good. */
  readonly findings: number | null;
  /** Those of them that came out of the reviewed sheets. */
  readonly findingsOfReview: number | null;
  /** What came due in the month, each as its hospital has it now; null as above. */
  readonly sanctions: readonly Pick<SanctionCount, 'due' | 'state' | 'count'>[] | null;
}

/**
 * Standing findings and sanctions due by hospital and month, beside what was reviewed. It names nobody.
 *
 * @throws DomainError absent, access.forbidden, cost.range-empty, cost.range-too-long.
 */
export async function penaltyCounts(context: Context, command: PenaltyCountsCommand): Promise<PenaltyCountsAnswer> {
  const cost = await costContextOf(context);
  const { scope, from, until } = command;
  const name = reachScope(cost, scope);
  const months = periodsOf('month', from, until).map(({ period }) => period);
  const hospitals = hospitalsOf(cost, scope, months);
  const search = {
    hospitalIds: hospitals.map(({ hospitalId }) => hospitalId),
    from: `${from}-01`,
    until: `${until}-01`,
  };
  const { deductionCounts } = context.store;
  const all = sumOf(await deductionCounts.byWardMonth(search));
  const ofReview = sumOf(await deductionCounts.byWardMonth({ ...search, source: 'prescription-review' }));
  const sanctions = Map.groupBy(await sanctionCounts(context), ({ hospitalId, month }) => `${hospitalId} ${month}`);
  const live = await cost.live.current();
  return {
    scope: { ...scope, name },
    from,
    until,
    asOf: todayOf(context),
    hospitals: hospitals.map((hospital) => {
      const { hospitalId } = hospital;
      const facts = hospital.facts.at(-1)?.facts;
      return {
        hospitalId,
        name: facts?.name ?? '',
        level: facts?.level ?? 0,
        months: months.map((month) => {
          const key = `${hospitalId} ${month}`;
          const reviewed = reviewedSheets(live, hospitalId, month);
          const due = (sanctions.get(key) ?? []).map(({ due: what, state, count }) => ({ due: what, state, count }));
          const assessed = (reviewed ?? 0) > 0 || all.has(key) || due.length > 0;
          return {
            month,
            owed: owingHospitalIds(cost.places, month, { regionId: null, level: null }).includes(hospitalId),
            reviewed,
            findings: assessed ? (all.get(key) ?? 0) : null,
            findingsOfReview: assessed ? (ofReview.get(key) ?? 0) : null,
            sanctions: assessed ? due : null,
          };
        }),
      };
    }),
  };
}

/** Hospitals of the place that were there in one of the months. */
function hospitalsOf(
  { places }: CostContext,
  scope: PenaltyCountsCommand['scope'],
  months: readonly Month[],
): PlaceHospital[] {
  return [...places.hospitals.values()].filter((hospital) => {
    if (scope.kind === 'hospital') return hospital.hospitalId === scope.hospitalId;
    const last = months.map((month) => hospitalIn(hospital, month)).findLast((facts) => facts !== undefined);
    if (last === undefined) return false;
    return scope.kind === 'city' || regionPath(places.regions, last.regionId).includes(scope.regionId);
  });
}

function sumOf(
  counts: readonly { readonly hospitalId: string; readonly month: Month; readonly findings: number }[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { hospitalId, month, findings } of counts) {
    const key = `${hospitalId} ${month}`;
    sums.set(key, (sums.get(key) ?? 0) + findings);
  }
  return sums;
}

/** What a doctor's record made due, good while the record, the register and the day are what they were. */
interface Counted {
  readonly decidedOn: number;
  readonly counts: readonly SanctionCount[];
}

interface Kept {
  readonly register: Register;
  readonly today: IsoDate;
  readonly byDoctor: Map<string, Counted>;
  /** Of the whole ledger at one size; whoever asks meanwhile waits for the same. */
  newest: { readonly size: number; readonly counts: Promise<readonly SanctionCount[]> } | undefined;
}

const kept = new WeakMap<Store, Kept>();

/** Of every hospital. Working them out folds every record about which something stands, so what has not changed is kept. */
async function sanctionCounts(context: Context): Promise<readonly SanctionCount[]> {
  const { store } = context;
  const register = await registerOf(context);
  const today = todayOf(context);
  const size = await store.ledger.size();
  const before = kept.get(store);
  const own =
    before?.register === register && before.today === today
      ? before
      : { register, today, byDoctor: new Map<string, Counted>(), newest: undefined };
  kept.set(store, own);
  if (own.newest?.size !== size) {
    const counts = countAll(context, own);
    own.newest = { size, counts };
    counts.catch(() => {
      own.newest = undefined;
    });
  }
  return own.newest.counts;
}

async function countAll(context: Context, own: Kept): Promise<SanctionCount[]> {
  const { store } = context;
  const all: SanctionCount[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const doctorIds = await store.sanctions.candidates({ hospitalIds: null, after, limit: doctorsAtOnce });
    for (const doctorId of doctorIds) all.push(...(await countsOf(context, own, doctorId)));
    after = doctorIds.at(-1);
    // Ten records take some milliseconds: other requests come in between.
    await setImmediate();
  }
  return addCounts(all);
}

async function countsOf(context: Context, own: Kept, doctorId: string): Promise<readonly SanctionCount[]> {
  const record = await recordNow(context, doctorId);
  if (record === undefined) return [];
  const { decidedOn } = record.stream;
  const held = own.byDoctor.get(doctorId);
  if (held?.decidedOn === decidedOn) return held.counts;
  const counts = countSanctions(sanctionsOf(own.register, record.dossier, own.today));
  own.byDoctor.set(doctorId, { decidedOn, counts });
  return counts;
}

const doctorsAtOnce = 10;
