import { Tag } from 'antd';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { provenanceWords, rightKindWords, rightStatusWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { doctorWords } from '../messages.ts';
import { type Standing, useHospitalNames, useOwnDoctor, useOwnRights } from '../queries.ts';
import { PointsRing } from './points-ring.tsx';

/** Like the licence it stands for: who it is of, what is left in this cycle, and what it is worth today. */
export function LicenceCard({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  const provenance = useCodeWords(provenanceWords);
  const { language } = useLanguage();
  const form = useForm();
  const doctor = useOwnDoctor();
  const hospital = useHospitalNames();
  const { cycle, total, left, contested, credited } = standing;
  return (
    <section className="licence" aria-label={say('cardTitle')}>
      <header className="licence-head">
        <div>
          <div className="licence-name">{doctor.data?.name}</div>
          <div className="licence-post">
            {doctor.data?.title}{' '}
            {doctor.data?.posts
              .map(({ hospitalId, department }) => `${hospital(hospitalId)} ${department}`)
              .join(' / ')}
          </div>
        </div>
        <div className="licence-no">
          <span>{say('licence')}</span>
          <strong>{doctor.data?.licenceNo}</strong>
        </div>
      </header>
      <div className="licence-body">
        <PointsRing left={left} total={total} unit={say('left')} of={say('ofTotal', { total })} />
        <dl>
          <dt>{say('cycle')}</dt>
          <dd>{say('cycleRange', { from: form.date(cycle.from), until: form.date(lastDayOf(cycle.until)) })}</dd>
          <dt>{say('next')}</dt>
          <dd>
            <NextThreshold standing={standing} />
          </dd>
          <dt>{say('rights')}</dt>
          <dd>
            <Rights />
          </dd>
          {contested > 0 && <dd className="note">{say('contested', { points: contested })}</dd>}
          {credited > 0 && <dd className="note">{say('credited', { points: credited })}</dd>}
        </dl>
      </div>
      <footer className="licence-foot">
        {standing.title[language]} · {standing.schemeVersion} · {provenance(standing.provenance)}
      </footer>
    </section>
  );
}

function NextThreshold({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  const { language } = useLanguage();
  const [next] = standing.thresholdsAhead;
  if (next === undefined) return say('noNext');
  return say('nextText', { away: next.away, at: next.threshold.at, what: next.threshold[language] });
}

/** All in one word while nothing is measured; otherwise each kind that is. */
function Rights() {
  const say = useWords(doctorWords);
  const kind = useCodeWords(rightKindWords);
  const status = useCodeWords(rightStatusWords);
  const form = useForm();
  const rights = useOwnRights();
  return (
    <Answered query={rights}>
      {({ statuses }) => {
        const held = statuses.filter((right) => right.status !== 'no-grant');
        const measured = held.filter((right) => right.status !== 'active');
        if (measured.length === 0) return <Tag color="green">{say('rightsActive')}</Tag>;
        return (
          <ul className="plain">
            {measured.map((right) => (
              <li key={`${right.hospitalId} ${right.kind}`}>
                <Tag color="red">{status(right.status)}</Tag>
                {kind(right.kind)} {right.until === null ? '' : say('until', { on: form.date(right.until) })}
              </li>
            ))}
          </ul>
        );
      }}
    </Answered>
  );
}

/** Ranges end before their `until`; people read the last day. */
function lastDayOf(until: string): string {
  return new Date(Date.parse(`${until}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);
}

const dayMs = 86_400_000;
