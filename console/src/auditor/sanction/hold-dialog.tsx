import { answered, api, type Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { rightKindWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useSchemes } from '../queries.ts';
import type { RightKind } from '../right/measure-steps.tsx';
import type { Measure } from '../right/right-queries.ts';
import type { Chosen } from '../search-field.tsx';
import { ChoiceItem, DateItem, TakeoverItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import { sanctionWords } from './messages.ts';

interface Typed {
  readonly schemeId?: string;
  readonly rightKinds?: RightKind[];
  readonly until: string;
  readonly takeover?: Chosen;
  readonly reason: string;
}

/** Rights are suspended at once for a few working days; with `renews`, a second person lets that go on. */
export function HoldDialog(props: {
  readonly doctorId: string;
  readonly hospitalId: string;
  readonly version: string | null;
  readonly statuses: readonly Schema<'ExplainedRight'>[];
  readonly renews: Measure | undefined;
  readonly onCancel: () => void;
}) {
  const { doctorId, hospitalId, version, statuses, renews, onCancel } = props;
  const say = useWords(sanctionWords);
  const kind = useCodeWords(rightKindWords);
  const form = useForm();
  const today = useToday();
  const schemes = useSchemes(hospitalId, today);
  const granted = statuses.filter((each) => each.hospitalId === hospitalId && each.status !== 'no-grant');
  const [scheme] = schemes;
  return (
    <StepDialog<Typed>
      title={say(renews === undefined ? 'hold' : 'renewTitle')}
      lead={say('holdLead')}
      name={`hold/${renews?.measureId ?? doctorId}`}
      act={say(renews === undefined ? 'hold' : 'renew')}
      danger
      question={({ until }) => ({ title: say('holdAsk', { until: form.date(until) }), text: say('holdText') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={({ schemeId = scheme?.value ?? '', rightKinds = [], until, takeover, reason }, header) => {
        const body = { hospitalId, until, inpatientsTo: takeover?.value ?? null, reason };
        if (renews !== undefined) {
          const params = { path: { doctorId, measureId: renews.measureId }, header };
          return answered(api.POST('/v1/doctors/{doctorId}/holds/{measureId}/renewal', { params, body }));
        }
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/holds', { params, body: { ...body, schemeId, rightKinds } }));
      }}
    >
      {() => (
        <>
          {renews === undefined && (
            <>
              <ChoiceItem name="schemeId" label={say('scheme')} options={schemes} />
              <ChoiceItem
                name="rightKinds"
                label={say('kinds')}
                many
                options={granted.map((each) => ({ value: each.kind, label: kind(each.kind) }))}
              />
            </>
          )}
          <DateItem name="until" label={say('until')} min={today} />
          <TakeoverItem />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={2_000} lines={2} />
        </>
      )}
    </StepDialog>
  );
}
