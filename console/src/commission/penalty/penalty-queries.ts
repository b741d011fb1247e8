import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import type { Question } from '../question.ts';

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
