import type { DraftStream } from '../../core/ledger/entry.ts';
import type { StaffNumberUse } from '../../core/register/doctor-change.ts';
import { plainIdentityNo } from '../../core/register/people/person.ts';
import type { PersonRow } from '../../store/queries/people.ts';
import type { Context } from '../context.ts';

/**
 * Numbers that one living record bears at a time. What bears them now is read from tables; the stream of the number, read
 * before them, makes two records that claim it at the same moment meet: the second is refused and reads again.
 */
export async function licenceStream(
  context: Context,
  licenceNo: string,
): Promise<{ readonly stream: DraftStream; readonly holder: string | undefined }> {
  const stream = await numberStream(context, `licence ${licenceNo}`);
  const holders = await context.store.doctors.byLicence(licenceNo);
  return { stream, holder: holders.find((holder) => holder.until === null)?.doctorId };
}

export async function staffStream(
  context: Context,
  hospitalId: string,
  staffNo: string,
): Promise<{ readonly stream: DraftStream; readonly uses: readonly StaffNumberUse[] }> {
  const stream = await numberStream(context, `staff ${hospitalId} ${staffNo}`);
  return { stream, uses: await context.store.doctors.postsByStaffNo(hospitalId, staffNo) };
}

/** Whose a staff or ID number is, however it is spelt; one that is not given is nobody's, and claims no stream. */
export async function identityClaim(
  context: Context,
  idNumber: string | null,
): Promise<{
  readonly identityHash: string | null;
  readonly streams: readonly DraftStream[];
  readonly holder: PersonRow | undefined;
}> {
  if (idNumber === null) return { identityHash: null, streams: [], holder: undefined };
  const plain = plainIdentityNo(idNumber);
  const stream = await numberStream(context, plain);
  const identityHash = context.identityHash(plain);
  return { identityHash, streams: [stream], holder: await context.store.people.personByIdentity(identityHash) };
}

async function numberStream(context: Context, number: string): Promise<DraftStream> {
  const stream = { kind: 'number', id: context.identityHash(number) } as const;
  return { ...stream, decidedOn: await context.store.ledger.lengthOf(stream) };
}
