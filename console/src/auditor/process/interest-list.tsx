import { Button } from 'antd';
import { useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { useMe } from '../../session/me.ts';
import { TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { processWords } from './messages.ts';
import { type ShownFile, useSignedFor } from './process-file.ts';

type Interest = ShownFile['file']['interests'][number];

/** Who signs nothing about this doctor, and why; one's own is declared here, another person ends it. */
export function InterestList({ doctor, file, version }: ShownFile) {
  const { doctorId, name } = doctor;
  const say = useWords(processWords);
  const { personId } = useMe();
  const hospitalId = useSignedFor(doctor, ['auditor', 'reviewer', 'medical-affairs', 'ethics-office']);
  const endsAt = useSignedFor(doctor, ['medical-affairs']);
  const [open, setOpen] = useState<'new' | Interest>();
  const close = () => setOpen(undefined);
  const declared = file.interests.some((each) => each.personId === personId);
  return (
    <section className="block" aria-label={say('interests')}>
      <div className="block-head">
        <h2>{say('interests')}</h2>
        {hospitalId !== undefined && !declared && (
          <Button size="small" className="no-print" onClick={() => setOpen('new')}>
            {say('declare')}
          </Button>
        )}
      </div>
      <p className="soft">{say('interestsLead')}</p>
      {file.interests.length === 0 && <p>{say('interestsNone')}</p>}
      <ul className="rows">
        {file.interests.map((interest) => (
          <li key={interest.interestId}>
            <div className="row-text">
              {interest.name}
              <div className="soft">{interest.reason}</div>
            </div>
            {endsAt !== undefined && interest.personId !== personId && (
              <Button size="small" className="no-print" onClick={() => setOpen(interest)}>
                {say('endInterest')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hospitalId !== undefined && open === 'new' && (
        <StepDialog<{ readonly reason: string }>
          key={version}
          title={say('declare')}
          name={`interest/${doctorId}`}
          act={say('declare')}
          question={() => ({ title: say('declareAsk', { name }), text: say('declareText') })}
          start={{}}
          version={version}
          onCancel={close}
          write={({ reason }, header) => {
            const params = { path: { doctorId }, header };
            return answered(api.POST('/v1/doctors/{doctorId}/interests', { params, body: { hospitalId, reason } }));
          }}
        >
          {() => <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} />}
        </StepDialog>
      )}
      {endsAt !== undefined && open !== undefined && open !== 'new' && (
        <StepDialog<{ readonly reason: string }>
          key={version}
          title={`${say('endInterest')}：${open.name}`}
          name={`end-interest/${open.interestId}`}
          act={say('endInterest')}
          start={{}}
          version={version}
          onCancel={close}
          write={({ reason }, header) => {
            const params = { path: { doctorId, interestId: open.interestId }, header };
            const body = { hospitalId: endsAt, reason };
            return answered(api.POST('/v1/doctors/{doctorId}/interests/{interestId}/end', { params, body }));
          }}
        >
          {() => <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} />}
        </StepDialog>
      )}
    </section>
  );
}
