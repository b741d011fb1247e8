import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { DoctorFrame, rightReaders, type ShownDoctor } from '../doctor/doctor-frame.tsx';
import { useHospitalIds } from '../queries.ts';
import { RightMeasures } from '../right/right-measures.tsx';
import { RightStatuses } from '../right/right-statuses.tsx';
import { sanctionWords } from './messages.ts';
import { SanctionBlock } from './sanction-block.tsx';
import { useSanctionsOf } from './sanction-queries.ts';

/** What a doctor may prescribe, what was done about it, and what is due, with the steps of whoever may take them. */
export function DoctorSanctionsPage() {
  const roles = useRoles();
  const [managed] = useHospitalIds(['medical-affairs']);
  const readsRights = rightReaders.some((role) => roles.has(role));
  return (
    <DoctorFrame>
      {({ doctor, version }) => (
        <div className="two">
          <div>
            <DueList doctor={doctor} version={version} />
            {readsRights && <RightMeasures doctor={doctor} version={version} managed={managed} />}
          </div>
          <aside>{readsRights && <RightStatuses doctorId={doctor.doctorId} />}</aside>
        </div>
      )}
    </DoctorFrame>
  );
}

function DueList({ doctor: { doctorId } }: ShownDoctor) {
  const say = useWords(sanctionWords);
  const sanctions = useSanctionsOf(doctorId);
  return (
    <section aria-label={say('due')}>
      <h2 className="over">{say('due')}</h2>
      <Answered query={sanctions} empty={{ when: ({ data }) => data.items.length === 0, says: say('none') }}>
        {({ data, version }) =>
          data.items.map((sanction) => (
            <SanctionBlock key={sanction.id} doctorId={doctorId} sanction={sanction} version={version} />
          ))
        }
      </Answered>
    </section>
  );
}
