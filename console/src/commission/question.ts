import { useAddress } from '../charts/filter.ts';
import { useMe } from '../session/me.ts';
import { headMeasures, usualMonths } from './first-page.ts';
import { monthAfter } from './month.ts';
import { useHospitals } from './queries.ts';

/** What is asked, as it stands in the address: a page that is sent to a colleague asks the same. */
export interface Question {
  readonly measure: string;
  readonly county: string | undefined;
  readonly hospital: string | undefined;
  readonly ward: string | undefined;
  /** Undefined: levels 3 and 2, apart. */
  readonly level: '2' | '3' | undefined;
  readonly from: string;
  /** The first month outside. */
  readonly until: string;
  /** The newest month that is over. */
  readonly newest: string;
}

export type Change = (changes: Readonly<Record<string, string | undefined>>) => void;

export const [headMeasure] = headMeasures;

/** @param months how far back the page looks unless somebody says otherwise. */
export function useQuestion(months = usualMonths): readonly [Question, Change] {
  const { today, grants } = useMe();
  const [held, change] = useAddress();
  const newest = monthAfter(today.slice(0, 7), -1);
  const until = held('until') ?? monthAfter(newest, 1);
  const level = held('level');
  const hospital = held('hospital');
  const own = grants.find(({ scope }) => scope.kind === 'county')?.scope.regionId;
  return [
    {
      measure: held('measure') ?? headMeasure,
      // Whoever watches a county starts there.
      county: held('county') ?? (typeof own === 'string' ? own : undefined),
      hospital,
      ward: hospital === undefined ? undefined : held('ward'),
      level: level === '2' || level === '3' ? level : undefined,
      from: held('from') ?? monthAfter(until, -months),
      until,
      newest,
    },
    change,
  ];
}

/** The place asked about, as the API wants it: the narrowest alone. */
export function placeOf({ county, hospital, ward }: Pick<Question, 'county' | 'hospital' | 'ward'>) {
  if (ward !== undefined) return { ward };
  if (hospital !== undefined) return { hospital };
  return county === undefined ? {} : { county };
}

/** The same for questions that no ward is asked about. */
export function areaOf(question: Pick<Question, 'county' | 'hospital'>) {
  const { county, hospital } = question;
  return placeOf({ county, hospital, ward: undefined });
}

/** The same place and months on another page. */
export function addressOf(path: string, question: Partial<Question>, more: Readonly<Record<string, string>> = {}) {
  const { measure, county, hospital, ward, level, from, until } = question;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ measure, county, hospital, ward, level, from, until, ...more })) {
    if (value !== undefined) search.set(name, value);
  }
  return `${path}?${search}`;
}

/** The hospital asked about, or the first that the reader reaches at a level that is watched. */
export function useOneHospital(question: Question): string {
  const { data } = useHospitals();
  const first = data?.items.find(
    ({ level, inForce, regionId }) =>
      level > 1 && inForce && (question.county === undefined || regionId === question.county),
  );
  return question.hospital ?? first?.hospitalId ?? '';
}
