import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { doctorPageWords, gradeWords } from '../doctor/messages.ts';
import { useHospitalIds } from '../queries.ts';
import { ChangeFacts, EndRecord } from './doctor-steps.tsx';
import { keepWords } from './keep-messages.ts';
import { PostList } from './post-list.tsx';

export interface Registered {
  readonly doctor: Schema<'Doctor'>;
  readonly version: string | null;
}

/** What the register holds of a doctor, and for medical affairs of a hospital where they work the way to change it. */
export function DoctorFacts({ doctor, version }: Registered) {
  const say = useWords(doctorPageWords);
  const keep = useWords(keepWords);
  const grade = useCodeWords(gradeWords);
  const form = useForm();
  const [managed] = useHospitalIds(['medical-affairs']);
  const kept = managed !== undefined && doctor.posts.some((post) => post.hospitalId === managed);
  const [open, setOpen] = useState<'change' | 'end'>();
  const close = () => setOpen(undefined);
  const facts = [
    [say('licence'), doctor.licenceNo],
    [say('jobTitle'), doctor.title],
    [say('grade'), grade(doctor.antibacterialGrade)],
    [say('scope'), doctor.practiceScope],
    [say('licensedOn'), form.date(doctor.licensedOn)],
  ];
  return (
    <section className="block" aria-label={keep('facts')}>
      <div className="block-head">
        <h2>{keep('facts')}</h2>
        {kept && doctor.until === null && (
          <div className="buttons no-print">
            <Button size="small" onClick={() => setOpen('change')}>
              {keep('change')}
            </Button>
            <Button size="small" danger onClick={() => setOpen('end')}>
              {keep('end')}
            </Button>
          </div>
        )}
      </div>
      {doctor.until !== null && <Tag color="red">{keep('ended', { on: form.date(doctor.until) })}</Tag>}
      <dl className="facts two-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {doctor.mergedIds.length > 0 && <p className="soft">{keep('merged', { n: doctor.mergedIds.length })}</p>}
      <PostList doctor={doctor} version={version} {...(kept ? { managed } : {})} />
      {open === 'change' && <ChangeFacts key={version} doctor={doctor} version={version} onCancel={close} />}
      {open === 'end' && <EndRecord key={version} doctor={doctor} version={version} onCancel={close} />}
    </section>
  );
}
