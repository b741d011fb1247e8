import type { InferSelectModel } from 'drizzle-orm';
import { baselineKey } from '../../core/cost/signal/baseline.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { baseline } from '../tables-signal.ts';

const baselines = projection<InferSelectModel<typeof baseline>>({
  table: baseline,
  kinds: ['baseline.set'],
  idsOf: ({ event }) =>
    event.kind === 'baseline.set' ? [`${baselineKey(event.measure, event)}@${event.appliesFrom}`] : [],
  project: (row, { event, at, by, seq }, id) => {
    if (event.kind !== 'baseline.set') return row;
    const { measure, from: fromMonth, until: untilMonth, appliesFrom, reason } = event;
    const owner = baselineKey(measure, event);
    const signed = { setBy: by.personId, setOn: shanghaiDateOf(at), setSeq: seq };
    return { id, measure, owner, fromMonth, untilMonth, appliesFrom, reason, ...signed };
  },
});

export const baselineProjections: readonly Projection[] = [baselines];
