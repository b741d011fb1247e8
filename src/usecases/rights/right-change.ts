import { DomainError } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import { type Deciding, isRecused } from '../../core/procedure/deciding.ts';
import type { Decider } from '../../core/register/doctor-change.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import { placesOf, type Register } from '../../core/register/register.ts';
import { foldRights, type MeasureTaken, type RightGrant, type Site } from '../../core/register/right.ts';
import {
  type EndRight,
  endRight as end,
  type GrantRight,
  grantRight as grant,
  type LiftMeasure,
  liftMeasure as lift,
  type MeasureRight,
  measureRight as measure,
  type RightHolder,
} from '../../core/register/right-change.ts';
import { refuseLifting } from '../../core/sanction/lift.ts';
import { type ExplainedRight, explainRights } from '../../core/sanction/right-explanation.ts';
import { absent, type Context, grantReaching, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { signedBy } from '../signer.ts';

type At = { readonly doctorId: string; readonly hospitalId: string; readonly ifMatch?: number | undefined };

/** @throws DomainError what the decision of the same name in core/register/right-change.ts throws; `right.recused`. */
export async function grantRight(context: Context, command: At & Omit<GrantRight, 'grantId'>): Promise<Written> {
  const grantId = context.newId('rgt');
  return write(context, 'right.grant', command, ({ holder, site, by }) => ({
    id: grantId,
    event: grant(holder, site, { ...command, grantId }, by),
  }));
}

export async function endRight(
  context: Context,
  command: At & EndRight & { readonly grantId: string },
): Promise<Written> {
  return write(context, 'right.grant', command, ({ holder, site, by }) => {
    const held = holder.rights.grants.find((one) => one.grantId === command.grantId);
    if (held?.hospitalId !== site.hospitalId) throw absent();
    return { id: held.grantId, event: end(holder.doctor, held, command, by) };
  });
}

/** Restricts, suspends or cancels; HIS sees it with the next question. */
export async function measureRight(context: Context, command: At & Omit<MeasureRight, 'measureId'>): Promise<Written> {
  const measureId = context.newId('msr');
  return write(context, 'right.measure', command, ({ holder, site, by }) => ({
    id: measureId,
    event: measure(holder, site, { ...command, measureId }, by),
  }));
}

export async function liftMeasure(
  context: Context,
  command: At & LiftMeasure & { readonly measureId: string },
): Promise<Written> {
  return write(context, 'right.measure', command, ({ holder, site, by, deciding }) => {
    const taken = holder.rights.measures.find((one) => one.measureId === command.measureId);
    if (taken?.hospitalId !== site.hospitalId) throw absent();
    refuseLifting(deciding, taken, command.from);
    return { id: taken.measureId, event: lift(holder.doctor, taken, command, by) };
  });
}

/**
 * A doctor's grants and measures with their reasons, and how each status comes about from them, as far as the caller sees the hospitals that made them: for those
 * who read the record, not for a HIS, which is told the status alone.
 */
export async function rightsOfDoctor(
  context: Context,
  doctorId: string,
): Promise<{
  readonly grants: readonly RightGrant[];
  readonly measures: readonly MeasureTaken[];
  readonly statuses: readonly ExplainedRight[];
  readonly length: number;
}> {
  grantsHeld(context, 'doctor.read');
  const known = await registerOf(context);
  const record = await recordNow(context, doctorId);
  if (record === undefined) throw absent();
  const { doctor, dossier, stream } = record;
  const places = placesOf(known, doctor, todayOf(context));
  reach(context, 'doctor.read', places);
  const rights = foldRights(dossier.entries);
  const sees = ({ hospitalId }: { readonly hospitalId: string }) => {
    const there = places.filter((place) => place.hospitalId === hospitalId || place.hospitalId === undefined);
    return grantReaching(context, 'doctor.read', there) !== undefined;
  };
  const [grants, measures] = [rights.grants.filter(sees), rights.measures.filter(sees)];
  const hospitalIds = [...new Set([...grants, ...measures].map((each) => each.hospitalId))];
  const sites = hospitalIds.map((hospitalId) => siteOf(known, hospitalId));
  const statuses = explainRights(known, dossier, sites, todayOf(context));
  return { grants, measures, statuses, length: stream.decidedOn };
}

function siteOf(known: Register, hospitalId: string): Site {
  return { hospitalId, until: known.hospitals.get(hospitalId)?.until ?? null };
}

async function write(
  context: Context,
  operation: Operation,
  { doctorId, hospitalId, ifMatch }: At,
  decide: (loaded: {
    readonly holder: RightHolder;
    readonly site: Site;
    readonly by: Decider;
    readonly deciding: Deciding;
  }) => {
    readonly id: string;
    readonly event: DomainEvent;
  },
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    grantsHeld(context, operation);
    const known = await registerOf(context);
    const record = await recordNow(context, doctorId);
    if (record === undefined) throw absent();
    const { doctor, dossier, stream } = record;
    const today = todayOf(context);
    // Only the hospital's own posts: what another hospital grants this doctor is not its to decide.
    const here = placesOf(known, doctor, today).filter((place) => place.hospitalId === hospitalId);
    const signer = reach(context, operation, here);
    refuseMoved(ifMatch, stream.decidedOn);
    const deciding = { ...(await signedBy(context, known, signer)), dossier };
    if (isRecused(deciding)) throw new DomainError('forbidden', 'right.recused');
    const { id, event } = decide({
      holder: { doctor, rights: foldRights(dossier.entries) },
      site: siteOf(known, hospitalId),
      by: { personId: signer.personId, today },
      deciding,
    });
    const appended = await context.store.ledger.append(
      [{ event, by: signer, streams: [stream] }],
      replyFor(context, id),
    );
    return { id, appended };
  });
}
