import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { areaOf, type Question } from '../question.ts';

export function useCompleteness(question: Pick<Question, 'county' | 'hospital' | 'from' | 'until'>) {
  const { from, until } = question;
  const query = { ...areaOf(question), from, until };
  return useQuery({
    queryKey: ['cost', 'completeness', query],
    queryFn: () => answered(api.GET('/v1/cost/completeness', { params: { query } })),
  });
}

export function useReconciliations(question: Pick<Question, 'county' | 'hospital' | 'from' | 'until'>) {
  const { from, until } = question;
  const query = { ...areaOf(question), from, until };
  return useQuery({
    queryKey: ['cost', 'reconciliations', query],
    queryFn: () => answered(api.GET('/v1/cost/reconciliations', { params: { query } })),
  });
}
