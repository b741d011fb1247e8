import {
  acknowledge,
  close,
  type FollowedSignal,
  type FollowUp,
  type FollowUpEvent,
  type FollowUpState,
  foldFollowUp,
  type Interview,
  interview,
  monthsHeld,
  type Notice,
  nextSteps,
  notice,
  type Proposal,
  proposalOf,
  type Recheck,
  recheck,
  type StepContext,
  signalKey,
} from '../../core/cost/follow-up/follow-up.ts';
import { alertsOf } from '../../core/cost/signal/alert.ts';
import type { SeriesOwner } from '../../core/cost/signal/baseline.ts';
import type { XmrRule } from '../../core/cost/signal/xmr.ts';
import { DomainError } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { Entry } from '../../core/ledger/entry.ts';
import { placeOfHospital } from '../../core/register/register.ts';
import { type IsoDate, type Month, shanghaiDateOf } from '../../core/time.ts';
import type { FollowUpRow } from '../../store/queries/follow-up.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { measureNamed, placeOf } from '../cost/cost-context.ts';
import { costContextOf } from '../cost/cost-door.ts';
import { hospitalsReached } from '../register/reached-hospitals.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { type AlertsCommand, alertList } from './alert-list.ts';
import { baselinesOf, endOfSeries, judgedSeries, wholeSeries } from './signal-series.ts';

export interface ProposalsAnswer {
  /** Worse signals that nobody has taken up: the system proposes, a person decides and sends. */
  readonly proposals: readonly (Proposal & { readonly hospitalName: string; readonly wardName: string | null })[];
}

/** @throws DomainError as `alertList`. */
export async function proposals(context: Context, command: AlertsCommand): Promise<ProposalsAnswer> {
  const { alerts } = await alertList(context, command);
  const open = new Set((await context.store.followUps.unfinished(null)).map((row) => signalKey(signalOf(row))));
  const found = alerts
    .filter(({ judgement }) => judgement === 'worse')
    .map(({ measureId: measure, ...alert }) => {
      const { hospitalId, wardId, rule, side, since, to, fromValue, toValue, hospitalName, wardName } = alert;
      const signal = { measure, hospitalId, wardId, rule, side, since, to, fromValue, toValue };
      return { ...proposalOf(signal, monthsHeld(alert)), hospitalName, wardName };
    });
  return { proposals: found.filter((one) => !open.has(signalKey(one))) };
}

export interface TakeUp {
  readonly measure: string;
  readonly hospitalId: string;
  readonly wardId: string | null;
  readonly rule: XmrRule;
  readonly since: Month;
  readonly note: string;
}

/**
 * Takes a signal up (已阅处), with the figures it has now.
 *
 * @throws DomainError absent, access.forbidden, cost.measure-unknown, follow-up.no-such-signal, follow-up.open-already.
 */
export async function takeUp(context: Context, command: TakeUp): Promise<Written> {
  const cost = await costContextOf(context);
  const { hospitalId, wardId } = command;
  const by = reach(context, 'follow-up.send', [placeOf(cost.places, { kind: 'hospital', hospitalId }).place]);
  if (wardId !== null && cost.places.wards.get(wardId)?.hospitalId !== hospitalId) throw absent();
  const measure = measureNamed(cost, command.measure, null);
  const owner: SeriesOwner =
    wardId === null
      ? { scope: { kind: 'hospital', hospitalId }, level: null }
      : { scope: { kind: 'ward', wardId }, level: null };
  const live = await cost.live.current();
  const points = wholeSeries(cost, live, { measure, version: null, ...owner }, endOfSeries(context));
  const months = judgedSeries({ measure }, points, await baselinesOf(context, measure, owner));
  const alert = alertsOf(measure, months).find(
    (one) => one.current && one.rule === command.rule && one.since === command.since,
  );
  if (alert === undefined) {
    throw new DomainError('invalid', 'follow-up.no-such-signal', { rule: command.rule, since: command.since });
  }
  const { rule, side, since, to, fromValue, toValue } = alert;
  const signal = { measure: measure.id, hospitalId, wardId, rule, side, since, to, fromValue, toValue };
  return decideOnNewest(undefined, async () => {
    // Two persons who take up the same signal at the same moment decide on one stream: the second is refused.
    const list = { kind: 'follow-up' as const, id: `hospital/${hospitalId}` };
    const decidedOn = await context.store.ledger.lengthOf(list);
    const open = (await context.store.followUps.unfinished([hospitalId])).map(signalOf);
    const followUpId = context.newId('fup');
    const event = acknowledge({ open }, { followUpId, signal, note: command.note });
    const streams = [
      { kind: 'follow-up' as const, id: followUpId, decidedOn: 0 },
      { ...list, decidedOn },
    ];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, followUpId));
    return { id: followUpId, appended };
  });
}

