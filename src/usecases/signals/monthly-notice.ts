import { setImmediate } from 'node:timers/promises';
import type { LiveCost } from '../../core/cost/live.ts';
import { hospitalIn, owingHospitals } from '../../core/cost/places.ts';
import { baselineKey } from '../../core/cost/signal/baseline.ts';
import type { CostNotice, CostNoticeLevel } from '../../core/paper/cost-notice.ts';
import { addToMonth, type Month } from '../../core/time.ts';
import { type Context, todayOf } from '../context.ts';
import { type CostContext, type CostScope, reachScope } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';
import { unitAlerts } from './signal-series.ts';

export interface NoticeCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' };
  readonly month: Month;
}

/** The monthly notice as it stood at the end of a month, with the limits that hold now. @throws DomainError absent, access.forbidden. */
export async function monthlyNotice(context: Context, { scope, month }: NoticeCommand): Promise<CostNotice> {
  const cost = await costContextOf(context);
  const placeName = reachScope(cost, scope);
  const live = await cost.live.current();
  const levels: CostNoticeLevel[] = [];
  for (const level of [3, 2] as const) levels.push(await levelOf(context, cost, live, { scope, month, level }));
  return { placeName, month, printedOn: todayOf(context), levels: levels.filter(({ owed }) => owed > 0) };
}

async function levelOf(
  context: Context,
  cost: CostContext,
  live: LiveCost,
  { scope, month, level }: NoticeCommand & { readonly level: 2 | 3 },
): Promise<CostNoticeLevel> {
  const regionId = scope.kind === 'county' ? scope.regionId : null;
  const hospitals = owingHospitals(cost.places, month, { regionId, level }).map((hospital) => {
    const { hospitalId } = hospital;
    const sent = live.hospitals.get(hospitalId)?.get(month);
    const reported = (sent?.has('inpatientRows') || sent?.has('inpatientReturn')) ?? false;
    return { hospitalId, hospitalName: hospitalIn(hospital, month)?.name ?? '', reported };
  });
  const rows: CostNoticeLevel['rows'][number][] = [];
  const baselines = Map.groupBy(await context.store.baselines.of(null), ({ owner }) => owner);
  for (const measure of cost.measures.values()) {
    for (const { hospitalId, hospitalName } of hospitals) {
      const scope = { kind: 'hospital', hospitalId } as const;
      const set = baselines.get(baselineKey(measure.id, { scope, level: null })) ?? [];
      for (const alert of unitAlerts(cost, live, { measure, scope }, addToMonth(month, 1), set).alerts) {
        if (!alert.current || alert.to !== month || alert.judgement === 'neither') continue;
        const { rule, side, judgement, since, fromValue, toValue, partial } = alert;
        rows.push({ hospitalName, measure: measure.name, rule, side, judgement, since, fromValue, toValue, partial });
      }
      // A series takes about a millisecond: other requests come in between.
      await setImmediate();
    }
  }
  rows.sort((left, right) => (left.judgement === right.judgement ? 0 : left.judgement === 'worse' ? -1 : 1));
  const missing = hospitals.filter(({ reported }) => !reported).map(({ hospitalName }) => hospitalName);
  return { level, reported: hospitals.length - missing.length, owed: hospitals.length, missing, rows };
}
