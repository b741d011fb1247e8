import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';

/** What administrators ask on several pages. */

export function useHospitals() {
  return useQuery({
    queryKey: ['hospitals'],
    queryFn: () => answered(api.GET('/v1/hospitals')),
    staleTime: placesMaxAgeMs,
  });
}

export function useRegions() {
  return useQuery({
    queryKey: ['regions'],
    queryFn: () => answered(api.GET('/v1/regions')),
    staleTime: placesMaxAgeMs,
  });
}

export function useAccount(accountId: string) {
  const params = { path: { accountId } };
  return useQuery({
    queryKey: ['account', accountId],
    queryFn: () => answered(api.GET('/v1/accounts/{accountId}', { params })),
  });
}

const placesMaxAgeMs = 600_000;
