import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import { useWrite } from '../api/queries.ts';
import { useWords } from '../language/words.ts';
import { useConfirm } from '../parts/confirm.tsx';
import { doctorWords } from './messages.ts';

/** Opening the newest decision about oneself is its delivery (送达): whoever does it is told so before. */
export function useReadDecision(deductionId: string) {
  const say = useWords(doctorWords);
  const confirm = useConfirm();
  const { data } = useQuery({
    queryKey: ['inbox', 'unread'],
    queryFn: () => answered(api.GET('/v1/inbox', { params: { query: { unread: 'true', limit: '100' } } })),
  });
  const position = data?.items.find((each) => each.deductionId === deductionId && each.delivers)?.position;
  const read = useReadItem();
  return {
    position,
    isPending: read.isPending,
    error: read.error,
    open: async () => {
      if (position === undefined) return;
      const question = { title: say('readTitle'), text: say('readText'), act: say('readDecision') };
      if (await confirm(question)) read.mutate(position);
    },
  };
}

export function useReadItem(onDone?: () => void) {
  return useWrite({
    write: (position: number, key) =>
      answered(
        api.POST('/v1/inbox/{position}/read', {
          params: { path: { position: String(position) }, header: { 'Idempotency-Key': key } },
        }),
      ),
    ...(onDone === undefined ? {} : { onDone }),
  });
}
