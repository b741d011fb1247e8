import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { DateItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import type { Registered } from './doctor-facts.tsx';
import { FactItems, factsOf, type TypedFacts } from './fact-items.tsx';
import { keepWords } from './keep-messages.ts';

type OneDoctor = Registered & { readonly onCancel: () => void };

interface TypedChange extends TypedFacts {
  readonly from: string;
}

/** Only what was changed is sent: what another person changed meanwhile stays as they left it. */
export function ChangeFacts({ doctor, version, onCancel }: OneDoctor) {
  const { doctorId, name, licenceNo, title, antibacterialGrade, licensedOn, practiceScope } = doctor;
  const say = useWords(keepWords);
  const today = useToday();
  const now = {
    name,
    licenceNo,
    title,
    antibacterialGrade: antibacterialGrade as TypedFacts['antibacterialGrade'],
    licensedOn,
    practiceScope,
  };
  return (
    <StepDialog<TypedChange>
      title={say('changeTitle', { name })}
      lead={say('changeText')}
      name={`change-doctor/${doctorId}`}
      act={say('save')}
      start={{ ...now, from: today }}
      version={version}
      onCancel={onCancel}
      write={({ from, ...typed }, header) => {
        const beside: Readonly<Record<string, string>> = now;
        const changed = Object.entries(factsOf(typed)).filter(([fact, value]) => value !== beside[fact]);
        const params = { path: { doctorId }, header };
        const body = { from, set: Object.fromEntries(changed) };
        return answered(api.PATCH('/v1/doctors/{doctorId}', { params, body }));
      }}
    >
      {() => (
        <>
          <FactItems />
          <DateItem name="from" label={say('from')} extra={say('fromHint')} max={today} />
        </>
      )}
    </StepDialog>
  );
}

interface TypedEnd {
  readonly until: string;
  readonly reason: string;
}

export function EndRecord({ doctor: { doctorId, name }, version, onCancel }: OneDoctor) {
  const say = useWords(keepWords);
  return (
    <StepDialog<TypedEnd>
      title={say('endTitle', { name })}
      lead={say('endLead')}
      name={`end-doctor/${doctorId}`}
      act={say('end')}
      danger
      question={() => ({ title: say('endAsk', { name }), text: say('endText') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={(body, header) =>
        answered(api.POST('/v1/doctors/{doctorId}/end', { params: { path: { doctorId }, header }, body }))
      }
    >
      {() => (
        <>
          <DateItem name="until" label={say('until')} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} />
        </>
      )}
    </StepDialog>
  );
}