export interface StepCommand {
  readonly followUpId: string;
  readonly ifMatch?: number | undefined;
}

/** 通报: a person sends it. @throws DomainError `absent`; as `notice` of core. */
export function sendNotice(context: Context, command: StepCommand & { readonly notice: Notice }): Promise<Written> {
  return step(context, command, (at) => notice(at, command.notice));
}

/** 约谈, as it was held. @throws DomainError `absent`; as `interview` of core. */
export function recordInterview(
  context: Context,
  command: StepCommand & { readonly interview: Interview },
): Promise<Written> {
  return step(context, command, (at) => interview(at, command.interview));
}

/** @throws DomainError `absent`; as `recheck` of core. */
export function recordRecheck(
  context: Context,
  command: StepCommand & { readonly recheck: Recheck },
): Promise<Written> {
  return step(context, command, (at) => recheck(at, command.recheck));
}

/** @throws DomainError `absent`; as `close` of core. */
export function closeFollowUp(context: Context, command: StepCommand & { readonly reason: string }): Promise<Written> {
  return step(context, command, (at) => close(at, command));
}

export interface FollowUpView extends FollowUp {
  readonly next: readonly string[];
  readonly steps: readonly ({ readonly kind: string; readonly on: IsoDate } & Readonly<Record<string, unknown>>)[];
}

/** @throws DomainError `absent`. */
export async function followUpById(
  context: Context,
  followUpId: string,
): Promise<{ readonly followUp: FollowUpView; readonly length: number }> {
  const { followUp, entries, stream } = await load(context, 'follow-up.read', followUpId);
  const steps = entries.map(({ event, at }) => stepShown(event, at));
  return { followUp: { ...followUp, next: nextSteps(followUp), steps }, length: stream.decidedOn };
}

export interface FollowUpPage {
  readonly items: readonly FollowUpRow[];
  readonly before: number | null;
}

/** Newest first, of the hospitals that the caller reaches. */
export async function followUps(
  context: Context,
  filter: { readonly hospitalId?: string | undefined; readonly state?: FollowUpState | undefined },
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<FollowUpPage> {
  const grants = grantsHeld(context, 'follow-up.read');
  const hospitalIds = hospitalsReached(await registerOf(context), grants, todayOf(context), filter.hospitalId);
  const rows = await context.store.followUps.search({ hospitalIds, state: filter.state, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, before: rows.length > limit ? (items.at(-1)?.openedSeq ?? null) : null };
}

async function step(
  context: Context,
  { followUpId, ifMatch }: StepCommand,
  decide: (at: StepContext) => FollowUpEvent,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    const { followUp, stream, by } = await load(context, 'follow-up.send', followUpId);
    refuseMoved(ifMatch, stream.decidedOn);
    const event: DomainEvent = decide({ followUp, today: todayOf(context) });
    const appended = await context.store.ledger.append(
      [{ event, by, streams: [stream] }],
      replyFor(context, followUpId),
    );
    return { id: followUpId, appended };
  });
}

async function load(context: Context, operation: 'follow-up.read' | 'follow-up.send', followUpId: string) {
  grantsHeld(context, operation);
  const stream = { kind: 'follow-up' as const, id: followUpId };
  const decidedOn = await context.store.ledger.lengthOf(stream);
  const entries = await context.store.ledger.entriesOf([stream]);
  const followUp = foldFollowUp(entries);
  if (followUp === undefined) throw absent();
  const register = await registerOf(context);
  const by = reach(context, operation, [placeOfHospital(register, followUp.signal.hospitalId, todayOf(context))]);
  return { followUp, entries, by, stream: { ...stream, decidedOn } };
}

function stepShown(event: Entry['event'], at: string): FollowUpView['steps'][number] {
  const { kind, v: _version, ...said } = event;
  const { followUpId: _id, ...shown } = 'followUpId' in said ? said : { ...said, followUpId: '' };
  return { ...shown, kind: kind.slice('follow-up.'.length), on: shanghaiDateOf(at) };
}

function signalOf(row: FollowUpRow): FollowedSignal {
  const { measure, hospitalId, wardId, since, to, fromValue, toValue } = row;
  // The column holds what the entry said; the union is the entry's.
  const [rule, side] = [row.rule as FollowedSignal['rule'], row.side as FollowedSignal['side']];
  return { measure, hospitalId, wardId, rule, side, since, to, fromValue, toValue };
}
