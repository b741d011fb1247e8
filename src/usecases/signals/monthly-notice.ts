import { setImmediate } from 'node:timers/promises';
import {
  foldSentNotices,
  type Recipients,
  type SentNotice,
  type SentText,
  sendNoticeText,
} from '../../core/cost/follow-up/notice-sending.ts';
import type { LiveCost } from '../../core/cost/live.ts';
import { hospitalIn, owingHospitals } from '../../core/cost/places.ts';
import { baselineKey } from '../../core/cost/signal/baseline.ts';
import { DomainError } from '../../core/errors.ts';
import type { CostNotice, CostNoticeLevel } from '../../core/paper/cost-notice.ts';
import { covers } from '../../core/register/people/permission.ts';
import { addToMonth, type Month } from '../../core/time.ts';
import { sha256Hex } from '../../hashing.ts';
import { type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { type CostContext, type CostScope, placeOf, reachScope } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';
import { hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';
import { endOfSeries, unitAlerts } from './signal-series.ts';

export interface NoticeCommand {
  readonly scope: CostScope & { readonly kind: 'city' | 'county' };
  readonly month: Month;
}

/** The monthly notice as it stood at the end of a month, with the limits that hold now. @throws DomainError absent, access.forbidden, notice.month-not-over. */
export async function monthlyNotice(context: Context, { scope, month }: NoticeCommand): Promise<CostNotice> {
  const cost = await costContextOf(context);
  const placeName = reachScope(cost, scope);
  return noticeOf(context, cost, placeName, { scope, month });
}

async function noticeOf(
  context: Context,
  cost: CostContext,
  placeName: string,
  { scope, month }: NoticeCommand,
): Promise<CostNotice> {
  if (month >= endOfSeries(context)) throw new DomainError('invalid', 'notice.month-not-over', { month });
  const live = await cost.live.current();
  const levels: CostNoticeLevel[] = [];
  for (const level of [3, 2] as const) levels.push(await levelOf(context, cost, live, { scope, month, level }));
  return { placeName, month, printedOn: todayOf(context), levels: levels.filter(({ owed }) => owed > 0) };
}

export interface SendNotice extends NoticeCommand {
  readonly document: string;
  readonly to: Recipients;
  readonly language: SentText['language'];
  /** Of the page that the sender has seen, lower-case hex. */
  readonly textSha256: string;
}

/**
 * A person sends the notice: who, when, to whom and which text stand in the ledger from then on.
 *
 * @param pageOf the page as it is printed.
 * @throws DomainError absent, access.forbidden, notice.month-not-over; as `sendNoticeText` of core.
 */
export async function sendMonthlyNotice(
  context: Context,
  command: SendNotice,
  pageOf: (notice: CostNotice) => string,
): Promise<Written> {
  const cost = await costContextOf(context);
  const { scope, month } = command;
  const { name, place } = placeOf(cost.places, scope);
  const by = reach(context, 'follow-up.send', [place]);
  const textSha256 = sha256Hex(pageOf(await noticeOf(context, cost, name, command)));
  const regionId = scope.kind === 'county' ? scope.regionId : null;
  const hospitalIds = owingHospitals(cost.places, month, { regionId, level: null }).map((one) => one.hospitalId);
  const noticeId = context.newId('ntc');
  const event = sendNoticeText({ textSha256, hospitalIds }, { ...command, noticeId, regionId });
  const drafts = [{ event, by, streams: [noticeStream] }];
  return { id: noticeId, appended: await context.store.ledger.append(drafts, replyFor(context, noticeId)) };
}

/** All notices of the city and its counties: a few dozen a year. */
const noticeStream = { kind: 'follow-up', id: 'notices' } as const;

/**
 * Newest first: those of places that the caller reaches, and those that went to a hospital that the caller reaches; of
 * these only the own hospitals are named.
 *
 * @throws DomainError access.forbidden.
 */
export async function sentNotices(
  context: Context,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<{ readonly items: readonly SentNotice[]; readonly before: number | null }> {
  const grants = grantsHeld(context, 'follow-up.read');
  const { places } = await costContextOf(context);
  const hospitals = hospitalsReached(await registerOf(context), grants, todayOf(context));
  const reached = foldSentNotices(await context.store.ledger.entriesOf([noticeStream])).flatMap((sent) => {
    const { place } = placeOf(places, scopeOfNotice(sent));
    if (grants.some((grant) => covers(grant, place))) return [sent];
    const own = sent.to.hospitalIds.filter((hospitalId) => hospitals?.includes(hospitalId));
    return own.length === 0 ? [] : [{ ...sent, to: { hospitalIds: own, others: [] } }];
  });
  const rest = before === undefined ? reached : reached.filter(({ position }) => position < before);
  const items = rest.slice(0, limit);
  return { items, before: rest.length > limit ? (items.at(-1)?.position ?? null) : null };
}

function scopeOfNotice({ regionId }: SentNotice): NoticeCommand['scope'] {
  return regionId === null ? { kind: 'city' } : { kind: 'county', regionId };
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
  let [series, judged] = [0, 0];
  const baselines = Map.groupBy(await context.store.baselines.of(null), ({ owner }) => owner);
  for (const measure of cost.measures.values()) {
    for (const { hospitalId, hospitalName } of hospitals) {
      const scope = { kind: 'hospital', hospitalId } as const;
      const set = baselines.get(baselineKey(measure.id, { scope, level: null })) ?? [];
      const own = unitAlerts(cost, live, { measure, scope }, addToMonth(month, 1), set);
      series += 1;
      if (own.newest === month) judged += 1;
      for (const alert of own.alerts) {
        if (!alert.current || alert.to !== month || alert.judgement === 'neither') continue;
        const { rule, side, judgement, since, fromValue, toValue, partial } = alert;
        const { name, unit } = measure;
        rows.push({ hospitalName, measure: name, unit, rule, side, judgement, since, fromValue, toValue, partial });
      }
      // A series takes about a millisecond: other requests come in between.
      await setImmediate();
    }
  }
  rows.sort((left, right) => (left.judgement === right.judgement ? 0 : left.judgement === 'worse' ? -1 : 1));
  const missing = hospitals.filter(({ reported }) => !reported).map(({ hospitalName }) => hospitalName);
  return { level, reported: hospitals.length - missing.length, owed: hospitals.length, missing, series, judged, rows };
}
