import { answered, api } from '../../api/client.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useHospitalNames } from '../queries.ts';
import { TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import type { OneDuty } from './impose-dialog.tsx';
import { sanctionWords } from './messages.ts';
import { dueWords } from './sanction-words.ts';

interface Typed {
  readonly document: string;
  readonly reason: string;
}

/** The commission orders a hospital to answer what is due; what is done about it stays the hospital's own signature. */
export function OrderDialog({ doctorId, sanction, duty, version, onCancel }: OneDuty) {
  const say = useWords(sanctionWords);
  const what = useCodeWords(dueWords)(sanction.due);
  const hospital = useHospitalNames()(duty.hospitalId);
  return (
    <StepDialog<Typed>
      title={say('orderTitle', { what })}
      lead={say('orderLead', { hospital })}
      name={`order/${doctorId}/${sanction.id}/${duty.hospitalId}`}
      act={say('order')}
      danger
      question={() => ({ title: say('orderAsk', { hospital }), text: say('irreversible') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={(typed, header) => {
        const body = { sanctionDueId: sanction.id, hospitalId: duty.hospitalId, ...typed };
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/sanctions/order', { params, body }));
      }}
    >
      {() => (
        <>
          <TextItem width="whole" name="document" label={say('document')} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} lines={2} />
        </>
      )}
    </StepDialog>
  );
}
