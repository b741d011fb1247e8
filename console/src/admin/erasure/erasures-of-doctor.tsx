import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { answered, answeredWithVersion, api, type Schema } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { useMe, useRoles } from '../../session/me.ts';
import { adminWords } from '../messages.ts';
import { ReasonDialog } from '../user/reason-dialog.tsx';

type Erasure = Schema<'Erasure'>;

/** What was proposed and destroyed of one doctor's record, and both persons' steps. */
export function ErasuresOfDoctor({ doctorId }: { readonly doctorId: string }) {
  const say = useWords(adminWords);
  const params = { path: { doctorId } };
  const erasures = useQuery({
    queryKey: ['erasures', doctorId],
    queryFn: () => answeredWithVersion(api.GET('/v1/doctors/{doctorId}/erasures', { params })),
  });
  return (
    <>
      <section className="block" aria-label={say('proposals')}>
        <h2>{say('proposals')}</h2>
        <Answered query={erasures}>
          {({ data, version }) => (
            <>
              {data.items.length === 0 ? <Nothing says={say('noProposals')} /> : null}
              <ul className="rows">
                {data.items.map((each) => (
                  <ErasureRow
                    key={`${each.deductionId} ${each.proposed.on}`}
                    doctorId={doctorId}
                    erasure={each}
                    version={version}
                  />
                ))}
              </ul>
            </>
          )}
        </Answered>
      </section>
      <Propose doctorId={doctorId} outlived={erasures.data?.data.outlived.length ?? 0} />
    </>
  );
}

interface RowProps {
  readonly doctorId: string;
  readonly erasure: Erasure;
  readonly version: string | null;
}

function ErasureRow({ doctorId, erasure, version }: RowProps) {
  const say = useWords(adminWords);
  const form = useForm();
  const { deductionId, state, reason, proposed, erased, dropped } = erasure;
  return (
    <li>
      <div className="record-line">
        <strong>{deductionId ?? say('remainder')}</strong> <Tag color={colourOf[state]}>{say(stateOf[state])}</Tag>
        <div>{reason}</div>
        <div className="soft">
          {say('proposedOn', { on: form.date(proposed.on) })}
          {dropped === null ? '' : ` · ${say('droppedOn', { on: form.date(dropped.on) })}`}
          {erased === null
            ? ''
            : ` · ${say('erasedOn', { on: form.date(erased.on), count: erased.positions.length, position: erased.position })}`}
        </div>
      </div>
      {state === 'proposed' ? <Steps doctorId={doctorId} erasure={erasure} version={version} /> : null}
    </li>
  );
}

function Steps({ doctorId, erasure, version }: RowProps) {
  const say = useWords(adminWords);
  const { personId } = useMe();
  const mayErase = useRoles().has('commission-registrar');
  const [step, setStep] = useState<'erase' | 'drop'>();
  const isOwn = erasure.proposed.personId === personId;
  const take = useWrite({
    write: ({ reason }: { readonly reason: string }, key) => {
      const header = { 'Idempotency-Key': key, ...(version === null ? {} : { 'If-Match': version }) };
      const { deductionId } = erasure;
      if (deductionId === null) {
        const params = { path: { doctorId }, header };
        return step === 'erase'
          ? answered(api.POST('/v1/doctors/{doctorId}/erasure/confirmation', { params, body: { note: reason } }))
          : answered(api.POST('/v1/doctors/{doctorId}/erasure/refusal', { params, body: { reason } }));
      }
      const params = { path: { deductionId }, header };
      return step === 'erase'
        ? answered(api.POST('/v1/deductions/{deductionId}/erasure/confirmation', { params, body: { note: reason } }))
        : answered(api.POST('/v1/deductions/{deductionId}/erasure/refusal', { params, body: { reason } }));
    },
    onDone: () => setStep(undefined),
  });
  return (
    <div className="row-end">
      {isOwn ? <span className="soft">{say('secondPerson')}</span> : null}
      {mayErase && !isOwn ? (
        <Button danger onClick={() => setStep('erase')}>
          {say('erase')}
        </Button>
      ) : null}
      <Button onClick={() => setStep('drop')}>{say('drop')}</Button>
      {step === undefined ? null : (
        <ReasonDialog
          title={say(step === 'erase' ? 'eraseTitle' : 'dropTitle')}
          text={say(step === 'erase' ? 'eraseText' : 'dropText')}
          act={say(step === 'erase' ? 'erase' : 'drop')}
          danger={step === 'erase'}
          {...(step === 'erase' ? { reasonLabel: say('note'), optional: true } : {})}
          waiting={take.isPending}
          error={take.error}
          onSend={take.mutate}
          onCancel={() => setStep(undefined)}
        />
      )}
    </div>
  );
}

function Propose({ doctorId, outlived }: { readonly doctorId: string; readonly outlived: number }) {
  const say = useWords(adminWords);
  const [form] = Form.useForm<{ deductionId?: string; reason: string; document?: string }>();
  const [done, setDone] = useState(false);
  const propose = useWrite({
    write: (given: { deductionId?: string; reason: string; document?: string }, key) => {
      const { reason, document: ref = '' } = given;
      const header = { 'Idempotency-Key': key };
      const document = ref.trim() === '' ? null : { ref: ref.trim(), note: null, sha256: null };
      const deductionId = (given.deductionId ?? '').trim();
      if (deductionId === '') {
        const params = { path: { doctorId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/erasure', { params, body: { reason, document } }));
      }
      const params = { path: { deductionId }, header };
      return answered(api.POST('/v1/deductions/{deductionId}/erasure', { params, body: { reason, document } }));
    },
    onDone: () => {
      setDone(true);
      form.resetFields();
    },
  });
  const needed = { required: true, whitespace: true, message: say('needed') };
  return (
    <section className="block" aria-label={say('propose')}>
      <h2>{say('propose')}</h2>
      <p className="soft">{say('proposeText')}</p>
      {done ? <Alert className="problem" type="success" showIcon title={say('proposeDone')} /> : null}
      <Form form={form} layout="vertical" className="narrow" onFinish={(given) => propose.mutate(given)}>
        <ProblemAlert error={propose.error} />
        <Form.Item name="deductionId" label={say('deductionId')} extra={say('remainderText', { count: outlived })}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="reason" label={say('reason')} rules={[needed]}>
          <Input.TextArea rows={2} maxLength={2_000} />
        </Form.Item>
        <Form.Item name="document" label={say('document')}>
          <Input maxLength={200} placeholder={say('documentText')} />
        </Form.Item>
        <Button htmlType="submit" loading={propose.isPending}>
          {say('propose')}
        </Button>
      </Form>
    </section>
  );
}

const stateOf = { proposed: 'stateProposed', dropped: 'stateDropped', erased: 'stateErased' } as const;
const colourOf = { proposed: 'gold', dropped: 'default', erased: 'red' } as const;
