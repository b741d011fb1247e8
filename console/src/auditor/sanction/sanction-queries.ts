import { useQuery } from '@tanstack/react-query';
import { answered, answeredWithVersion, api, type Schema } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { dutyStateWords } from './sanction-words.ts';

export type Sanction = Schema<'Sanction'>;
export type SanctionDuty = Sanction['duties'][number];
type State = keyof typeof dutyStateWords;

/** What is due about one doctor, with the version that a step has to name. */
export function useSanctionsOf(doctorId: string) {
  const params = { path: { doctorId } };
  return useQuery({
    queryKey: ['sanctions', 'of', doctorId],
    queryFn: () => answeredWithVersion(api.GET('/v1/doctors/{doctorId}/sanctions', { params })),
  });
}

export function useSanctions(state: string) {
  return usePages(['sanctions', state], (page) =>
    answered(
      api.GET('/v1/sanctions', {
        params: {
          query: {
            limit: '50',
            ...(isState(state) ? { state } : {}),
            ...page,
          },
        },
      }),
    ),
  );
}

function isState(state: string): state is State {
  return Object.hasOwn(dutyStateWords, state);
}
