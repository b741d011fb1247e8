import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useForm } from '../../language/form.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { Answered } from '../../parts/states.tsx';
import { useRoles } from '../../session/me.ts';
import { roleWords } from '../../shell/messages.ts';
import { useKeptHospital } from '../kept-hospital.tsx';
import { KeptPage } from '../kept-page.tsx';
import { useToday } from '../today.ts';
import { type Mandate, useMandates } from './mandate-queries.ts';
import { EndMandate, GiveMandate } from './mandate-steps.tsx';
import { mandateWords } from './messages.ts';
import '../auditor.css';

/** Who acts for a hospital for a time, newest first; whoever may give a mandate gives and ends them here. */
export function MandatesPage() {
  const say = useWords(mandateWords);
  const kept = useKeptHospital();
  const mandates = useMandates(kept.hospitalId);
  const [open, setOpen] = useState<'new' | Mandate>();
  const roles = useRoles();
  const gives = roles.has('medical-affairs') || roles.has('commission-registrar');
  const close = () => setOpen(undefined);
  return (
    <KeptPage
      title={say('title')}
      lead={say('lead')}
      kept={kept}
      begin={gives ? { says: say('give'), onBegin: () => setOpen('new') } : undefined}
    >
      {(hospitalId) => (
        <>
          <Answered query={mandates} empty={{ when: ({ items }) => items.length === 0, says: say('none') }}>
            {({ items }) => <MandateTable mandates={items} gives={gives} onEnd={setOpen} />}
          </Answered>
          {open === 'new' && <GiveMandate hospitalId={hospitalId} onCancel={close} />}
          {open !== undefined && open !== 'new' && <EndMandate mandate={open} onCancel={close} />}
        </>
      )}
    </KeptPage>
  );
}

function MandateTable(props: {
  readonly mandates: readonly Mandate[];
  readonly gives: boolean;
  readonly onEnd: (mandate: Mandate) => void;
}) {
  const { mandates, gives, onEnd } = props;
  const say = useWords(mandateWords);
  const role = useCodeWords(roleWords);
  const form = useForm();
  const today = useToday();
  return (
    <Sheet<Mandate>
      rows={mandates}
      rowKey={({ mandateId }) => mandateId}
      columns={[
        { title: say('person'), cell: ({ name }) => name, className: 'name' },
        { title: say('role'), cell: (each) => role(each.role) },
        {
          title: say('inPlaceOf'),
          cell: ({ inPlaceOfName }) =>
            inPlaceOfName === null ? say('fromElsewhere') : say('inPlace', { name: inPlaceOfName }),
        },
        {
          title: say('period'),
          cell: ({ from, until }) =>
            until <= from ? form.date(until) : say('span', { from: form.date(from), until: form.date(until) }),
        },
        { title: say('why'), widthPx: 260, cell: ({ reason, document }) => `${reason} · ${document}` },
        { title: say('state'), cell: (each) => <StateTag mandate={each} today={today} /> },
        {
          title: say('act'),
          cell: (each) =>
            gives &&
            each.until > today && (
              <Button
                size="small"
                danger
                className="no-print"
                aria-label={say('endTitle', { name: each.name })}
                onClick={() => onEnd(each)}
              >
                {say('end')}
              </Button>
            ),
        },
      ]}
    />
  );
}

function StateTag({ mandate: { from, until }, today }: { readonly mandate: Mandate; readonly today: string }) {
  const say = useWords(mandateWords);
  if (until <= today || until <= from) return <Tag>{say('over')}</Tag>;
  return from > today ? <Tag color="blue">{say('ahead')}</Tag> : <Tag color="green">{say('inForce')}</Tag>;
}
