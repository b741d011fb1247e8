import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schema } from '../../api/client.ts';

export type Measure = Schema<'RightMeasure'>;
export type Grant = Schema<'RightGrant'>;

/** Grants, measures and what they come to, as far as the reader sees the hospitals. */
export function useRights(doctorId: string) {
  const params = { path: { doctorId } };
  return useQuery({
    queryKey: ['rights', doctorId],
    queryFn: () => answered(api.GET('/v1/doctors/{doctorId}/rights', { params })),
  });
}

/** A hold rests on points, and on nothing that is due. */
export function isHold({ legalBasis, sanctionDueId }: Measure): boolean {
  return legalBasis === 'internal-points' && sanctionDueId === null;
}

/** Whether it holds on a day or will. */
export function isOpen({ until, liftedFrom }: Measure, today: string): boolean {
  return (until === null || until > today) && (liftedFrom === null || liftedFrom > today);
}
