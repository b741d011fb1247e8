import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered, Nothing } from '../../parts/states.tsx';
import { useHospitals, useRegions } from '../queries.ts';
import { addressOf, areaOf, type Question, useQuestion } from '../question.ts';
import { QuestionBar } from '../question-bar.tsx';
import { DrillGroup } from './drill-group.tsx';
import { drillWords } from './messages.ts';
import '../commission.css';

/** A place and what it is made of, level by level, down to the wards of a hospital. */
export function DrillPage() {
  const say = useWords(drillWords);
  const [question, change] = useQuestion(1);
  const { measure, level, from, until } = question;
  const query = { measure, ...areaOf(question), ...(level === undefined ? {} : { level }), from, until };
  const drill = useQuery({
    queryKey: ['cost', 'drill', query],
    queryFn: () => answered(api.GET('/v1/cost/drill', { params: { query } })),
  });
  return (
    <Page title={say('title')} lead={say('lead')}>
      <QuestionBar question={question} change={change} asks={['measure', 'county', 'hospital', 'level', 'months']} />
      <Crumbs question={question} />
      <Answered query={drill}>
        {(found) => {
          // A sum over both levels moves with their mix: it stands last, and only where both are.
          const filled = found.groups.filter(({ total, parts }) => total.expected > 0 || parts.length > 0);
          const apart = filled.filter(({ level: of }) => of !== null);
          const shown = apart.length > 0 ? apart : filled;
          if (shown.length === 0) return <Nothing says={say('none')} />;
          return shown.map((group) => <DrillGroup key={group.level} drill={found} group={group} question={question} />);
        }}
      </Answered>
    </Page>
  );
}

function Crumbs({ question }: { readonly question: Question }) {
  const say = useWords(drillWords);
  const regions = useRegions().data?.items ?? [];
  const hospital = useHospitals().data?.items.find(({ hospitalId }) => hospitalId === question.hospital);
  const county = regions.find(({ regionId }) => regionId === (question.county ?? hospital?.regionId));
  const isCounty = county?.level === 'county';
  const top = { ...question, county: undefined, hospital: undefined };
  return (
    <nav className="crumbs" aria-label={say('path')}>
      <Link to={addressOf('/commission/drill', top)}>{say('city')}</Link>
      {isCounty && (
        <>
          <span aria-hidden>/</span>
          <Link to={addressOf('/commission/drill', { ...top, county: county.regionId })}>{county.name}</Link>
        </>
      )}
      {hospital !== undefined && (
        <>
          <span aria-hidden>/</span>
          <span aria-current="page">{hospital.name}</span>
        </>
      )}
    </nav>
  );
}
