import type { Schema } from '../../api/client.ts';
import type { Role } from '../../session/me.ts';
import type { ShownDoctor } from '../doctor/doctor-frame.tsx';
import { useHospitalIds } from '../queries.ts';

/** A doctor with what bears on their procedures, as it was read. */
export interface ShownFile extends ShownDoctor {
  readonly file: Schema<'DueProcessFile'>;
}

/** For which of the doctor's hospitals somebody of the roles signs; undefined: for none. */
export function useSignedFor(doctor: ShownDoctor['doctor'], roles: readonly Role[]): string | undefined {
  const own = useHospitalIds(roles);
  return doctor.posts.find(({ hospitalId }) => own.includes(hospitalId))?.hospitalId;
}
