import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { areaOf, type Question } from '../question.ts';

export function useDeductionRates(
  { county, from, until }: Pick<Question, 'county' | 'from' | 'until'>,
  level: '2' | '3',
) {
  const query = { ...(county === undefined ? {} : { county }), level, from, until };
  return useQuery({
    queryKey: ['cost', 'deduction-rates', query],
    queryFn: () => answered(api.GET('/v1/cost/deduction-rates', { params: { query } })),
  });
}

/** Findings and sanctions due by hospital and month, one answer for all that is drawn of them. */
export function usePenaltyCounts(question: Pick<Question, 'county' | 'hospital' | 'from' | 'until'>) {
  const { from, until } = question;
  const query = { ...areaOf(question), from, until };
  return useQuery({
    queryKey: ['cost', 'penalty-counts', query],
    queryFn: () => answered(api.GET('/v1/cost/penalty-counts', { params: { query } })),
  });
}
