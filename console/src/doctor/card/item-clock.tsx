import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { phaseWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { useClock } from '../../parts/clock.ts';
import { doctorWords } from '../messages.ts';
import { type Item, useOwnDeductions } from '../queries.ts';

/** What an item waits for, and until when: before the decision by its own clocks, afterwards by those of delivery and appeal. */
export function ItemClock({ item }: { readonly item: Item }) {
  const { deductionId, state } = item;
  if (deductionId === undefined) return null;
  if (state === 'confirmed') return <AfterDecision deductionId={deductionId} />;
  return waiting.includes(state) ? <BeforeDecision deductionId={deductionId} /> : null;
}

const waiting: readonly string[] = ['recorded', 'confirmable', 'stated', 'acknowledged'];

function BeforeDecision({ deductionId }: { readonly deductionId: string }) {
  const say = useWords(doctorWords);
  const clock = useClock();
  const status = useOwnDeductions().data?.items.find((each) => each.deductionId === deductionId)?.status;
  if (status === undefined) return null;
  return (
    <span className="late">
      {status.state === 'recorded'
        ? say('answerBy', { due: clock(status.statement) })
        : say('decideBy', { due: clock(status.confirmation) })}
    </span>
  );
}

function AfterDecision({ deductionId }: { readonly deductionId: string }) {
  const say = useWords(doctorWords);
  const phase = useCodeWords(phaseWords);
  const clock = useClock();
  const params = { path: { deductionId } };
  const { data } = useQuery({
    queryKey: ['appeal', deductionId],
    queryFn: () => answered(api.GET('/v1/deductions/{deductionId}/appeal', { params })),
  });
  if (data === undefined) return null;
  const due = { undelivered: data.deliverBy, appealable: data.appealBy, contested: data.ruleBy }[data.phase as string];
  return (
    <span className={data.phase === 'appealable' ? 'late' : 'soft'}>
      {due === undefined || due === null
        ? phase(data.phase)
        : say('phaseBy', { phase: phase(data.phase), due: clock(due) })}
    </span>
  );
}
