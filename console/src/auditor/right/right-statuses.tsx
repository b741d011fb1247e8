import { Tag } from 'antd';
import type { Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { rightKindWords, rightStatusWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { useHospitalNames } from '../queries.ts';
import { Why } from '../why.tsx';
import { rightWords } from './messages.ts';
import { useRights } from './right-queries.ts';

/** What a doctor may prescribe where, and on request why. */
export function RightStatuses({ doctorId }: { readonly doctorId: string }) {
  const say = useWords(rightWords);
  const rights = useRights(doctorId);
  return (
    <section className="block" aria-label={say('rights')}>
      <h2>{say('rights')}</h2>
      <Answered query={rights} empty={{ when: ({ statuses }) => statuses.length === 0, says: say('none') }}>
        {({ statuses }) => (
          <>
            {[...new Set(statuses.map(({ hospitalId }) => hospitalId))].map((hospitalId) => (
              <AtHospital
                key={hospitalId}
                hospitalId={hospitalId}
                statuses={statuses.filter((each) => each.hospitalId === hospitalId)}
              />
            ))}
          </>
        )}
      </Answered>
    </section>
  );
}

function AtHospital(props: { readonly hospitalId: string; readonly statuses: readonly Schema<'ExplainedRight'>[] }) {
  const { hospitalId, statuses } = props;
  const say = useWords(rightWords);
  const kind = useCodeWords(rightKindWords);
  const status = useCodeWords(rightStatusWords);
  const hospital = useHospitalNames();
  const form = useForm();
  const granted = statuses.filter((each) => each.status !== 'no-grant');
  const missing = statuses.filter((each) => each.status === 'no-grant').map((each) => kind(each.kind));
  return (
    <>
      <h3>{hospital(hospitalId)}</h3>
      <ul className="rows">
        {granted.map((each) => (
          <li key={each.kind}>
            <div className="row-text">
              {kind(each.kind)}
              {each.status !== 'active' && <Why says={say('why')} explanation={each.explanation} />}
            </div>
            <Tag color={each.status === 'active' ? 'green' : 'red'}>
              {status(each.status)}
              {each.until === null ? '' : ` ${say('until', { on: form.date(each.until) })}`}
            </Tag>
          </li>
        ))}
      </ul>
      {missing.length > 0 && <p className="soft">{say('notGranted', { kinds: missing.join('、') })}</p>}
    </>
  );
}
