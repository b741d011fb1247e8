import { Button } from 'antd';
import { useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { DateItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import { processWords } from './messages.ts';
import { type ShownFile, useSignedFor } from './process-file.ts';

type Leave = ShownFile['file']['leaves'][number];

/** Documented leave; medical affairs records it and says when somebody is back sooner. */
export function LeaveList({ doctor, file, version }: ShownFile) {
  const say = useWords(processWords);
  const form = useForm();
  const today = useToday();
  const hospitalId = useSignedFor(doctor, ['medical-affairs']);
  const [open, setOpen] = useState<'new' | Leave>();
  const step = { doctorId: doctor.doctorId, version, onCancel: () => setOpen(undefined) };
  return (
    <section className="block" aria-label={say('leaves')}>
      <div className="block-head">
        <h2>{say('leaves')}</h2>
        {hospitalId !== undefined && (
          <Button size="small" className="no-print" onClick={() => setOpen('new')}>
            {say('recordLeave')}
          </Button>
        )}
      </div>
      <p className="soft">{say('leavesLead')}</p>
      {file.leaves.length === 0 && <p>{say('leavesNone')}</p>}
      <ul className="rows">
        {file.leaves.map((leave) => (
          <li key={leave.leaveId}>
            <div className="row-text">
              {say('span', { from: form.date(leave.from), until: form.date(leave.until) })}
              <div className="soft">{leave.document}</div>
            </div>
            {leave.hospitalId === hospitalId && leave.until > today && (
              <Button size="small" className="no-print" onClick={() => setOpen(leave)}>
                {say('endLeave')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hospitalId !== undefined && open === 'new' && <NewLeave key={version} {...step} hospitalId={hospitalId} />}
      {open !== undefined && open !== 'new' && <EndLeave key={version} {...step} leave={open} />}
    </section>
  );
}

interface OneDoctor {
  readonly doctorId: string;
  readonly version: string | null;
  readonly onCancel: () => void;
}

interface TypedLeave {
  readonly from: string;
  readonly until: string;
  readonly document: string;
}

function NewLeave({ doctorId, version, hospitalId, onCancel }: OneDoctor & { readonly hospitalId: string }) {
  const say = useWords(processWords);
  return (
    <StepDialog<TypedLeave>
      title={say('recordLeave')}
      name={`leave/${doctorId}`}
      act={say('recordLeave')}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={(typed, header) => {
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/leaves', { params, body: { hospitalId, ...typed } }));
      }}
    >
      {({ from }) => (
        <>
          <DateItem name="from" label={say('from')} />
          <DateItem name="until" label={say('back')} {...(from === undefined ? {} : { min: from })} />
          <TextItem width="whole" name="document" label={say('document')} />
        </>
      )}
    </StepDialog>
  );
}

interface TypedEnd {
  readonly until: string;
  readonly reason: string;
}

function EndLeave({ doctorId, version, leave, onCancel }: OneDoctor & { readonly leave: Leave }) {
  const { leaveId, hospitalId, from, until } = leave;
  const say = useWords(processWords);
  return (
    <StepDialog<TypedEnd>
      title={say('endLeave')}
      name={`end-leave/${leaveId}`}
      act={say('endLeave')}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={(typed, header) => {
        const params = { path: { doctorId, leaveId }, header };
        const body = { hospitalId, ...typed };
        return answered(api.POST('/v1/doctors/{doctorId}/leaves/{leaveId}/end', { params, body }));
      }}
    >
      {() => (
        <>
          <DateItem name="until" label={say('back')} extra={say('endLeaveHint')} min={from} max={until} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} />
        </>
      )}
    </StepDialog>
  );
}
