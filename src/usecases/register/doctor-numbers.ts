import type { DraftStream } from '../../core/ledger/entry.ts';
import type { StaffNumberUse } from '../../core/register/doctor-change.ts';
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

export async function identityStream(context: Context, identityHash: string): Promise<DraftStream> {
  const stream = { kind: 'number', id: identityHash } as const;
  return { ...stream, decidedOn: await context.store.ledger.lengthOf(stream) };
}

async function numberStream(context: Context, number: string): Promise<DraftStream> {
  return identityStream(context, context.identityHash(number));
}
