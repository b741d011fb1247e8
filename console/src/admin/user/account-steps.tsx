import { Alert, Button } from 'antd';
import { useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useWrite } from '../../api/queries.ts';
import { useWords } from '../../language/words.ts';
import { useRoles } from '../../session/me.ts';
import { adminWords } from '../messages.ts';
import { type Given, ReasonDialog } from './reason-dialog.tsx';

type Step = 'password' | 'factor' | 'close';

/** What is done with an account, each with a reason that stays in the ledger. */
export function AccountSteps({ accountId }: { readonly accountId: string }) {
  const say = useWords(adminWords);
  const isSecurity = useRoles().has('security-administrator');
  const [step, setStep] = useState<Step>();
  const [done, setDone] = useState<Step>();
  const take = useWrite({
    write: ({ reason, password = '' }: Given, key) => {
      const params = { path: { accountId }, header: { 'Idempotency-Key': key } };
      switch (step) {
        case 'password':
          return answered(api.POST('/v1/accounts/{accountId}/password-reset', { params, body: { password, reason } }));
        case 'factor':
          return answered(api.POST('/v1/accounts/{accountId}/factor-reset', { params, body: { reason } }));
        default:
          return answered(api.POST('/v1/accounts/{accountId}/close', { params, body: { reason } }));
      }
    },
    onDone: () => {
      setDone(step);
      setStep(undefined);
    },
  });
  const begin = (next: Step) => {
    take.reset();
    setStep(next);
  };
  return (
    <section className="block" aria-label={say('steps')}>
      <h2>{say('steps')}</h2>
      {done === undefined ? null : <Alert className="problem" type="success" showIcon title={say(doneOf[done])} />}
      <div className="buttons">
        <Button onClick={() => begin('password')}>{say('resetPassword')}</Button>
        {isSecurity && <Button onClick={() => begin('factor')}>{say('resetFactor')}</Button>}
        <Button danger onClick={() => begin('close')}>
          {say('closeAccount')}
        </Button>
      </div>
      {step === undefined ? null : (
        <ReasonDialog
          title={say(titleOf[step])}
          text={say(textOf[step])}
          act={say(actOf[step])}
          danger={step === 'close'}
          withPassword={step === 'password'}
          waiting={take.isPending}
          error={take.error}
          onSend={take.mutate}
          onCancel={() => setStep(undefined)}
        />
      )}
    </section>
  );
}

const actOf = { password: 'resetPassword', factor: 'resetFactor', close: 'closeAccount' } as const;
const titleOf = { password: 'resetPasswordTitle', factor: 'resetFactorTitle', close: 'closeTitle' } as const;
const textOf = { password: 'resetPasswordText', factor: 'resetFactorText', close: 'closeText' } as const;
const doneOf = { password: 'resetPasswordDone', factor: 'resetFactorDone', close: 'closeDone' } as const;
