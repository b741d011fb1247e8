import type { InferSelectModel } from 'drizzle-orm';
import { changeOf } from '../../core/cost/follow-up/follow-up.ts';
import { shanghaiDateOf } from '../../core/time.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { followUp } from '../tables-signal.ts';

const followUps = projection<InferSelectModel<typeof followUp>>({
  table: followUp,
  kinds: [
    'follow-up.acknowledged',
    'follow-up.noticed',
    'follow-up.interviewed',
    'follow-up.rechecked',
    'follow-up.closed',
  ],
  idsOf: ({ event }) => ('followUpId' in event ? [event.followUpId] : []),
  project: (row, { event, at, seq }, id) => {
    if (event.kind === 'follow-up.acknowledged') {
      const { hospitalId, wardId, measure, rule, side, since, to, fromValue, toValue } = event;
      const signal = { hospitalId, wardId, measure, rule, side, since, to, fromValue, toValue };
      return { id, ...signal, state: 'acknowledged', openedOn: shanghaiDateOf(at), openedSeq: seq, deadline: null };
    }
    if (row === undefined) return row;
    const { state = row.state, deadline = row.deadline } = changeOf(event);
    return { ...row, state, deadline };
  },
});

export const followUpProjections: readonly Projection[] = [followUps];
