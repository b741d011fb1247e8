import { DomainError } from '../../core/errors.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { Deciding } from '../../core/procedure/deciding.ts';
import { postsAt } from '../../core/register/doctor.ts';
import type { Operation } from '../../core/register/people/permission.ts';
import { placeOfHospital, placesOf, type Register } from '../../core/register/register.ts';
import type { IsoDate } from '../../core/time.ts';
import { absent, type Context, grantsHeld, reach, replyFor, todayOf, type Written } from '../context.ts';
import { recordNow } from '../doctor-memo.ts';
import type { DoctorRecord } from '../dossier.ts';
import { registerOf } from '../register.ts';
import { decideOnNewest, refuseMoved } from '../retry.ts';
import { type SignedNow, signedBy } from '../signer.ts';

/** Which doctor, and for which hospital of theirs the step is signed. */
export interface AtHospital {
  readonly doctorId: string;
  readonly hospitalId: string;
  /** The length of the doctor's stream that the actor saw. */
  readonly ifMatch?: number | undefined;
}

export interface Signing extends Pick<Deciding, 'dossier'>, SignedNow {
  readonly record: DoctorRecord;
  readonly today: IsoDate;
}

/**
 * Loads a doctor with the whole record, lets core decide one step on it, and appends. Of two at the same time one is
 * appended; the other is decided again on what is true then.
 *
 * @throws DomainError `access.forbidden`; `absent` where the doctor has and had no post at the hospital, or the actor does
 * not reach it; what the decision throws.
 */
export async function signOnDoctor(
  context: Context,
  operation: Operation,
  { doctorId, hospitalId, ifMatch }: AtHospital,
  id: string,
  decide: (signing: Signing) => DomainEvent | Promise<DomainEvent>,
): Promise<Written> {
  return decideOnNewest(ifMatch, async () => {
    grantsHeld(context, operation);
    const register = await registerOf(context);
    const record = await recordNow(context, doctorId);
    if (record === undefined) throw absent();
    const { dossier, stream } = record;
    const today = todayOf(context);
    const by = reach(context, operation, placesAt(register, record, hospitalId, today));
    refuseMoved(ifMatch, stream.decidedOn);
    const event = await decide({ ...(await signedBy(context, register, by)), record, dossier, today });
    const appended = await context.store.ledger.append([{ event, by, streams: [stream] }], replyFor(context, id));
    return { id, appended };
  });
}

/** Where the doctor works or worked at one hospital, and that hospital where they hold or held a right of it. */
export function placesAt(register: Register, { doctor, dossier }: DoctorRecord, hospitalId: string, today: IsoDate) {
  const posts = placesOf(register, doctor, today).filter((place) => place.hospitalId === hospitalId);
  const granted = dossier.entries.some(
    ({ event }) => event.kind === 'right.granted' && event.hospitalId === hospitalId,
  );
  return granted ? [...posts, placeOfHospital(register, hospitalId, today)] : posts;
}

/** @throws DomainError `sanction.takeover-unknown` where who is to take over the inpatients has no post at the hospital that day. */
export async function refuseUnknownColleague(
  context: Pick<Context, 'store'>,
  colleagueId: string | null,
  hospitalId: string,
  on: IsoDate,
): Promise<void> {
  if (colleagueId === null) return;
  const record = await recordNow(context, colleagueId);
  if (record !== undefined && postsAt(record.doctor, hospitalId, on).length > 0) return;
  throw new DomainError('invalid', 'sanction.takeover-unknown', { doctorId: colleagueId, hospitalId, on });
}
