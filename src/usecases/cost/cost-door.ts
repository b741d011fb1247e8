import type { DueDay } from '../../core/cost/due-day.ts';
import type { CoIntervention } from '../../core/cost/effect/co-intervention.ts';
import type { Measure } from '../../core/cost/measure.ts';
import { type Places, placesOf } from '../../core/cost/places.ts';
import type { PriceIndex } from '../../core/cost/price-index.ts';
import type { Reference } from '../../core/cost/reference.ts';
import type { SliceEvent } from '../../core/cost/switch.ts';
import type { Signer } from '../../core/ledger/entry.ts';
import type { Register } from '../../core/register/register.ts';
import { type IsoDate, instantOf } from '../../core/time.ts';
import type { CostReads, CostWrites } from '../../store/cost-contract.ts';
import { type Context, reach, todayOf } from '../context.ts';
import { registerOf } from '../register.ts';
import type { AnswerCache, CostContext, CostCopy, CostIntake, RunningJobs } from './cost-context.ts';
import type { LiveCostReader } from './cost-live.ts';

/** What questions and imports of drug cost need besides the ports of everything else. */
export interface CostPorts {
  readonly reads: CostReads;
  readonly live: LiveCostReader;
  readonly copy?: CostCopy | undefined;
  readonly writes: Pick<CostWrites, 'pointTo' | 'keepJob'>;
  readonly intake: CostIntake;
  readonly jobs: RunningJobs;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly references: readonly Reference[];
  readonly coInterventions: readonly CoIntervention[];
  readonly prices: readonly PriceIndex[];
  readonly dueDay: DueDay;
  readonly answers: AnswerCache;
}

/** The context of the cost use cases for one request: who asks, over the register as it is now. */
export async function costContextOf(context: Context): Promise<CostContext> {
  const { reads, live, copy, writes, intake, jobs, measures, references, coInterventions, prices, dueDay, answers } =
    context.cost;
  const register = await registerOf(context);
  let signer: Signer | undefined;
  return {
    cost: { ...reads, ...writes },
    live,
    copy,
    intake,
    jobs,
    measures,
    references,
    coInterventions,
    prices,
    dueDay,
    answers,
    places: placesNow(register, todayOf(context)),
    reach: (operation, places) => {
      signer = reach(context, operation, places);
    },
    switchSlice: async (events, decidedOn) => {
      if (signer === undefined) throw new Error('a slice is switched only by somebody who may');
      const by = signer;
      const { entries } = await context.store.ledger.append(
        events.map((event, at) => {
          const stream = { kind: 'slice' as const, id: streamOf(event) };
          const length = decidedOn?.[at];
          return { event, by, streams: [length === undefined ? stream : { ...stream, decidedOn: length }] };
        }),
      );
      return { positions: entries.map(({ entry }) => entry.seq) };
    },
    switchesOf: (slices) =>
      Promise.all(slices.map((slice) => context.store.ledger.lengthOf({ kind: 'slice', id: streamOf(slice) }))),
    everLive: async (slice) => {
      const entries = await context.store.ledger.entriesOf([{ kind: 'slice', id: streamOf(slice) }]);
      return new Set(entries.flatMap(({ event }) => ('importId' in event && event.importId ? [event.importId] : [])));
    },
    newId: context.newId,
    now: () => instantOf(context.clock.now()),
  };
}

function streamOf({ hospitalId, month, dataset }: Pick<SliceEvent, 'hospitalId' | 'month' | 'dataset'>): string {
  return `${hospitalId}/${month}/${dataset}`;
}

/** The places of a register change when the register or the day does; every question of that day shares them. */
function placesNow(register: Register, today: IsoDate): Places {
  const known = memo.get(register);
  if (known?.today === today) return known.places;
  const places = placesOf(register, today);
  memo.set(register, { today, places });
  return places;
}

const memo = new WeakMap<Register, { readonly today: IsoDate; readonly places: Places }>();
