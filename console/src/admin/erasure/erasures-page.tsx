import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { answered, api } from '../../api/client.ts';
import { useFilter } from '../../charts/filter.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { adminWords } from '../messages.ts';
import { ErasuresOfDoctor } from './erasures-of-doctor.tsx';
import '../admin.css';

/** Destroying what was written once its time is over: one person proposes, another one does it, and the proofs stay. */
export function ErasuresPage() {
  const say = useWords(adminWords);
  const [q, setQ] = useFilter('q', '');
  const [doctor, setDoctor] = useFilter('doctor', '');
  return (
    <Watermark>
      <Page title={say('erasuresTitle')} lead={say('erasuresLead')}>
        <section className="block" aria-label={say('findDoctor')}>
          <h2>{say('findDoctor')}</h2>
          <Input.Search
            className="narrow"
            aria-label={say('findDoctor')}
            placeholder={say('findDoctorText')}
            enterButton={say('find')}
            defaultValue={q}
            maxLength={100}
            onSearch={(text) => setQ(text.trim())}
          />
          {q === '' ? null : <Found q={q} chosen={doctor} onChoose={setDoctor} />}
        </section>
        {doctor === '' ? null : <ErasuresOfDoctor doctorId={doctor} />}
      </Page>
    </Watermark>
  );
}

function Found(props: { readonly q: string; readonly chosen: string; readonly onChoose: (doctorId: string) => void }) {
  const { q, chosen, onChoose } = props;
  const say = useWords(adminWords);
  const found = useQuery({
    queryKey: ['doctors', q],
    queryFn: () => answered(api.GET('/v1/doctors', { params: { query: { q, limit: String(maxFound) } } })),
  });
  return (
    <Answered query={found} empty={{ when: ({ items }) => items.length === 0, says: say('noDoctor') }}>
      {({ items }) => (
        <ul className="rows below">
          {items.map(({ doctorId, name, licenceNo }) => (
            <li key={doctorId}>
              <span>
                {name} <span className="soft">{licenceNo}</span>
              </span>
              <Button type={doctorId === chosen ? 'primary' : 'default'} onClick={() => onChoose(doctorId)}>
                {say('choose')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Answered>
  );
}

const maxFound = 10;
