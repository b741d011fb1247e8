import { answered, api } from '../../api/client.ts';
import type { operations } from '../../api/schema.gen.ts';
import { useForm } from '../../language/form.ts';
import { rightKindWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useSanctionsOf } from '../sanction/sanction-queries.ts';
import { requirementWords } from '../sanction/sanction-words.ts';
import { ChoiceItem, DateItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import type { OneDoctor } from './grant-steps.tsx';
import { basisWords, measureWords, rightWords } from './messages.ts';
import { isOpen, type Measure } from './right-queries.ts';

type Body = operations['measureRight']['requestBody']['content']['application/json'];
export type RightKind = Body['rightKinds'][number];

interface TypedMeasure extends Pick<Body, 'measure' | 'legalBasis' | 'from' | 'reason'> {
  readonly rightKinds: RightKind[];
  readonly until?: string;
  readonly document?: string;
}

/** On statutory grounds or a decision from outside: what rests on points is imposed as what is due. */
export function MeasureRight({ doctorId, version, hospitalId, onCancel }: OneDoctor & { readonly hospitalId: string }) {
  const say = useWords(rightWords);
  const kind = useCodeWords(rightKindWords);
  const measureName = useCodeWords(measureWords);
  const basis = useCodeWords(basisWords);
  const today = useToday();
  return (
    <StepDialog<TypedMeasure>
      title={say('measure')}
      lead={say('measureLead')}
      name={`measure-right/${doctorId}`}
      act={say('measure')}
      danger
      question={({ measure, rightKinds }) => ({
        title: say('measureAsk', { measure: measureName(measure), kinds: rightKinds.map(kind).join('、') }),
        text: say('irreversible'),
      })}
      start={{ from: today }}
      version={version}
      onCancel={onCancel}
      write={({ until = '', document = '', ...typed }, header) => {
        const ends = until === '' ? null : until;
        const body = { hospitalId, ...typed, until: ends, document: document.trim() === '' ? null : document.trim() };
        return answered(api.POST('/v1/doctors/{doctorId}/measures', { params: { path: { doctorId }, header }, body }));
      }}
    >
      {({ from }) => (
        <>
          <ChoiceItem
            name="measure"
            label={say('what')}
            options={Object.keys(measureWords).map((value) => ({ value, label: measureName(value) }))}
          />
          <ChoiceItem
            name="legalBasis"
            label={say('basis')}
            options={bases.map((value) => ({ value, label: basis(value) }))}
          />
          <ChoiceItem
            width="whole"
            name="rightKinds"
            label={say('kind')}
            many
            options={Object.keys(rightKindWords).map((value) => ({ value, label: kind(value) }))}
          />
          <DateItem name="from" label={say('from')} />
          <DateItem name="until" label={say('untilLabel')} optional {...(from === undefined ? {} : { min: from })} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={1_000} lines={2} />
          <TextItem width="whole" name="document" label={say('document')} optional />
        </>
      )}
    </StepDialog>
  );
}

const bases = ['order53-45', 'order53-46', 'order84', 'periodic-assessment', 'administrative-penalty', 'nhsa'] as const;

interface TypedLift {
  readonly from: string;
  readonly reason: string;
  readonly document?: string;
}

export function LiftMeasure(props: OneDoctor & { readonly measure: Measure; readonly measures: readonly Measure[] }) {
  const { doctorId, version, measure, measures, onCancel } = props;
  const { measureId, hospitalId } = measure;
  const say = useWords(rightWords);
  const form = useForm();
  const today = useToday();
  return (
    <StepDialog<TypedLift>
      title={say('liftTitle')}
      lead={<LiftPreview doctorId={doctorId} measure={measure} measures={measures} />}
      name={`lift-measure/${measureId}`}
      act={say('lift')}
      question={({ from }) => ({ title: say('liftAsk', { from: form.date(from) }), text: say('irreversible') })}
      start={{ from: today }}
      version={version}
      onCancel={onCancel}
      write={({ from, reason, document = '' }, header) => {
        const params = { path: { doctorId, measureId }, header };
        const body = { hospitalId, from, reason, document: document.trim() === '' ? null : document.trim() };
        return answered(api.POST('/v1/doctors/{doctorId}/measures/{measureId}/lift', { params, body }));
      }}
    >
      {() => (
        <>
          <DateItem name="from" label={say('from')} min={measure.from} />
          <TextItem name="document" label={say('document')} optional />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={1_000} lines={2} />
        </>
      )}
    </StepDialog>
  );
}

/** What lifting would do, and what stands in its way: the service decides by the same. */
function LiftPreview(props: {
  readonly doctorId: string;
  readonly measure: Measure;
  readonly measures: readonly Measure[];
}) {
  const { doctorId, measure, measures } = props;
  const say = useWords(rightWords);
  const kind = useCodeWords(rightKindWords);
  const measureName = useCodeWords(measureWords);
  const requirement = useCodeWords(requirementWords);
  const today = useToday();
  const sanctions = useSanctionsOf(doctorId).data?.data.items ?? [];
  const missing = sanctions
    .flatMap(({ duties }) => duties)
    .filter((duty) => duty.measureId === measure.measureId)
    .flatMap((duty) => duty.missing);
  const others = measures.filter(
    (each) =>
      each.measureId !== measure.measureId &&
      each.hospitalId === measure.hospitalId &&
      isOpen(each, today) &&
      each.rightKinds.some((other) => measure.rightKinds.includes(other)),
  );
  const kinds = measure.rightKinds.map(kind).join('、');
  return (
    <>
      <h3>{say('liftWould')}</h3>
      <ul className="sentences">
        <li>{say('liftKinds', { measure: measureName(measure.measure), kinds })}</li>
        <li>
          {others.length === 0
            ? say('liftAlone')
            : say('liftOthers', {
                others: others
                  .map((each) => `${measureName(each.measure)}（${each.rightKinds.map(kind).join('、')}）`)
                  .join('；'),
              })}
        </li>
        {missing.length > 0 && (
          <li className="late">{say('liftWaits', { missing: missing.map(requirement).join('、') })}</li>
        )}
      </ul>
    </>
  );
}
