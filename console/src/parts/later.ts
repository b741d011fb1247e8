import { useQuery } from '@tanstack/react-query';
import { UnreachableError } from '../api/problem.ts';

/** Code that is loaded when it is needed. Where it cannot be, its place says so and offers to try again; the page stays. */
export function useLater<Module>(name: string, load: () => Promise<Module>, needed: boolean) {
  return useQuery({
    queryKey: ['code', name],
    queryFn: () =>
      load().catch((error: unknown) => {
        throw new UnreachableError(error);
      }),
    enabled: needed,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}
