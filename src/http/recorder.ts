import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError } from '../core/errors.ts';
import {
  type AccessAct,
  type AccessOutcome,
  type Capacity,
  type Purpose,
  purposeOfRole,
  purposes,
  wholeList,
} from '../core/register/people/access-record.ts';
import { grantsFor } from '../core/register/people/permission.ts';
import { instantOf } from '../core/time.ts';
import { traceOf } from '../logger.ts';
import { type Actor, type Context, type Ports, todayOf } from '../usecases/context.ts';
import { shownDoctors } from './answer/shown-doctors.ts';
import type { Input, Reply, Route } from './route.ts';

/**
 * The one place that records who looked. Every request passes through it, and what it does follows from how the route is
 * declared, so no handler can forget: an answer that shows a doctor's record leaves only after its row is durable, and
 * where the row cannot be written the answer is a 503.
 */
export interface Recorder {
  /** @param handle makes the answer; what it is given records doctors whom the answer itself does not name. */
  answered(
    request: FastifyRequest,
    route: Route,
    context: Context,
    handle: (shows: Input['shows']) => Promise<Reply>,
  ): Promise<Reply>;
  /** Somebody known who is turned away at the door: no role holds the operation, or the person is not checked enough. */
  denied(request: FastifyRequest, route: Route, actor: Actor): Promise<void>;
}

/** @throws DomainError `access-record.failed` (unavailable) from both: nothing is shown that is not recorded. */
export function recorder(ports: Ports, log: Logger): Recorder {
  const durable = async <T>(write: Promise<T>): Promise<T> => {
    try {
      return await write;
    } catch (error) {
      log.error({ ...traceOf(error) }, 'the access record could not be written');
      throw new DomainError('unavailable', 'access-record.failed', { retryAfterS });
    }
  };
  const add = async (request: FastifyRequest, route: Route, row: Row, doctorIds: readonly string[]) =>
    durable(
      ports.accessRecords.add(
        {
          at: instantOf(ports.clock.now()),
          act: actOf(route),
          operation: route.operationId,
          ...row,
          ...purposeOf(request, route, row.capacities),
          object: objectOf(request.params),
          requestId: request.id,
        },
        doctorIds,
      ),
    );

  const refusal = async (request: FastifyRequest, route: Route, actor: Actor, error: unknown) => {
    const outcome = outcomeOf(route, error);
    if (outcome === undefined) return;
    const nobody = route.recordedAs === 'login' && actor.personId === '';
    const who = nobody ? await accountTried(ports, request) : identityOf(actor);
    const row = { ...who, outcome, capacities: capacitiesOf(ports, route, actor) };
    await add(request, route, row, await doctorsInAddress(ports, request.params));
  };

  const recorded: Recorder['answered'] = async (request, route, context, handle) => {
    const { actor } = context;
    let row: Promise<number> | undefined;
    const shows = async (doctorIds: readonly string[]) => {
      const distinct = [...new Set(doctorIds)];
      if (row !== undefined) return durable(ports.accessRecords.addDoctors(await row, distinct));
      const capacities = capacitiesOf(ports, route, actor);
      row = add(request, route, { ...identityOf(actor), outcome: 'done', capacities }, distinct);
      await row;
    };
    try {
      // Before anything is read, so that a purpose that is none of ours shows nothing.
      if (route.readsDoctor) purposeOf(request, route, []);
      const reply = await handle(shows);
      if (route.recordedAs === 'login') {
        const who = identityOf((reply.kind === 'json' ? reply.by : undefined) ?? actor);
        await add(request, route, { ...who, outcome: 'done', capacities: [] }, []);
      } else if (route.recordedAs === 'call' || route.recordedAs === 'purpose') await shows([]);
      else if (route.readsDoctor) {
        const own = route.path.startsWith('/v1/me/') ? ownDoctors(actor) : [];
        await shows([...own, ...(await doctorsInAddress(ports, request.params)), ...shownDoctors(reply)]);
      }
      return reply;
    } catch (error) {
      await refusal(request, route, actor, error);
      throw error;
    }
  };

  // Apart, because it is asked for before each prescription: whoever is told something is counted, and not recorded.
  const counted: Recorder['answered'] = async (request, route, { actor }, handle) => {
    try {
      const reply = await handle(showsNobody);
      ports.rightChecks.count(actor.accountId, numberAsked(request));
      return reply;
    } catch (error) {
      if (!(error instanceof DomainError && error.kind === 'absent')) await refusal(request, route, actor, error);
      else ports.rightChecks.count(actor.accountId, numberAsked(request));
      throw error;
    }
  };

  return {
    denied: async (request, route, actor) => {
      const row = { ...identityOf(actor), outcome: 'denied', capacities: capacitiesOf(ports, route, actor) } as const;
      await add(request, route, row, await doctorsInAddress(ports, request.params));
    },
    answered: (request, route, context, handle) =>
      route.recordedAs === 'check'
        ? counted(request, route, context, handle)
        : recorded(request, route, context, handle),
  };
}

