import { PrinterOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { answered, api } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useLanguage } from '../../language/language.tsx';
import { phaseWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { openPaper } from '../../parts/paper/paper-window.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { type Role, useRoles } from '../../session/me.ts';
import { useHospitalIds, useHospitalNames } from '../queries.ts';
import { Why } from '../why.tsx';
import { ImposeDialog } from './impose-dialog.tsx';
import { sanctionWords } from './messages.ts';
import { OrderDialog } from './order-dialog.tsx';
import type { Sanction, SanctionDuty } from './sanction-queries.ts';
import { dueWords, dutyStateColours, dutyStateWords, isTalk, requirementWords } from './sanction-words.ts';
import { useGround } from './sanctions-page.tsx';
import { RequirementDialog, SetAsideDialog, TalkDialog } from './talk-steps.tsx';

interface Shown {
  readonly doctorId: string;
  readonly sanction: Sanction;
  readonly version: string | null;
}

/** One thing that is due: what, why, and where each hospital stands with it. */
export function SanctionBlock({ doctorId, sanction, version }: Shown) {
  const say = useWords(sanctionWords);
  const due = useCodeWords(dueWords);
  const ground = useGround();
  const { language } = useLanguage();
  const form = useForm();
  return (
    <article className="block" aria-label={due(sanction.due)}>
      <div className="block-head">
        <h2>
          {due(sanction.due)} <span className="soft">{ground(sanction)}</span>
        </h2>
        <span className="soft">{form.date(sanction.dueOn)}</span>
      </div>
      <p>{sanction.text[language]}</p>
      <Why says={say('why')} explanation={sanction.explanation} />
      {sanction.duties.map((duty) => (
        <Duty key={duty.hospitalId} doctorId={doctorId} sanction={sanction} version={version} duty={duty} />
      ))}
    </article>
  );
}

type Open = 'impose' | 'talk' | 'requirement' | 'set-aside' | 'order';

function Duty({ doctorId, sanction, version, duty }: Shown & { readonly duty: SanctionDuty }) {
  const say = useWords(sanctionWords);
  const state = useCodeWords(dutyStateWords);
  const hospital = useHospitalNames();
  const [open, setOpen] = useState<Open>();
  const records = useHospitalIds(talkRoles).includes(duty.hospitalId);
  const imposes = useHospitalIds(imposeRoles).includes(duty.hospitalId);
  const orders = useRoles().has('commission-officer');
  const steps = stepsFor(sanction, duty, { records, imposes, orders });
  const step = { doctorId, sanction, duty, version, onCancel: () => setOpen(undefined) };
  return (
    <div className="item">
      <div className="block-head">
        <span>
          {hospital(duty.hospitalId)} <Tag color={dutyStateColours[duty.state] ?? 'default'}>{state(duty.state)}</Tag>
        </span>
        <span className="row-steps no-print">
          {isTalk(sanction.due) && <TalkPaper doctorId={doctorId} sanction={sanction} duty={duty} />}
          {steps.map((kind) => (
            <Button
              key={kind}
              size="small"
              type={kind === 'impose' || kind === 'talk' || kind === 'order' ? 'primary' : 'default'}
              danger={kind === 'impose' || kind === 'order'}
              onClick={() => setOpen(kind)}
            >
              {say(stepNames[kind])}
            </Button>
          ))}
        </span>
      </div>
      <DutyFacts duty={duty} />
      {open === 'impose' && <ImposeDialog key={version} {...step} />}
      {open === 'talk' && <TalkDialog key={version} {...step} />}
      {open === 'requirement' && <RequirementDialog key={version} {...step} />}
      {open === 'set-aside' && <SetAsideDialog key={version} {...step} />}
      {open === 'order' && <OrderDialog key={version} {...step} />}
    </div>
  );
}

/** A head of department holds the talks of the department: the grant names its hospital. */
const talkRoles: readonly Role[] = ['department-head', 'medical-affairs', 'ethics-office'];
const imposeRoles: readonly Role[] = ['medical-affairs'];
const stepNames = {
  impose: 'impose',
  talk: 'talk',
  requirement: 'requirement',
  'set-aside': 'setAside',
  order: 'order',
} as const satisfies Record<Open, keyof typeof sanctionWords>;

/** What can be done now by whoever is here; the service decides by the same and says why not. */
function stepsFor(
  sanction: Sanction,
  duty: SanctionDuty,
  may: { records: boolean; imposes: boolean; orders: boolean },
): Open[] {
  const talk = isTalk(sanction.due);
  const begun = duty.measureId !== null || duty.talkHeldOn !== null;
  const unanswered = !begun && duty.state !== 'set-aside' && sanction.by !== 'insurance-agency';
  return [
    ...(talk && unanswered && may.records ? (['talk'] as const) : []),
    ...(!talk && unanswered && duty.state === 'open' && may.imposes ? (['impose'] as const) : []),
    ...(begun && duty.missing.length > 0 && may.records ? (['requirement'] as const) : []),
    ...(sanction.ground.kind === 'trigger' && unanswered && may.imposes ? (['set-aside'] as const) : []),
    ...(unanswered && duty.orderedOn === null && may.orders ? (['order'] as const) : []),
  ];
}

function DutyFacts({ duty }: { readonly duty: SanctionDuty }) {
  const { waitsFor, openFrom, orderedOn, talkHeldOn, missing, measureId, state } = duty;
  const say = useWords(sanctionWords);
  const phase = useCodeWords(phaseWords);
  const requirement = useCodeWords(requirementWords);
  const form = useForm();
  const lines = [
    waitsFor.length > 0 &&
      say('waitsFor', { phases: [...new Set(waitsFor.map((each) => phase(each.phase)))].join('、') }),
    state === 'open' && openFrom !== null && say('openSince', { from: form.date(openFrom) }),
    orderedOn !== null && say('ordered', { on: form.date(orderedOn) }),
    talkHeldOn !== null && say('talked', { on: form.date(talkHeldOn) }),
    measureId !== null && say('imposed'),
    missing.length > 0 && say('missing', { missing: missing.map(requirement).join('、') }),
  ].filter((line) => line !== false);
  return (
    <>
      {lines.map((line) => (
        <div className="soft" key={line}>
          {line}
        </div>
      ))}
    </>
  );
}

function TalkPaper({ doctorId, sanction, duty }: Omit<Shown, 'version'> & { readonly duty: SanctionDuty }) {
  const say = useWords(sanctionWords);
  const query = { sanctionDueId: sanction.id, hospital: duty.hospitalId };
  const params = { path: { doctorId }, query };
  const open = useMutation({
    mutationFn: () =>
      openPaper(() =>
        answered(api.GET('/v1/doctors/{doctorId}/sanctions/papers/interview', { params, parseAs: 'text' })),
      ),
  });
  return (
    <>
      <ProblemAlert error={open.error} />
      <Button size="small" icon={<PrinterOutlined />} loading={open.isPending} onClick={() => open.mutate()}>
        {say('paper')}
      </Button>
    </>
  );
}
