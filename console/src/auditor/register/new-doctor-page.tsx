import { Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useFilter } from '../../charts/filter.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useHospitalIds } from '../queries.ts';
import { DateItem, TextItem } from '../step/fields.tsx';
import { StepForm, type StepHeader } from '../step/step-form.tsx';
import { useToday } from '../today.ts';
import { FactItems, factsOf, type TypedFacts } from './fact-items.tsx';
import { registerWords } from './messages.ts';
import { PostItems, postOf, type TypedPost } from './post-items.tsx';
import '../auditor.css';

/** A doctor comes into the register: as somebody new, or with a post of somebody whom another hospital registered. */
export function NewDoctorPage() {
  const say = useWords(registerWords);
  const [hospitalId] = useHospitalIds(['medical-affairs']);
  const [how, setHow] = useFilter('how', 'first');
  const [done, setDone] = useState<readonly Done[]>([]);
  const today = useToday();
  const noted = (what: string, place: string) => setDone((before) => [{ place, what }, ...before].slice(0, maxDone));
  if (hospitalId === undefined) return null;
  return (
    <Watermark>
      <Page
        title={say('newTitle')}
        lead={say('newLead')}
        actions={
          <Segmented
            aria-label={say('how')}
            value={how}
            onChange={setHow}
            options={[
              { value: 'first', label: say('first') },
              { value: 'known', label: say('known') },
            ]}
          />
        }
      >
        {done.length > 0 && (
          <div className="block" aria-live="polite">
            <ul className="plain">
              {done.map(({ place, what }) => (
                <li key={place}>
                  {say('registered')} <Link to={place}>{what}</Link>
                </li>
              ))}
            </ul>
          </div>
        )}
        <section className="block" aria-label={say('facts')}>
          {how === 'known' ? (
            <KnownForm hospitalId={hospitalId} today={today} onDone={noted} />
          ) : (
            <FirstForm hospitalId={hospitalId} today={today} onDone={noted} />
          )}
        </section>
      </Page>
    </Watermark>
  );
}

interface FormProps {
  readonly hospitalId: string;
  readonly today: string;
  readonly onDone: (what: string, place: string) => void;
}

interface TypedFirst extends TypedFacts, TypedPost {
  readonly from: string;
  readonly idNumber?: string;
}

function FirstForm({ hospitalId, today, onDone }: FormProps) {
  const say = useWords(registerWords);
  const write = async (typed: TypedFirst, header: StepHeader) => {
    const { from, idNumber = '' } = typed;
    const body = {
      ...factsOf(typed),
      from,
      idNumber: idNumber.trim() === '' ? null : idNumber.trim(),
      post: { hospitalId, ...postOf(typed), from },
    };
    const { id } = await answered(api.POST('/v1/doctors', { params: { header }, body }));
    onDone(typed.name, `/review/doctors/${id}`);
  };
  return (
    <StepForm<TypedFirst>
      key="first"
      name="register-doctor"
      act={say('register')}
      start={{ from: today, antibacterialGrade: 'unrestricted' }}
      write={write}
    >
      {(typed) => (
        <>
          <h2 className="whole">{say('facts')}</h2>
          <FactItems />
          <TextItem
            width="whole"
            name="idNumber"
            label={say('idNumber')}
            extra={say('idHint')}
            maxLength={40}
            optional
          />
          <h2 className="whole">{say('post')}</h2>
          <PostItems hospitalId={hospitalId} typed={typed} />
          <DateItem width="third" name="from" label={say('from')} />
        </>
      )}
    </StepForm>
  );
}

interface TypedKnown extends TypedPost {
  readonly licenceNo: string;
  readonly from: string;
}

/** The other hospital's record itself is not shown to this one before the post is there. */
function KnownForm({ hospitalId, today, onDone }: FormProps) {
  const say = useWords(registerWords);
  const write = async (typed: TypedKnown, header: StepHeader) => {
    const licenceNo = typed.licenceNo.trim();
    const body = { licenceNo, hospitalId, ...postOf(typed), from: typed.from };
    await answered(api.POST('/v1/doctors/posts', { params: { header }, body }));
    // What was written names the post; the doctor is found by the number.
    onDone(licenceNo, `/review/doctors?q=${encodeURIComponent(licenceNo)}`);
  };
  return (
    <StepForm<TypedKnown> key="known" name="start-post" act={say('addPost')} start={{ from: today }} write={write}>
      {(typed) => (
        <>
          <TextItem width="whole" name="licenceNo" label={say('licenceNo')} extra={say('licenceHint')} maxLength={40} />
          <h2 className="whole">{say('post')}</h2>
          <PostItems hospitalId={hospitalId} typed={typed} />
          <DateItem width="third" name="from" label={say('from')} />
        </>
      )}
    </StepForm>
  );
}

interface Done {
  readonly place: string;
  readonly what: string;
}

const maxDone = 10;
