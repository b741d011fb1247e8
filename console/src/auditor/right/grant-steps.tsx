import { answered, api, type Schema } from '../../api/client.ts';
import { rightKindWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { ChoiceItem, DateItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import type { RightKind } from './measure-steps.tsx';
import { rightWords } from './messages.ts';

export interface OneDoctor {
  readonly doctorId: string;
  readonly version: string | null;
  readonly onCancel: () => void;
}

interface TypedGrant {
  readonly rightKind: RightKind;
  readonly from: string;
  readonly document?: string;
}

export function GrantRight({ doctorId, version, hospitalId, onCancel }: OneDoctor & { readonly hospitalId: string }) {
  const say = useWords(rightWords);
  const kind = useCodeWords(rightKindWords);
  const today = useToday();
  return (
    <StepDialog<TypedGrant>
      title={say('grant')}
      name={`grant-right/${doctorId}`}
      act={say('grant')}
      question={({ rightKind }) => ({ title: say('grantAsk', { kind: kind(rightKind) }), text: say('irreversible') })}
      start={{ from: today }}
      version={version}
      onCancel={onCancel}
      write={({ rightKind, from, document = '' }, header) => {
        const body = { hospitalId, rightKind, from, document: document.trim() === '' ? null : document.trim() };
        return answered(api.POST('/v1/doctors/{doctorId}/rights', { params: { path: { doctorId }, header }, body }));
      }}
    >
      {() => (
        <>
          <ChoiceItem
            width="whole"
            name="rightKind"
            label={say('kind')}
            options={Object.keys(rightKindWords).map((value) => ({ value, label: kind(value) }))}
          />
          <DateItem name="from" label={say('from')} />
          <TextItem name="document" label={say('document')} optional />
        </>
      )}
    </StepDialog>
  );
}

interface TypedEnd {
  readonly until: string;
  readonly reason: string;
}

export function EndGrant({ doctorId, version, grant, onCancel }: OneDoctor & { readonly grant: Schema<'RightGrant'> }) {
  const { grantId, hospitalId, rightKind, from } = grant;
  const say = useWords(rightWords);
  const kind = useCodeWords(rightKindWords)(rightKind);
  return (
    <StepDialog<TypedEnd>
      title={say('endGrantTitle', { kind })}
      lead={say('endGrantLead')}
      name={`end-grant/${grantId}`}
      act={say('endGrant')}
      danger
      question={() => ({ title: say('endGrantAsk', { kind }), text: say('irreversible') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={(typed, header) => {
        const params = { path: { doctorId, grantId }, header };
        return answered(
          api.POST('/v1/doctors/{doctorId}/rights/{grantId}/end', { params, body: { hospitalId, ...typed } }),
        );
      }}
    >
      {() => (
        <>
          <DateItem name="until" label={say('firstDayWithout')} min={from} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} />
        </>
      )}
    </StepDialog>
  );
}
