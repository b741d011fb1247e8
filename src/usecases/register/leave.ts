import { DomainError } from '../../core/errors.ts';
import { isRecused, isSubject } from '../../core/procedure/deciding.ts';
import { endLeave as end, recordLeave as record } from '../../core/register/leave.ts';
import type { IsoDate } from '../../core/time.ts';
import type { Context, Written } from '../context.ts';
import { type AtHospital, type Signing, signOnDoctor } from './doctor-sign.ts';

/** Records a documented absence, which pauses clocks as far as the schemes say. @throws DomainError as core's `recordLeave`; `leave.own-record`. */
export async function recordLeave(
  context: Context,
  command: AtHospital & { readonly from: IsoDate; readonly until: IsoDate; readonly document: string },
): Promise<Written> {
  const leaveId = context.newId('lea');
  return signOnDoctor(context, 'leave.record', command, leaveId, (signing) => {
    refuseInvolved(signing);
    const { hospitalId, from, until, document } = command;
    return record({ leaveId, doctorId: signing.record.doctor.doctorId, hospitalId, from, until, document });
  });
}

/** @throws DomainError as core's `endLeave`; `leave.own-record`. */
export async function endLeave(
  context: Context,
  command: AtHospital & { readonly leaveId: string; readonly until: IsoDate; readonly reason: string },
): Promise<Written> {
  return signOnDoctor(context, 'leave.record', command, command.leaveId, (signing) => {
    refuseInvolved(signing);
    return end(signing.dossier.entries, command);
  });
}

function refuseInvolved(signing: Signing): void {
  if (isSubject(signing) || isRecused(signing)) throw new DomainError('forbidden', 'leave.own-record');
}
