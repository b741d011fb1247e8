import { z } from 'zod';
import { followUpBases, followUpStates } from '../../../core/cost/follow-up/follow-up.ts';
import { xmrRules } from '../../../core/cost/signal/xmr.ts';
import { isoDate, links, text } from '../../schemas.ts';

/** The forms of the work list: taken up, notice, interview, re-check, closed. */

const signal = {
  measure: z.string(),
  hospitalId: z.string(),
  wardId: z.string().nullable(),
  rule: z.enum(xmrRules),
  side: z.enum(['above', 'below']),
  since: z.string(),
  to: z.string(),
  fromValue: z.number(),
  toValue: z.number(),
};
const signalExample = {
  measure: 'drugCostPerDischarge',
  hospitalId: 'hos_1',
  wardId: null,
  rule: 'shift' as const,
  side: 'above' as const,
  since: '2026-04',
  to: '2026-10',
  fromValue: 2611.4012,
  toValue: 2874.1187,
};

const basis = z.enum(followUpBases);
export const state = z.enum(followUpStates);

export const proposals = z
  .object({
    proposals: z.array(
      z.object({
        ...signal,
        proposes: z.enum(['notice', 'interview']),
        basis: basis.meta({ description: 'What it would rest on. A person decides and sends.' }),
        hospitalName: z.string(),
        wardName: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'FollowUpProposals' });
export const proposalsExample: z.input<typeof proposals> = {
  proposals: [
    { ...signalExample, proposes: 'notice', basis: 'monthly-monitoring', hospitalName: '演示第一医院', wardName: null },
  ],
};

const row = z.object({
  followUpId: z.string(),
  ...signal,
  state,
  openedOn: z.string(),
  deadline: z.string().nullable(),
});
export const list = z.object({ items: z.array(row), links }).meta({ id: 'FollowUps' });
const shown = { followUpId: 'fup_1', state: 'noticed' as const, openedOn: '2026-11-10', deadline: '2026-12-01' };
export const listExample: z.input<typeof list> = {
  items: [{ ...signalExample, ...shown }],
  links: { next: null },
};

export const followUp = z
  .object({
    followUpId: z.string(),
    signal: z.object(signal),
    state,
    openedOn: z.string(),
    deadline: z.string().nullable(),
    lastRecheck: z.enum(['put-right', 'not-put-right']).nullable(),
    recheckOwed: z.boolean(),
    next: z.array(z.string()).meta({ description: 'Steps that may follow now.' }),
    steps: z.array(z.looseObject({ kind: z.string(), on: z.string() })),
  })
  .meta({ id: 'FollowUp' });
export const followUpExample: z.input<typeof followUp> = {
  ...shown,
  signal: signalExample,
  lastRecheck: null,
  recheckOwed: false,
  next: ['interview', 'recheck', 'close'],
  steps: [
    { kind: 'acknowledged', on: '2026-11-10', note: '核实数据后处理' },
    {
      kind: 'noticed',
      on: '2026-11-12',
      basis: 'monthly-monitoring',
      document: null,
      text: '请说明原因',
      answerBy: '2026-12-01',
    },
  ],
};

const document = text(100).nullable().default(null);
export const notice = z.strictObject({
  basis,
  document,
  text: text(4_000),
  answerBy: isoDate.nullable().default(null),
});
export const noticeExample = {
  basis: 'monthly-monitoring' as const,
  text: '请于期限前书面说明',
  answerBy: '2026-12-01',
};

const maxLines = 40;
export const interview = z.strictObject({
  basis,
  document,
  heldOn: isoDate,
  attendees: z.array(text(100)).min(1).max(maxLines).meta({ description: 'Posts or names of those who came.' }),
  problems: z.array(text(1_000)).min(1).max(maxLines),
  deadline: isoDate.meta({ description: 'Until when it is to be put right.' }),
});
export const interviewExample = {
  basis: 'monthly-monitoring' as const,
  heldOn: '2026-11-18',
  attendees: ['分管副院长', '药学部主任'],
  problems: ['次均药品费用连续七个月高于均线'],
  deadline: '2026-12-31',
};

export const recheck = z.strictObject({
  checkedOn: isoDate,
  outcome: z.enum(['put-right', 'not-put-right']),
  findings: text(4_000),
});
export const recheckExample = { checkedOn: '2026-11-19', outcome: 'put-right' as const, findings: '已建立专项点评' };
