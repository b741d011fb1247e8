import { useQuery } from '@tanstack/react-query';
import { answeredWithVersion, api } from '../../api/client.ts';
import { Answered } from '../../parts/states.tsx';
import { DoctorFrame, type ShownDoctor } from '../doctor/doctor-frame.tsx';
import { CreditsOfDoctor } from './credits-of-doctor.tsx';
import { InterestList } from './interest-list.tsx';
import { LeaveList } from './leave-list.tsx';
import { OpeningList } from './opening-list.tsx';

/** What bears on every procedure of a doctor: points given back, leave, balances from paper, declared interests. */
export function ProcessPage() {
  return <DoctorFrame>{({ doctor }) => <Process doctor={doctor} />}</DoctorFrame>;
}

function Process({ doctor }: Pick<ShownDoctor, 'doctor'>) {
  const { doctorId } = doctor;
  const file = useQuery({
    queryKey: ['due-process', doctorId],
    queryFn: () =>
      answeredWithVersion(api.GET('/v1/doctors/{doctorId}/due-process', { params: { path: { doctorId } } })),
  });
  return (
    <Answered query={file}>
      {({ data, version }) => (
        <>
          <CreditsOfDoctor doctor={doctor} />
          <LeaveList doctor={doctor} file={data} version={version} />
          <OpeningList doctor={doctor} file={data} version={version} />
          <InterestList doctor={doctor} file={data} version={version} />
        </>
      )}
    </Answered>
  );
}
