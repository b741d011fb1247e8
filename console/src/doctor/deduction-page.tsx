import { Tag } from 'antd';
import { useParams } from 'react-router';
import type { Schema } from '../api/client.ts';
import { useForm } from '../language/form.ts';
import { settingWords, stateColours, stateWords } from '../language/vocabulary.ts';
import { useCodeWords, useWords } from '../language/words.ts';
import { Decisions } from '../parts/deduction/decisions.tsx';
import { FoundItems } from '../parts/deduction/found-items.tsx';
import { Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { Answered } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { doctorWords } from './messages.ts';
import { useDeduction } from './queries.ts';
import { DeductionReceipts } from './receipt/deduction-receipts.tsx';
import { Steps } from './steps.tsx';
import './doctor.css';

/** One record from what was found to the last decision about it, and what the doctor can do now. */
export function DeductionPage() {
  const { deductionId = '' } = useParams();
  const say = useWords(doctorWords);
  const deduction = useDeduction(deductionId);
  return (
    <Watermark>
      <Answered query={deduction}>
        {({ data, version }) => (
          <Page title={say('recordTitle')}>
            <Finding deduction={data} />
            <Steps deduction={data} version={version} />
            <Decisions deduction={data} />
            <DeductionReceipts deductionId={deductionId} />
          </Page>
        )}
      </Answered>
    </Watermark>
  );
}

function Finding({ deduction }: { readonly deduction: Schema<'Deduction'> }) {
  const say = useWords(doctorWords);
  const state = useCodeWords(stateWords);
  const setting = useCodeWords(settingWords);
  const form = useForm();
  const facts = [
    [say('hospital'), `${deduction.hospitalName} ${deduction.department}`],
    [say('act'), `${deduction.actRef} · ${form.date(deduction.occurredOn)} · ${setting(deduction.setting)}`],
    [say('drugs'), deduction.drugs.map(({ name }) => name).join('、')],
    [say('remarks'), deduction.remarks],
    [
      say('evidence'),
      deduction.evidence.map(({ ref, note }) => (note === null ? ref : `${ref}（${note}）`)).join('、'),
    ],
  ] as const;
  return (
    <section className="block" aria-label={say('finding')}>
      <div className="item-line">
        <Tag color={stateColours[deduction.status.state] ?? 'default'}>{state(deduction.status.state)}</Tag>
        {deduction.foundOn !== null && <span>{say('found', { on: form.date(deduction.foundOn) })}</span>}
      </div>
      <FoundItems items={deduction.items} />
      <Facts facts={facts} />
    </section>
  );
}