/** A right check says whether somebody may prescribe, and shows no record. */
async function showsNobody(): Promise<void> {
  throw new Error('a right check shows nobody’s record');
}

interface Row {
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly outcome: AccessOutcome;
  readonly capacities: readonly Capacity[];
}

/** A full disk or a lock does not go away sooner. */
const retryAfterS = 5;

function actOf(route: Route): AccessAct {
  if (route.recordedAs === 'login') return 'account';
  if (route.reply.kind === 'written') return 'write';
  return route.reply.kind === 'file' ? 'export' : 'read';
}

function identityOf({
  personId,
  accountId,
}: Pick<Actor, 'personId' | 'accountId'>): Pick<Row, 'personId' | 'accountId'> {
  return personId === '' ? { personId: null, accountId: null } : { personId, accountId };
}

/** Whose login it would be; what was typed is not kept, because people type passwords into the wrong field. */
async function accountTried(ports: Ports, request: FastifyRequest): Promise<Pick<Row, 'personId' | 'accountId'>> {
  const { login, clientId } = (request.body ?? {}) as { readonly login?: unknown; readonly clientId?: unknown };
  const tried = typeof login === 'string' ? login : clientId;
  const account = typeof tried === 'string' ? await ports.store.people.accountByLogin(tried) : undefined;
  return { personId: account?.personId ?? null, accountId: account?.id ?? null };
}

function capacitiesOf(ports: Ports, route: Route, actor: Actor): Capacity[] {
  const { permission } = route;
  if (permission === 'public' || permission === 'account') {
    return actor.grants.filter(({ scope }) => scope.kind === 'self').map(({ role, scope }) => ({ role, scope }));
  }
  return grantsFor(permission, actor.grants, todayOf(ports)).map(({ role, scope }) => ({ role, scope }));
}

/** @throws DomainError `form.purpose` (malformed) for a purpose that is none of ours. */
function purposeOf(
  request: FastifyRequest,
  route: Route,
  capacities: readonly Capacity[],
): { readonly purpose: Purpose | null; readonly purposeStated: boolean } {
  if (route.recordedAs === 'login') return { purpose: null, purposeStated: false };
  if (route.recordedAs === 'purpose') {
    // The form lets nothing else through; whoever is refused before it may have said anything.
    const stated = purposes.find((purpose) => purpose === (request.query as { readonly purpose?: unknown }).purpose);
    return { purpose: stated ?? null, purposeStated: stated !== undefined };
  }
  const header = request.headers[purposeHeader.toLowerCase()];
  if (header !== undefined) {
    const stated = purposes.find((purpose) => purpose === header);
    if (stated !== undefined) return { purpose: stated, purposeStated: true };
    if (route.readsDoctor) throw new DomainError('malformed', 'form.purpose', { purposes });
  }
  const role = capacities[0]?.role;
  return { purpose: role === undefined ? null : purposeOfRole[role], purposeStated: false };
}

export const purposeHeader = 'Access-Purpose';

/** What of a refusal is recorded: undefined, where nothing was asked that could be shown. */
function outcomeOf(route: Route, error: unknown): AccessOutcome | undefined {
  if (!(error instanceof DomainError)) return undefined;
  if (error.kind === 'forbidden') return 'denied';
  if (error.kind === 'absent') return 'absent';
  if (route.recordedAs === 'login') return error.kind === 'unauthenticated' ? 'refused' : undefined;
  return route.readsDoctor && stateRefused.includes(error.kind) ? 'refused' : undefined;
}

const stateRefused: readonly DomainError['kind'][] = ['conflict', 'invalid', 'moved'];

/** Whose record an address is about, by the ids in it, whether or not the caller may see it. */
async function doctorsInAddress(ports: Ports, params: unknown): Promise<string[]> {
  const { doctorId, deductionId } = (params ?? {}) as Readonly<Record<string, string | undefined>>;
  if (doctorId !== undefined) return isId(doctorId) ? [doctorId] : [];
  const about = deductionId === undefined ? undefined : await ports.store.deductions.doctorOf(deductionId);
  return about === undefined ? [] : [about];
}

/** Only what looks like an id of ours: an address may hold a licence number, or whatever somebody typed. */
function objectOf(params: unknown): string | null {
  const ids = Object.values((params ?? {}) as Readonly<Record<string, string>>).filter(isId);
  return ids.at(-1) ?? null;
}

function isId(text: string): boolean {
  return /^[a-z]{2,8}_[a-z0-9-]{1,60}$/.test(text);
}

function ownDoctors({ grants }: Actor): string[] {
  return grants.flatMap(({ scope }) => (scope.kind === 'self' ? [scope.doctorId] : []));
}

/** How a right check names its doctor, as the tally takes it. */
function numberAsked({ params, query }: FastifyRequest): string {
  const { licenceNo } = (params ?? {}) as { readonly licenceNo?: string };
  if (licenceNo !== undefined) return licenceNo;
  const { hospital, staffNo } = (query ?? {}) as { readonly hospital?: string; readonly staffNo?: string };
  return staffNo === undefined ? wholeList : `${hospital ?? ''}/${staffNo}`;
}
