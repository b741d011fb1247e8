import { DomainError } from '../../core/errors.ts';
import { giveMandate as give, type Mandate } from '../../core/register/people/mandate.ts';
import { placeOfHospital } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import type { MandateRow } from '../../store/queries/mandate.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { grantsUnderAllIds, idsOfPerson } from '../doctor-memo.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest } from '../retry.ts';

/**
 * A hospital has somebody act for it for a time: a stand-in for one of its own, or somebody from elsewhere.
 *
 * @throws DomainError `absent`, `mandate.person-unknown`, and what core's `giveMandate` refuses.
 */
export async function giveMandate(context: Context, command: Omit<Mandate, 'mandateId'>): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    const { personId, hospitalId, role, inPlaceOf, from, until, reason, document } = command;
    const today = todayOf(context);
    const register = await registerOf(context);
    const by = reach(context, 'mandate.give', [placeOfHospital(register, hospitalId, today)]);
    if (!register.hospitals.has(hospitalId)) throw absent();
    const { people, ledger } = context.store;
    const stream = { kind: 'person' as const, id: personId };
    const decidedOn = await ledger.lengthOf(stream);
    const person = await people.personById(personId);
    if (person?.personKind !== 'human') throw new DomainError('invalid', 'mandate.person-unknown', { personId });
    const held = await grantsUnderAllIds(context, personId);
    const replaced = inPlaceOf === null ? [] : await grantsUnderAllIds(context, inPlaceOf);
    const mandateId = context.newId('mnd');
    const mandate = { mandateId, hospitalId, personId, role, inPlaceOf, from, until, reason, document };
    const signerIds = await idsOfPerson(context, by.personId);
    const event = give({ held, replaced, signerIds, today }, mandate);
    const streams = [
      { ...stream, decidedOn },
      { kind: 'hospital' as const, id: hospitalId },
    ];
    const appended = await ledger.append([{ event, by, streams }], replyFor(context, mandateId));
    return { id: mandateId, appended };
  });
}

/** Ends a mandate sooner; it opens no door from `until` on. @throws DomainError `absent`, `mandate.ended`. */
export async function endMandate(
  context: Context,
  { mandateId, until, reason }: { readonly mandateId: string; readonly until: IsoDate; readonly reason: string },
): Promise<Written> {
  return decideOnNewest(undefined, async () => {
    grantsHeld(context, 'mandate.give');
    const before = await context.store.mandates.byId(mandateId);
    if (before === undefined) throw absent();
    const { hospitalId, personId } = before;
    const stream = { kind: 'person' as const, id: personId };
    const decidedOn = await context.store.ledger.lengthOf(stream);
    const register = await registerOf(context);
    const by = reach(context, 'mandate.give', [placeOfHospital(register, hospitalId, todayOf(context))]);
    const mandate = await context.store.mandates.byId(mandateId);
    if (mandate === undefined) throw absent();
    if (until >= mandate.until) throw new DomainError('conflict', 'mandate.ended', { mandateId, until: mandate.until });
    const event = { kind: 'mandate.ended', v: 1, mandateId, hospitalId, personId, until, reason } as const;
    const streams = [
      { ...stream, decidedOn },
      { kind: 'hospital' as const, id: hospitalId },
    ];
    const appended = await context.store.ledger.append([{ event, by, streams }], replyFor(context, mandateId));
    return { id: mandateId, appended };
  });
}

export interface MandateView extends MandateRow {
  readonly name: string;
  /** Of whose place it is; null where it is nobody's. */
  readonly inPlaceOfName: string | null;
}

/** Those of one hospital, newest first, past ones too. @throws DomainError `absent`. */
export async function mandates(context: Context, hospitalId: string): Promise<readonly MandateView[]> {
  const register = await registerOf(context);
  reach(context, 'mandate.read', [placeOfHospital(register, hospitalId, todayOf(context))]);
  if (!register.hospitals.has(hospitalId)) throw absent();
  const rows = await context.store.mandates.ofHospital(hospitalId, maxListed);
  const persons = rows.flatMap(({ personId, inPlaceOf }) => (inPlaceOf === null ? [personId] : [personId, inPlaceOf]));
  const names = await context.store.people.namesOf([...new Set(persons)]);
  return rows.map((row) => ({
    ...row,
    name: names.get(row.personId) ?? '',
    inPlaceOfName: row.inPlaceOf && (names.get(row.inPlaceOf) ?? ''),
  }));
}

/** More than this a hospital does not give in years. */
const maxListed = 200;
