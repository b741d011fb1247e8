import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { useWords } from '../../language/words.ts';
import { Answered } from '../../parts/states.tsx';
import { NewCredit } from '../credit/credit-steps.tsx';
import type { ShownDoctor } from '../doctor/doctor-frame.tsx';
import { recordingRoles } from '../queries.ts';
import { processWords } from './messages.ts';
import { useSignedFor } from './process-file.ts';

/** What was given back under each scheme; what waits for a second person stands in the list of all. */
export function CreditsOfDoctor({ doctor }: Pick<ShownDoctor, 'doctor'>) {
  const { doctorId, name } = doctor;
  const say = useWords(processWords);
  const form = useForm();
  const { language } = useLanguage();
  const hospitalId = useSignedFor(doctor, recordingRoles);
  const [open, setOpen] = useState(false);
  const standing = useQuery({
    queryKey: ['standing', doctorId],
    queryFn: () => answered(api.GET('/v1/doctors/{doctorId}/standing', { params: { path: { doctorId } } })),
  });
  return (
    <section className="block" aria-label={say('credits')}>
      <div className="block-head">
        <h2>{say('credits')}</h2>
        <span className="row-steps no-print">
          <Link to="/review/credits">{say('creditsAll')}</Link>
          {hospitalId !== undefined && (
            <Button size="small" onClick={() => setOpen(true)}>
              {say('recordCredit')}
            </Button>
          )}
        </span>
      </div>
      <p className="soft">{say('creditsLead')}</p>
      <Answered query={standing}>
        {({ standings }) =>
          standings.every(({ credits }) => credits.length === 0) ? (
            <p>{say('creditsNone')}</p>
          ) : (
            <ul className="rows">
              {standings.flatMap(({ credits, title }) =>
                credits.map((credit) => (
                  <li key={credit.creditId}>
                    <div className="row-text">
                      {credit.activity ?? '—'}
                      <div className="soft">
                        {title[language]} · {say('doneOn', { on: form.date(credit.doneOn) })}
                      </div>
                    </div>
                    <strong>+{credit.points}</strong>
                  </li>
                )),
              )}
            </ul>
          )
        }
      </Answered>
      {open && hospitalId !== undefined && (
        <NewCredit hospitalId={hospitalId} doctor={{ value: doctorId, label: name }} onCancel={() => setOpen(false)} />
      )}
    </section>
  );
}
