import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';

/** Those of one hospital, newest first, past ones too. */
export function useMandates(hospitalId: string | undefined) {
  return useQuery({
    queryKey: ['mandates', hospitalId],
    queryFn: () => answered(api.GET('/v1/mandates', { params: { query: { hospital: hospitalId ?? '' } } })),
    enabled: hospitalId !== undefined,
  });
}

export type Mandate = NonNullable<ReturnType<typeof useMandates>['data']>['items'][number];

/** As the service knows them: what can be done in another's place. */
export const mandatedRoles = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office', 'appeal-panellist'] as const;
export type MandatedRole = (typeof mandatedRoles)[number];

/** By a part of the name, among those whom the reader may mandate. */
export function useStaffSearch(q: string) {
  return useQuery({
    queryKey: ['staff', 'named', q],
    queryFn: ({ signal }) => answered(api.GET('/v1/staff', { params: { query: { q } }, signal })),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
}

/** Who holds the role at the hospital now, and so can be replaced. */
export function useHolders(hospitalId: string, role: MandatedRole | undefined) {
  return useQuery({
    queryKey: ['staff', 'holding', hospitalId, role],
    queryFn: () =>
      answered(
        api.GET('/v1/staff', {
          params: { query: { hospital: hospitalId, limit: '200', ...(role === undefined ? {} : { role }) } },
        }),
      ),
    enabled: role !== undefined,
  });
}
