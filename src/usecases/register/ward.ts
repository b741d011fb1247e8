import { factsNear } from '../../core/register/dated.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import { placeOfHospital, type Register, registerStream } from '../../core/register/register.ts';
import {
  type ChangeWard,
  changeWard as change,
  type EndWard,
  endWard as end,
  registerWard as register,
  type Ward,
  type WardEvent,
  type WardFacts,
  wardFactsOn,
} from '../../core/register/ward.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, reach, replyFor, todayOf, type Written } from '../context.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { ownPlaces, placesRead } from './reached-hospitals.ts';

export interface NewWard extends WardFacts {
  readonly hospitalId: string;
  readonly from: IsoDate;
}

export async function registerWard(context: Context, command: NewWard): Promise<Written> {
  const { hospitalId } = command;
  const wardId = context.newId('wrd');
  return write(context, 'ward.register', { hospitalId, wardId }, (known) => {
    const hospital = known.hospitals.get(hospitalId);
    if (hospital === undefined) throw absent();
    return register(known.wards, hospital, { ...command, wardId });
  });
}

type Named = { readonly hospitalId: string; readonly wardId: string; readonly ifMatch?: number | undefined };

/** `ifMatch` is the length of the hospital's stream: wards are part of their hospital. */
export async function changeWard(context: Context, command: ChangeWard & Named): Promise<Written> {
  return write(context, 'ward.change', command, (known) => change(known.wards, wardOf(known, command), command));
}

export async function endWard(context: Context, command: EndWard & Named): Promise<Written> {
  return write(context, 'ward.change', command, (known) => end(known.wards, wardOf(known, command), command));
}

/** A ward with its facts on a day; those of its first day where that is later. */
export interface WardView extends WardFacts {
  readonly wardId: string;
  readonly hospitalId: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly intoId: string | null;
  /** Whether it is on that day. */
  readonly inForce: boolean;
}

/** The wards of a hospital by name; ended ones only when asked for. */
export async function wards(
  context: Context,
  filter: { readonly hospitalId: string; readonly asOf?: IsoDate | undefined; readonly ended?: boolean | undefined },
): Promise<readonly WardView[]> {
  const known = await reachPlaces(context, filter.hospitalId);
  const { hospitalId, asOf = todayOf(context), ended = false } = filter;
  return [...known.wards.values()]
    .filter((ward) => ward.hospitalId === hospitalId && (ended || ward.until === null || ward.until > asOf))
    .map((ward) => viewOf(ward, asOf))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

export async function wardById(
  context: Context,
  named: { readonly hospitalId: string; readonly wardId: string; readonly asOf?: IsoDate | undefined },
): Promise<{ readonly ward: WardView; readonly length: number }> {
  const length = await context.store.ledger.lengthOf({ kind: 'hospital', id: named.hospitalId });
  const known = await reachPlaces(context, named.hospitalId);
  return { ward: viewOf(wardOf(known, named), named.asOf ?? todayOf(context)), length };
}

async function write(
  context: Context,
  operation: Operation,
  { hospitalId, wardId, ifMatch }: Named,
  decide: (register: Register) => WardEvent,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    const stream = { kind: 'hospital' as const, id: hospitalId };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    const known = await registerOf(context);
    const by = reach(context, operation, [placeOfHospital(known, hospitalId, todayOf(context))]);
    if (!known.hospitals.has(hospitalId)) throw absent();
    refuseMoved(ifMatch, decidedOn);
    const event = decide(known);
    const streams = [
      { ...stream, decidedOn },
      { ...registerStream, decidedOn: known.length },
    ];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, wardId));
    return { id: wardId, appended };
  });
}

async function reachPlaces(context: Context, hospitalId: string): Promise<Register> {
  const known = await registerOf(context);
  const own = await ownPlaces(context, 'place.read');
  reach(context, 'place.read', placesRead(known, hospitalId, todayOf(context), own));
  if (!known.hospitals.has(hospitalId)) throw absent();
  return known;
}

function wardOf(register: Register, { hospitalId, wardId }: Named): Ward {
  const ward = register.wards.get(wardId);
  if (ward?.hospitalId !== hospitalId) throw absent();
  return ward;
}

function viewOf(ward: Ward, date: IsoDate): WardView {
  const { wardId, hospitalId, facts, until, intoId } = ward;
  const inForce = wardFactsOn(ward, date) !== undefined;
  return { wardId, hospitalId, ...factsNear(facts, date), from: facts.from, until, intoId, inForce };
}
