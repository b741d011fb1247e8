import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { rightKindWords, rightStatusWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useRights } from '../right/right-queries.ts';
import type { Chosen } from '../search-field.tsx';
import { DateItem, TakeoverItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { sanctionWords } from './messages.ts';
import type { Sanction, SanctionDuty } from './sanction-queries.ts';
import { dueWords, requirementWords } from './sanction-words.ts';

export interface OneDuty {
  readonly doctorId: string;
  readonly sanction: Sanction;
  readonly duty: SanctionDuty;
  readonly version: string | null;
  readonly onCancel: () => void;
}

interface Typed {
  readonly from: string;
  readonly until?: string;
  readonly takeover?: Chosen;
  readonly attestation?: string;
  readonly document: string;
  readonly reason: string;
}

/** The hospital answers what is due by a measure on the rights it granted; what that does stands over the fields. */
export function ImposeDialog({ doctorId, sanction, duty, version, onCancel }: OneDuty) {
  const say = useWords(sanctionWords);
  const what = useCodeWords(dueWords)(sanction.due);
  const form = useForm();
  const { months, requires } = sanction;
  const endsByLifting = requires.length > 0;
  const untilNeeded = !endsByLifting && months !== null && months.max !== null;
  return (
    <StepDialog<Typed>
      title={say('imposeTitle', { what })}
      lead={<ImposePreview doctorId={doctorId} sanction={sanction} hospitalId={duty.hospitalId} />}
      name={`impose/${doctorId}/${sanction.id}/${duty.hospitalId}`}
      act={say('impose')}
      danger
      question={({ from }) => ({ title: say('imposeAsk', { from: form.date(from), what }), text: say('imposeText') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={({ from, until = '', takeover, attestation = '', document, reason }, header) => {
        const body = {
          sanctionDueId: sanction.id,
          hospitalId: duty.hospitalId,
          from,
          until: until === '' ? null : until,
          inpatientsTo: takeover?.value ?? null,
          attestation: attestation.trim() === '' ? null : attestation.trim(),
          reason,
          document,
        };
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/sanctions/imposition', { params, body }));
      }}
    >
      {({ from }) => (
        <>
          <DateItem name="from" label={say('from')} />
          {!endsByLifting && (
            <DateItem
              name="until"
              label={say(untilNeeded ? 'until' : 'untilOptional')}
              optional={!untilNeeded}
              {...(from === undefined ? {} : { min: from })}
            />
          )}
          <TextItem name="document" label={say('document')} />
          <TakeoverItem />
          {sanction.attestation && (
            <TextItem width="whole" name="attestation" label={say('attestation')} maxLength={500} lines={2} />
          )}
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} lines={2} />
        </>
      )}
    </StepDialog>
  );
}

/** Right by right, before and after; and how it comes to an end. */
function ImposePreview(props: { readonly doctorId: string; readonly sanction: Sanction; readonly hospitalId: string }) {
  const { doctorId, sanction, hospitalId } = props;
  const say = useWords(sanctionWords);
  const kind = useCodeWords(rightKindWords);
  const status = useCodeWords(rightStatusWords);
  const ending = useEnding();
  const statuses = useRights(doctorId).data?.statuses ?? [];
  const touched = statuses.filter(
    (each) => each.hospitalId === hospitalId && each.status !== 'no-grant' && sanction.rightKinds.includes(each.kind),
  );
  const after = status(statusAfter[sanction.due] ?? '');
  return (
    <>
      <h3>{say('would')}</h3>
      <ul className="sentences">
        {touched.length === 0 && <li>{say('wouldNone')}</li>}
        {touched.map((each) => (
          <li key={each.kind}>{say('wouldChange', { kind: kind(each.kind), before: status(each.status), after })}</li>
        ))}
        <li>{say('wouldFrom')}</li>
        <li>{ending(sanction)}</li>
      </ul>
    </>
  );
}

function useEnding(): (sanction: Sanction) => string {
  const say = useWords(sanctionWords);
  const requirement = useCodeWords(requirementWords);
  return ({ months, requires }) => {
    const { min = 0, max = null } = months ?? {};
    if (requires.length > 0) {
      const what = requires.map(requirement).join('、');
      return min === 0 ? say('wouldLiftSoon', { requires: what }) : say('wouldLift', { min, requires: what });
    }
    if (max !== null) return say('wouldEnd', { min, max });
    return min === 0 ? say('wouldOpen') : say('wouldOpenMin', { min });
  };
}

const statusAfter: Readonly<Record<string, keyof typeof rightStatusWords>> = {
  restriction: 'restricted',
  suspension: 'suspended',
  cancellation: 'cancelled',
  termination: 'cancelled',
};
