import { factsNear } from '../../core/register/dated.ts';
import {
  type ChangeHospital,
  changeHospital as change,
  type EndHospital,
  endHospital as end,
  type Hospital,
  type HospitalEvent,
  type HospitalFacts,
  hospitalFactsOn,
  registerHospital as register,
} from '../../core/register/hospital.ts';
import type { Operation, Place } from '../../core/register/people/permission.ts';
import { regionPath } from '../../core/register/region.ts';
import { placeOfHospital, type Register, registerStream } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, grantReaching, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { ownPlaces, placesRead } from './reached-hospitals.ts';

export interface NewHospital extends HospitalFacts {
  readonly from: IsoDate;
}

export async function registerHospital(context: Context, command: NewHospital): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const known = await registerOf(context);
    const place: Place = { regionIds: regionPath(known.regions, command.regionId) };
    const by = reach(context, 'hospital.register', [place]);
    const hospitalId = context.newId('hos');
    const event = register(known, { ...command, hospitalId });
    const streams = [
      { kind: 'hospital' as const, id: hospitalId, decidedOn: 0 },
      { ...registerStream, decidedOn: known.length },
    ];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, hospitalId));
    return { id: hospitalId, appended };
  });
}

/** @throws DomainError what changeHospital throws; `ledger.stream-moved` when `ifMatch` is not the hospital's length. */
export async function changeHospital(
  context: Context,
  command: ChangeHospital & { readonly hospitalId: string; readonly ifMatch?: number | undefined },
): Promise<Written> {
  return write(context, command, (known, hospital) => change(known, hospital, command));
}

export async function endHospital(
  context: Context,
  command: EndHospital & { readonly hospitalId: string; readonly ifMatch?: number | undefined },
): Promise<Written> {
  return write(context, command, (known, hospital) => end(known.hospitals, hospital, command));
}

async function write(
  context: Context,
  { hospitalId, ifMatch }: { readonly hospitalId: string; readonly ifMatch?: number | undefined },
  decide: (register: Register, hospital: Hospital) => HospitalEvent,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    const stream = { kind: 'hospital' as const, id: hospitalId };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    const known = await registerOf(context);
    const { hospital, by } = reachHospital(context, 'hospital.change', known, hospitalId);
    refuseMoved(ifMatch, decidedOn);
    const event = decide(known, hospital);
    const streams = [
      { ...stream, decidedOn },
      { ...registerStream, decidedOn: known.length },
    ];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, hospitalId));
    return { id: hospitalId, appended };
  });
}

/** A hospital with its facts on a day; those of its first day where that is later. */
export interface HospitalView extends HospitalFacts {
  readonly hospitalId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly intoId: string | null;
  /** Whether it is on that day. */
  readonly inForce: boolean;
}

export async function hospitalById(
  context: Context,
  hospitalId: string,
  asOf?: IsoDate,
): Promise<{ readonly hospital: HospitalView; readonly length: number }> {
  const length = await context.store.ledger.lengthOf({ kind: 'hospital', id: hospitalId });
  const known = await registerOf(context);
  const own = await ownPlaces(context, 'place.read');
  reach(context, 'place.read', placesRead(known, hospitalId, todayOf(context), own));
  const hospital = known.hospitals.get(hospitalId);
  if (hospital === undefined) throw absent();
  return { hospital: viewOf(hospital, asOf ?? todayOf(context)), length };
}

/** Those in the caller's scope, by name; ended ones only when asked for. A city has some hundreds at most. */
export async function hospitals(
  context: Context,
  filter: {
    readonly asOf?: IsoDate | undefined;
    readonly regionId?: string | undefined;
    readonly ended?: boolean | undefined;
  },
): Promise<readonly HospitalView[]> {
  grantsHeld(context, 'place.read');
  const known = await registerOf(context);
  const { asOf = todayOf(context), regionId, ended = false } = filter;
  const own = await ownPlaces(context, 'place.read');
  return [...known.hospitals.values()]
    .filter((hospital) => {
      const place = placeOfHospital(known, hospital.hospitalId, asOf);
      const inRegion = regionId === undefined || place.regionIds?.includes(regionId);
      const over = hospital.until !== null && hospital.until <= asOf;
      const places = placesRead(known, hospital.hospitalId, asOf, own);
      return inRegion && (ended || !over) && grantReaching(context, 'place.read', places) !== undefined;
    })
    .map((hospital) => viewOf(hospital, asOf))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function reachHospital(context: Context, operation: Operation, register: Register, hospitalId: string) {
  const by = reach(context, operation, [placeOfHospital(register, hospitalId, todayOf(context))]);
  const hospital = register.hospitals.get(hospitalId);
  if (hospital === undefined) throw absent();
  return { hospital, by };
}

function viewOf(hospital: Hospital, date: IsoDate): HospitalView {
  const { hospitalId, facts, until, intoId } = hospital;
  const inForce = hospitalFactsOn(hospital, date) !== undefined;
  return { hospitalId, ...factsNear(facts, date), from: facts.from, until, intoId, inForce };
}
