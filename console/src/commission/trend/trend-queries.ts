import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { useLanguage } from '../../language/language.tsx';
import { useHospitals } from '../queries.ts';
import { placeOf, type Question } from '../question.ts';

export function useTrend(question: Question) {
  const { measure, level, from, until } = question;
  const query = { measure, ...placeOf(question), ...(level === undefined ? {} : { level }), from, until };
  return useQuery({
    queryKey: ['cost', 'trend', query],
    queryFn: () => answered(api.GET('/v1/cost/trends', { params: { query } })),
  });
}

/** Limits belong to one series: a hospital's, a ward's, or those of one level. */
export function useSignals(question: Question) {
  const { measure, level, hospital, from, until } = question;
  const one = hospital !== undefined || level !== undefined;
  const query = { measure, ...placeOf(question), ...(level === undefined || hospital ? {} : { level }), from, until };
  return useQuery({
    queryKey: ['cost', 'signals', query],
    queryFn: () => answered(api.GET('/v1/cost/signals', { params: { query } })),
    enabled: one,
  });
}

export function usePeers(question: Question) {
  const { measure, hospital, ward, from, until } = question;
  const query = { measure, ...placeOf({ county: undefined, hospital, ward }), from, until };
  return useQuery({
    queryKey: ['cost', 'peers', query],
    queryFn: () => answered(api.GET('/v1/cost/peers', { params: { query } })),
    enabled: hospital !== undefined,
  });
}

/** From when a scheme was in force where somebody looks, for marks on the charts: one hospital's own is no mark on the city's. */
export interface Adoption {
  readonly on: string;
  readonly title: string;
}

export function useAdoptions(question: Pick<Question, 'from' | 'until' | 'hospital'>): readonly Adoption[] {
  const { from, until, hospital } = question;
  const { language } = useLanguage();
  const { data } = useQuery({ queryKey: ['schemes'], queryFn: () => answered(api.GET('/v1/schemes')) });
  const hospitals = new Set(useHospitals().data?.items.map(({ hospitalId }) => hospitalId));
  return (data?.adopted ?? [])
    .filter(({ jurisdictionId }) => jurisdictionId === hospital || !hospitals.has(jurisdictionId))
    .map((adopted) => ({ on: adopted.from, title: adopted.title[language] }))
    .filter(({ on }) => on.slice(0, 7) >= from && on.slice(0, 7) < until);
}
