import { useQuery } from '@tanstack/react-query';
import { answered, answeredWithVersion, api, type Schema } from '../../api/client.ts';

export type Ward = Schema<'Ward'>;

/** The wards of a hospital; with `ended` also those that are no more. */
export function useWards(hospitalId: string | undefined, ended = false) {
  const params = { path: { hospitalId: hospitalId ?? '' }, query: ended ? { ended: 'true' as const } : {} };
  return useQuery({
    queryKey: ['wards', hospitalId, ended],
    queryFn: () => answered(api.GET('/v1/hospitals/{hospitalId}/wards', { params })),
    enabled: hospitalId !== undefined,
  });
}

/** With the version that a step on the hospital or one of its wards must name. */
export function useHospital(hospitalId: string | undefined) {
  const params = { path: { hospitalId: hospitalId ?? '' } };
  return useQuery({
    queryKey: ['hospital', hospitalId],
    queryFn: () => answeredWithVersion(api.GET('/v1/hospitals/{hospitalId}', { params })),
    enabled: hospitalId !== undefined,
  });
}
