import { useQuery } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { answered, api, type Schema } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useForm } from '../../language/form.ts';
import { rightKindWords, rightStatusWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered } from '../../parts/states.tsx';
import { useHospitalIds, useHospitalNames } from '../queries.ts';
import { basisWords, doctorPageWords, measureWords } from './messages.ts';
import { type RightAct, RightForm } from './right-form.tsx';

type Doctor = Schema<'Doctor'>;

/** What a doctor may prescribe where, why, and what the hospital that grants it can change. */
export function Rights({ doctor, version }: { readonly doctor: Doctor; readonly version: string | null }) {
  const { doctorId } = doctor;
  const say = useWords(doctorPageWords);
  const rights = useQuery({
    queryKey: ['rights', doctorId],
    queryFn: () => answered(api.GET('/v1/doctors/{doctorId}/rights', { params: { path: { doctorId } } })),
  });
  const [managed] = useHospitalIds(['medical-affairs']);
  const hospitalId = doctor.posts.find((post) => post.hospitalId === managed)?.hospitalId;
  const [open, setOpen] = useState<RightAct>();
  const { message } = App.useApp();
  const close = () => setOpen(undefined);
  const write = useRightWrite(doctorId, version, () => {
    close();
    void message.success(say('done'));
  });
  return (
    <section className="block" aria-label={say('rights')}>
      <h2>{say('rights')}</h2>
      <Answered query={rights} empty={{ when: ({ statuses }) => statuses.length === 0, says: say('rightsNone') }}>
        {(held) => (
          <>
            <Statuses statuses={held.statuses} />
            <Measures
              measures={held.measures}
              {...(hospitalId === undefined ? {} : { onLift: (measureId) => setOpen({ kind: 'lift', measureId }) })}
            />
          </>
        )}
      </Answered>
      {hospitalId !== undefined && (
        <>
          <div className="buttons below no-print">
            <Button onClick={() => setOpen({ kind: 'grant' })}>{say('grant')}</Button>
            <Button danger onClick={() => setOpen({ kind: 'measure' })}>
              {say('measure')}
            </Button>
          </div>
          <ProblemAlert error={write.error} />
          {open !== undefined && (
            <RightForm
              key={JSON.stringify(open)}
              act={open}
              waiting={write.isPending}
              onCancel={close}
              onSend={(typed) => write.mutate({ act: open, hospitalId, typed })}
            />
          )}
        </>
      )}
    </section>
  );
}

function Statuses({ statuses }: { readonly statuses: readonly Schema<'ExplainedRight'>[] }) {
  const say = useWords(doctorPageWords);
  const kind = useCodeWords(rightKindWords);
  const status = useCodeWords(rightStatusWords);
  const hospital = useHospitalNames();
  const form = useForm();
  return (
    <ul className="rows">
      {statuses.map((each) => (
        <li key={`${each.hospitalId} ${each.kind}`}>
          <div className="row-text">
            {kind(each.kind)} <span className="soft">{hospital(each.hospitalId)}</span>
            {explained.includes(each.status) &&
              each.explanation.map(({ code, text }) => (
                <div className="soft" key={code}>
                  {text}
                </div>
              ))}
          </div>
          <Tag color={each.status === 'active' ? 'green' : explained.includes(each.status) ? 'red' : 'default'}>
            {status(each.status)}
            {each.until === null ? '' : ` ${say('until', { on: form.date(each.until) })}`}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

/** A right that was never granted explains itself. */
const explained: readonly string[] = ['restricted', 'suspended', 'cancelled'];

function Measures(props: {
  readonly measures: readonly Schema<'RightMeasure'>[];
  readonly onLift?: (measureId: string) => void;
}) {
  const { measures, onLift } = props;
  const say = useWords(doctorPageWords);
  const measure = useCodeWords(measureWords);
  const basis = useCodeWords(basisWords);
  const kind = useCodeWords(rightKindWords);
  const form = useForm();
  if (measures.length === 0) return null;
  return (
    <>
      <h3>{say('measures')}</h3>
      <ul className="rows">
        {measures.map((each) => (
          <li key={each.measureId}>
            <div className="row-text">
              <strong>{measure(each.measure)}</strong> {each.rightKinds.map(kind).join('、')}
              <div className="soft">
                {form.date(each.from)} – {each.until === null ? '' : form.date(each.until)} · {basis(each.legalBasis)} ·{' '}
                {each.reason} {each.document}
                {each.liftedFrom === null ? '' : ` · ${say('lifted', { on: form.date(each.liftedFrom) })}`}
              </div>
            </div>
            {onLift !== undefined && each.liftedFrom === null && (
              <Button size="small" className="no-print" onClick={() => onLift(each.measureId)}>
                {say('lift')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface Command {
  readonly act: RightAct;
  readonly hospitalId: string;
  readonly typed: Parameters<Parameters<typeof RightForm>[0]['onSend']>[0];
}

function useRightWrite(doctorId: string, version: string | null, onDone: () => void) {
  return useWrite({
    onDone,
    write: ({ act, hospitalId, typed }: Command, key) => {
      const header = { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) };
      const { from, document, reason, until, measure, legalBasis, rightKinds } = typed;
      switch (act.kind) {
        case 'grant': {
          const [rightKind = 'general'] = rightKinds;
          const body = { hospitalId, rightKind, from, document };
          return answered(api.POST('/v1/doctors/{doctorId}/rights', { params: { path: { doctorId }, header }, body }));
        }
        case 'measure': {
          const body = { hospitalId, measure, rightKinds: [...rightKinds], from, until, legalBasis, reason, document };
          return answered(
            api.POST('/v1/doctors/{doctorId}/measures', { params: { path: { doctorId }, header }, body }),
          );
        }
        case 'lift': {
          const params = { path: { doctorId, measureId: act.measureId }, header };
          const body = { hospitalId, from, reason, document };
          return answered(api.POST('/v1/doctors/{doctorId}/measures/{measureId}/lift', { params, body }));
        }
      }
    },
  });
}
