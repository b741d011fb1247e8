import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered, Loading } from '../../parts/states.tsx';
import { useHospitals } from '../queries.ts';
import { addressOf, useOneHospital, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { HeatMapChart } from './heat-map-chart.tsx';
import { wardWords } from './messages.ts';
import '../commission.css';

/** The wards of one hospital over months, each beside the city's wards of its specialty. */
export function HeatMapPage() {
  const say = useWords(wardWords);
  const [question, change] = useQuestion(12);
  const hospital = useOneHospital(question);
  const name = useHospitals().data?.items.find(({ hospitalId }) => hospitalId === hospital)?.name ?? '';
  const { measure, from, until } = question;
  const query = { hospital, measure, from, until };
  const heatMap = useQuery({
    queryKey: ['cost', 'heat-map', query],
    queryFn: () => answered(api.GET('/v1/cost/heat-map', { params: { query } })),
    enabled: hospital !== '',
  });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['measure', 'hospital', 'months']} hospital={hospital} />
      {hospital === '' ? (
        <Loading />
      ) : (
        <Answered query={heatMap} empty={{ when: ({ wards }) => wards.length === 0, says: say('none') }}>
          {(found) => (
            <>
              <HeatMapChart heatMap={found} hospital={name} />
              <nav className="block wide no-print" aria-label={say('links')}>
                <h2>{say('links')}</h2>
                <ul className="chips">
                  {found.wards.map(({ wardId, name: ward }) => (
                    <li key={wardId}>
                      <Link to={addressOf('/commission/trend', { measure, hospital, ward: wardId, until })}>
                        {ward}
                      </Link>
                    </li>
                  ))}
                </ul>
              </nav>
            </>
          )}
        </Answered>
      )}
    </Page>
  );
}
