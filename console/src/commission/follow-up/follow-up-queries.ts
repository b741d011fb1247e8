import { useQuery } from '@tanstack/react-query';
import { answered, answeredWithVersion, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import type { FollowUp } from '../queries.ts';

export type FollowUpState = FollowUp['state'];

export function useProposals(query: {
  readonly county?: string;
  readonly hospital?: string;
  readonly of: 'hospital' | 'ward';
  readonly measure?: string;
}) {
  return useQuery({
    queryKey: ['cost', 'proposals', query],
    queryFn: () => answered(api.GET('/v1/cost/follow-ups/proposals', { params: { query } })),
    enabled: query.of === 'hospital' || query.measure !== undefined,
  });
}

export function useFollowUps(query: { readonly hospital?: string; readonly state?: FollowUpState }) {
  return usePages(['follow-ups', query], (page) =>
    answered(api.GET('/v1/cost/follow-ups', { params: { query: { ...query, ...page } } })),
  );
}

/** With the version that a step names: nobody acts on what has moved since they read it. */
export function useFollowUp(followUpId: string) {
  return useQuery({
    queryKey: ['follow-up', followUpId],
    queryFn: () =>
      answeredWithVersion(api.GET('/v1/cost/follow-ups/{followUpId}', { params: { path: { followUpId } } })),
  });
}
