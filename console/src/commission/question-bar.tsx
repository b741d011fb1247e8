import { type ReactNode, useEffect } from 'react';
import { useLanguage } from '../language/language.tsx';
import { useWords } from '../language/words.ts';
import { Choice } from '../parts/choice.tsx';
import { useMonthForm } from './measure-form.ts';
import { commissionWords } from './messages.ts';
import { monthAfter, monthsBetween } from './month.ts';
import { useHospitals, useMeasures, useRegions, useWards } from './queries.ts';
import type { Change, Question } from './question.ts';
import './commission.css';

export type Asked = 'measure' | 'county' | 'hospital' | 'ward' | 'level' | 'months' | 'month';

/** The filters of a page. All of them are written into the address, also the months it took by itself: next month another would be usual. */
export function QuestionBar(props: {
  readonly question: Question;
  readonly change: Change;
  readonly asks: readonly Asked[];
  /** A page about one hospital shows which it took. */
  readonly hospital?: string;
  readonly children?: ReactNode;
}) {
  const { question, change, asks, children } = props;
  const say = useWords(commissionWords);
  const { from, until } = question;
  const asksMonths = asks.includes('months') || asks.includes('month');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page that is opened
  useEffect(() => {
    if (asksMonths) change({ from, until });
  }, []);
  return (
    <form className="choices no-print" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      {asks.includes('measure') && <MeasureChoice {...props} />}
      {asks.includes('county') && <CountyChoice {...props} />}
      {asks.includes('hospital') && <HospitalChoice {...props} />}
      {asks.includes('ward') && <WardChoice {...props} />}
      {asks.includes('level') && <LevelChoice {...props} />}
      {asks.includes('months') && <MonthChoices {...props} />}
      {asks.includes('month') && <MonthChoice {...props} />}
      {children}
    </form>
  );
}

interface Part {
  readonly question: Question;
  readonly change: Change;
  readonly asks: readonly Asked[];
  readonly hospital?: string;
}

function MeasureChoice({ question, change }: Part) {
  const say = useWords(commissionWords);
  const { language } = useLanguage();
  const measures = useMeasures().data?.items ?? [];
  return (
    <Choice
      label={say('measure')}
      value={question.measure}
      options={measures.map(({ id, name }) => ({ value: id, label: name[language] }))}
      onChange={(measure) => change({ measure })}
    />
  );
}

function CountyChoice({ question, change }: Part) {
  const say = useWords(commissionWords);
  const counties = (useRegions().data?.items ?? []).filter(({ level }) => level === 'county');
  return (
    <Choice
      label={say('county')}
      value={question.county ?? ''}
      options={[
        { value: '', label: say('wholeCity') },
        ...counties.map(({ regionId, name }) => ({ value: regionId, label: name })),
      ]}
      onChange={(county) => change({ county: county || undefined, hospital: undefined, ward: undefined })}
    />
  );
}

function HospitalChoice({ question, change, asks, hospital }: Part) {
  const say = useWords(commissionWords);
  const { county } = question;
  const all = (useHospitals().data?.items ?? []).filter(({ level }) => level > 1);
  const hospitals = asks.includes('county') && county ? all.filter(({ regionId }) => regionId === county) : all;
  return (
    <Choice
      label={say('hospital')}
      value={hospital ?? question.hospital ?? ''}
      options={[
        ...(hospital === undefined ? [{ value: '', label: say('allHospitals') }] : []),
        ...hospitals.map(({ hospitalId, name, level }) => ({
          value: hospitalId,
          label: `${name}（${say(level === 3 ? 'level3' : 'level2')}）`,
        })),
      ]}
      onChange={(chosen) => change({ hospital: chosen || undefined, ward: undefined })}
    />
  );
}

function WardChoice({ question, change, hospital = question.hospital }: Part) {
  const say = useWords(commissionWords);
  const wards = useWards(hospital ?? '').data?.items ?? [];
  if (hospital === undefined) return null;
  return (
    <Choice
      label={say('ward')}
      value={question.ward ?? ''}
      options={[
        { value: '', label: say('allWards') },
        ...wards.map(({ wardId, name }) => ({ value: wardId, label: name })),
      ]}
      onChange={(ward) => change({ ward: ward || undefined })}
    />
  );
}

function LevelChoice({ question, change }: Part) {
  const say = useWords(commissionWords);
  // A hospital has one level; there is nothing to choose.
  if (question.hospital !== undefined) return null;
  return (
    <Choice
      label={say('level')}
      value={question.level ?? ''}
      options={[
        { value: '', label: say('bothLevels') },
        { value: '3', label: say('level3') },
        { value: '2', label: say('level2') },
      ]}
      onChange={(level) => change({ level: level || undefined })}
    />
  );
}

/** People name the last month inside; the address and the API the first outside. */
function MonthChoices({ question, change }: Part) {
  const say = useWords(commissionWords);
  const monthName = useMonthForm();
  const { from, until, newest } = question;
  const ends = monthsBetween(monthAfter(newest, 1 - yearsBack * 12), monthAfter(newest, 1)).reverse();
  const option = (month: string) => ({ value: month, label: monthName(month) });
  const withOwn = (months: readonly string[], own: string) => (months.includes(own) ? months : [...months, own]);
  const last = monthAfter(until, -1);
  return (
    <>
      <Choice
        label={say('from')}
        value={from}
        options={withOwn(ends, from)
          .filter((month) => month <= last)
          .map(option)}
        onChange={(month) => change({ from: month, until })}
      />
      <Choice
        label={say('to')}
        value={last}
        options={withOwn(ends, last)
          .filter((month) => month >= from)
          .map(option)}
        onChange={(month) => change({ from, until: monthAfter(month, 1) })}
      />
    </>
  );
}

function MonthChoice({ question, change }: Part) {
  const say = useWords(commissionWords);
  const monthName = useMonthForm();
  const { until, newest } = question;
  const last = monthAfter(until, -1);
  const all = monthsBetween(monthAfter(newest, 1 - yearsBack * 12), monthAfter(newest, 1)).reverse();
  return (
    <Choice
      label={say('month')}
      value={last}
      options={(all.includes(last) ? all : [...all, last]).map((month) => ({ value: month, label: monthName(month) }))}
      onChange={(month) => change({ from: month, until: monthAfter(month, 1) })}
    />
  );
}

const yearsBack = 5;
